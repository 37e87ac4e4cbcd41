import { IdenfyError } from './idenfy.error.js';

/** We do not know who is calling us. Says nothing about our own login at iDenfy. */
export class IdenfyUnauthenticatedError extends IdenfyError {
  constructor() {
    super('Log in first.', { httpStatus: 401, retryable: false, actor: 'user' });
  }

  override get name() {
    return 'IdenfyUnauthenticatedError' as const;
  }
}
