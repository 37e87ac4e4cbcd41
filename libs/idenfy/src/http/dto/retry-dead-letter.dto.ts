import { Reason } from './reason.decorator.js';

/** Why a dead letter is brought back; kept beside it and in the history of its verification. */
export class RetryDeadLetterDto {
  @Reason()
  reason!: string;
}
