import { IdenfyError } from './idenfy.error.js';

/** What {@link IdenfyTimeoutError} is made of. */
export interface IdenfyTimeoutErrorOptions {
  /** Which of the two clocks ran out: that of one try, or that of the call as a whole. */
  clock: 'try' | 'total';
  operation: string;
  attempts: number;
  /** Whether repeating the call is safe. @default false */
  retryable?: boolean;
  /** Whether it stays open if iDenfy did the work. @default false */
  answerLost?: boolean;
  cause?: unknown;
}

/** iDenfy did not answer in time. It may still be working on the request. */
export class IdenfyTimeoutError extends IdenfyError {
  /** Which of the two clocks ran out. */
  readonly clock: 'try' | 'total';

  constructor(options: IdenfyTimeoutErrorOptions) {
    super('The identity verification service did not answer in time.', {
      ...options,
      httpStatus: 504,
      retryable: options.retryable ?? false,
      actor: 'vendor',
    });
    this.clock = options.clock;
  }

  override get name() {
    return 'IdenfyTimeoutError' as const;
  }
}
