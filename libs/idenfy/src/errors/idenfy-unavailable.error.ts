import { IdenfyError } from './idenfy.error.js';

/** What {@link IdenfyUnavailableError} is made of. */
export interface IdenfyUnavailableErrorOptions {
  /** @default 'This is not available at the moment; try again later.' */
  message?: string;
  identifier?: string;
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** Something of ours is down, for example the database while a callback is to be stored. */
export class IdenfyUnavailableError extends IdenfyError {
  constructor({
    message = 'This is not available at the moment; try again later.',
    ...facts
  }: IdenfyUnavailableErrorOptions = {}) {
    super(message, { ...facts, httpStatus: 503, retryable: true, actor: 'operator' });
  }

  override get name() {
    return 'IdenfyUnavailableError' as const;
  }
}
