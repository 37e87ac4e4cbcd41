import { IdenfyError } from './idenfy.error.js';

/** What {@link IdenfyCancelledError} is made of. */
export interface IdenfyCancelledErrorOptions {
  operation: string;
  attempts?: number;
  /** Whether it stays open if iDenfy did the work. @default false */
  answerLost?: boolean;
}

/** The caller's `AbortSignal` ended the call. iDenfy may have done the work nevertheless. */
export class IdenfyCancelledError extends IdenfyError {
  constructor(options: IdenfyCancelledErrorOptions) {
    super('The call to the identity verification service was cancelled.', {
      ...options,
      httpStatus: 503,
      retryable: false,
      actor: 'user',
    });
  }

  override get name() {
    return 'IdenfyCancelledError' as const;
  }
}
