import { IdenfyError } from './idenfy.error.js';

/** What {@link IdenfyThrottledError} is made of. */
export interface IdenfyThrottledErrorOptions {
  /** Seconds until the next one is allowed. */
  retryAfterSeconds: number;
  identifier?: string;
  /** @default 'Too many requests; try again later.' */
  message?: string;
}

/** The caller asks for more than we allow; iDenfy was not asked. */
export class IdenfyThrottledError extends IdenfyError {
  constructor({ message = 'Too many requests; try again later.', ...facts }: IdenfyThrottledErrorOptions) {
    super(message, { ...facts, httpStatus: 429, retryable: true, actor: 'user' });
  }

  override get name() {
    return 'IdenfyThrottledError' as const;
  }
}
