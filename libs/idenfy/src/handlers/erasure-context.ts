import { CallContext, type HandlerCall } from './contexts.js';

/** The ids of an erased person and session, as a run keeps them sealed. */
export interface ErasedIds {
  readonly account: string;
  readonly clientId: string;
  readonly scanRef: string | null;
  readonly externalRef: string | null;
}

/** The fields of a {@link VerificationErased}. */
export interface VerificationErasedFacts extends HandlerCall, ErasedIds {
  readonly erasureId: string;
  readonly isPersonGone: boolean;
}

/** A verification that was erased, at iDenfy and here, as `@OnErasure()` handlers get it. */
export class VerificationErased extends CallContext implements VerificationErasedFacts {
  /** The receipt. */
  readonly erasureId: string;
  /** Name of the iDenfy account. */
  readonly account: string;
  /** Your id for the person, as it was. */
  readonly clientId: string;
  /** iDenfy's id for the session; null where none became known. */
  readonly scanRef: string | null;
  readonly externalRef: string | null;
  /**
   * Whether the account has no verification of the person now. False while an earlier or later one is kept, and when they
   * have started again since: what you keep about them then has a reason that stands.
   */
  readonly isPersonGone: boolean;

  constructor(facts: VerificationErasedFacts) {
    super(facts);
    this.erasureId = facts.erasureId;
    this.account = facts.account;
    this.clientId = facts.clientId;
    this.scanRef = facts.scanRef;
    this.externalRef = facts.externalRef;
    this.isPersonGone = facts.isPersonGone;
  }
}
