import { IdenfyError } from './idenfy.error.js';

/** What {@link IdenfyBulkheadError} is made of. */
export interface IdenfyBulkheadErrorOptions {
  operation: string;
  attempts?: number;
  /** Seconds until it is worth another try. @default 1 */
  retryAfterSeconds?: number;
}

/** Too many calls to iDenfy are in flight and waiting; nothing was sent. */
export class IdenfyBulkheadError extends IdenfyError {
  constructor(options: IdenfyBulkheadErrorOptions) {
    super('Too many calls to the identity verification service are waiting; try again later.', {
      ...options,
      httpStatus: 503,
      retryable: true,
      actor: 'vendor',
      retryAfterSeconds: options.retryAfterSeconds ?? 1,
    });
  }

  override get name() {
    return 'IdenfyBulkheadError' as const;
  }
}
