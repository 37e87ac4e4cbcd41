import type { Cause } from '../../verification/entities/verification-event.entity.js';
import type { IdenfyVerification } from '../../verification/entities/verification.entity.js';
import type { VerificationStatus } from '../../verification/verification-status.js';
import type { HandlerCall, RecordedChange, VerificationAtChange } from './handler-call.js';

/** What a {@link VerificationChange} is made of. */
export interface VerificationChangeFacts extends HandlerCall, RecordedChange {
  readonly previous: VerificationStatus;
  readonly cause: Cause;
}

/** A committed change of a verification, as `@OnVerification()` handlers get it. */
export class VerificationChange implements VerificationChangeFacts {
  /** The verification as this change left it. */
  readonly verification: VerificationAtChange;
  /** The status before. */
  readonly previous: VerificationStatus;
  /** What led to it: a callback, a look-up, a deadline, … */
  readonly cause: Cause;
  /** The verification as it is now; a late attempt can find it changed again. */
  readonly current: IdenfyVerification;
  readonly at: Date;
  readonly idempotencyKey: string;
  readonly attempt: number;
  readonly signal: AbortSignal;

  constructor(facts: VerificationChangeFacts) {
    this.verification = facts.verification;
    this.previous = facts.previous;
    this.cause = facts.cause;
    this.current = facts.current;
    this.at = facts.at;
    this.idempotencyKey = facts.idempotencyKey;
    this.attempt = facts.attempt;
    this.signal = facts.signal;
  }

  /** Whether iDenfy announced no further review with this change. */
  get final(): boolean {
    return this.verification.final;
  }

  /** Whether the verification has another status by now: APPROVED may have become DENIED. */
  get superseded(): boolean {
    return this.current.status !== this.verification.status;
  }
}
