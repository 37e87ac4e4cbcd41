import { IdenfyError } from './idenfy.error.js';

/** What {@link IdenfyNetworkError} is made of. */
export interface IdenfyNetworkErrorOptions {
  operation: string;
  attempts: number;
  /** Whether repeating the call is safe. @default false */
  retryable?: boolean;
  /** Whether it stays open if iDenfy did the work. @default false */
  answerLost?: boolean;
  cause?: unknown;
}

/** The connection to iDenfy was refused or cut. */
export class IdenfyNetworkError extends IdenfyError {
  constructor(options: IdenfyNetworkErrorOptions) {
    super('The identity verification service could not be reached.', {
      ...options,
      httpStatus: 502,
      retryable: options.retryable ?? false,
      actor: 'vendor',
    });
  }

  override get name() {
    return 'IdenfyNetworkError' as const;
  }
}
