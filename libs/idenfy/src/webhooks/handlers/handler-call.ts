import type { VerificationStatus } from '../../verification/verification-status.js';
import type { IdenfyVerification } from '../../verification/entities/verification.entity.js';

/** What every call of a handler can rely on. */
export interface HandlerCall {
  /**
   * Names this change for this handler, the same for every attempt. Keep it with whatever must happen once.
   */
  readonly idempotencyKey: string;
  /** 1 for the first call. */
  readonly attempt: number;
  /** Aborts when the time of the handler is up or the process has to end. */
  readonly signal: AbortSignal;
}

/** Which verification a change was about, and how the change left it. */
export interface VerificationAtChange {
  /** Our own id. */
  readonly id: string;
  readonly account: string;
  /** Your own name for the person. A keyed hash once the person was erased. */
  readonly clientId: string;
  /** iDenfy's name for the session; null before `/token` has answered. */
  readonly scanRef: string | null;
  readonly externalRef: string | null;
  readonly status: VerificationStatus;
  /** Whether iDenfy announced no further review. */
  readonly final: boolean;
}

/** A change that was recorded, and what has become of the verification since. */
export interface RecordedChange {
  readonly verification: VerificationAtChange;
  /** The verification as it is now. */
  readonly current: IdenfyVerification;
  /** When the change was made. */
  readonly at: Date;
}
