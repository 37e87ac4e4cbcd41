import { IdenfyError } from './idenfy.error.js';

/**
 * Why a callback is not believed: we have no key, it has no signature, the signature is not 64 hex digits,
 * or it was made with another key or for another body.
 */
export type SignatureProblem = 'no-key' | 'missing' | 'malformed' | 'mismatch';

/** A callback is not signed by iDenfy with one of our keys. One answer for all reasons: a forger learns nothing. */
export class IdenfySignatureError extends IdenfyError {
  /** For logs and metrics. */
  readonly reason: SignatureProblem;

  constructor(options: { reason: SignatureProblem }) {
    super('The signature of the callback is missing or wrong.', {
      httpStatus: 401,
      retryable: false,
      actor: 'operator',
    });
    this.reason = options.reason;
  }

  override get name() {
    return 'IdenfySignatureError' as const;
  }
}
