import { Account } from './account.decorator.js';
import { HandlerName } from './handler-name.decorator.js';
import { IsInstant } from './instant.decorator.js';
import { RetryDeadLetterDto } from './retry-dead-letter.dto.js';

/** Which dead letters are brought back at once, and why. */
export class RetryDeadLettersDto extends RetryDeadLetterDto {
  @IsInstant('Given up at this time or later.', { required: true })
  since!: string;

  @HandlerName()
  handler?: string;

  @Account()
  account?: string;
}
