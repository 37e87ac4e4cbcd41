import type { IdenfyVerification } from '../../verification/entities/verification.entity.js';
import type { HandlerCall, RecordedChange, VerificationAtChange } from './handler-call.js';

export type DecisionWord = 'ACCEPTED' | 'REJECTED';

export function isDecisionWord(word: string | null): word is DecisionWord {
  return word === 'ACCEPTED' || word === 'REJECTED';
}

/** What a {@link DecisionMade} is made of. */
export interface DecisionMadeFacts extends HandlerCall, RecordedChange {
  readonly decision: DecisionWord;
  readonly reason: string | null;
  readonly decidedBy: string;
}

/** The host's own word on a SUSPECTED result, as `@OnDecision()` handlers get it. */
export class DecisionMade implements DecisionMadeFacts {
  readonly decision: DecisionWord;
  /** Why, in the words of whoever decided. */
  readonly reason: string | null;
  /** Id of the staff member. */
  readonly decidedBy: string;
  /** The verification as it was when the decision was made; iDenfy's word stays as it is. */
  readonly verification: VerificationAtChange;
  /** The verification as it is now. */
  readonly current: IdenfyVerification;
  readonly at: Date;
  readonly idempotencyKey: string;
  readonly attempt: number;
  readonly signal: AbortSignal;

  constructor(facts: DecisionMadeFacts) {
    this.decision = facts.decision;
    this.reason = facts.reason;
    this.decidedBy = facts.decidedBy;
    this.verification = facts.verification;
    this.current = facts.current;
    this.at = facts.at;
    this.idempotencyKey = facts.idempotencyKey;
    this.attempt = facts.attempt;
    this.signal = facts.signal;
  }

  /** Whether the decision no longer stands: a later final result contradicted it. */
  get superseded(): boolean {
    return this.current.decision !== this.decision;
  }
}
