import { IdenfyError } from './idenfy.error.js';

/** What {@link IdenfyLostAnswerError} is made of. */
export interface IdenfyLostAnswerErrorOptions {
  operation: string;
  attempts?: number;
  /** The scanRefs of live sessions that may be the lost one. */
  candidates: readonly string[];
  cause?: unknown;
}

/**
 * iDenfy created a session, or may have, and the answer with its token is lost. The session cannot be entered
 * any more; it ends by its `expiryTime`.
 */
export class IdenfyLostAnswerError extends IdenfyError {
  /** The scanRefs of live sessions that may be the lost one; empty when none was found. */
  readonly candidates: readonly string[];

  constructor(options: IdenfyLostAnswerErrorOptions) {
    super('The answer of the identity verification service was lost; the session may exist.', {
      ...options,
      httpStatus: 502,
      retryable: false,
      actor: 'vendor',
      answerLost: true,
    });
    this.candidates = options.candidates;
  }

  override get name() {
    return 'IdenfyLostAnswerError' as const;
  }
}
