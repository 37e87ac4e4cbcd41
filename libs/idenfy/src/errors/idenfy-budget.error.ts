import { IdenfyError } from './idenfy.error.js';

/** What {@link IdenfyBudgetError} is made of. */
export interface IdenfyBudgetErrorOptions {
  operation?: string;
  attempts?: number;
  /** Seconds until the budget has room again. */
  retryAfterSeconds: number;
}

/** Our own budget of calls to iDenfy is spent (iDenfy allows 10,000 an hour); nothing was sent. */
export class IdenfyBudgetError extends IdenfyError {
  constructor(options: IdenfyBudgetErrorOptions) {
    super('The budget of calls to the identity verification service is spent; try again later.', {
      ...options,
      httpStatus: 503,
      retryable: true,
      actor: 'vendor',
    });
  }

  override get name() {
    return 'IdenfyBudgetError' as const;
  }
}
