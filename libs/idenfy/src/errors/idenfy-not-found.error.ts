import { IdenfyError } from './idenfy.error.js';

/** What {@link IdenfyNotFoundError} is made of. */
export interface IdenfyNotFoundErrorOptions {
  /** @default 'There is no such verification.' */
  message?: string;
}

/** Unknown, or somebody else's: the two look the same. */
export class IdenfyNotFoundError extends IdenfyError {
  constructor({ message = 'There is no such verification.' }: IdenfyNotFoundErrorOptions = {}) {
    super(message, { httpStatus: 404, retryable: false, actor: 'user' });
  }

  override get name() {
    return 'IdenfyNotFoundError' as const;
  }
}
