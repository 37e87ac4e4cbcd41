import { IdenfyError } from './idenfy.error.js';

/** What {@link IdenfyUnavailableError} is made of. */
export interface IdenfyUnavailableErrorOptions {
  /** @default 'This is not available at the moment; try again later.' */
  message?: string;
  identifier?: string;
  /** @default 5 */
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** Something of ours is down, for example the database. */
export class IdenfyUnavailableError extends IdenfyError {
  constructor({
    message = 'This is not available at the moment; try again later.',
    retryAfterSeconds = 5,
    ...facts
  }: IdenfyUnavailableErrorOptions = {}) {
    super(message, { ...facts, retryAfterSeconds, httpStatus: 503, retryable: true, actor: 'operator' });
  }

  override get name() {
    return 'IdenfyUnavailableError' as const;
  }
}
