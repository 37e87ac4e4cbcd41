import type { Standing } from '../database/entities/person.entity.js';
import { ChangeContext, type HandlerCall, type RecordedChange } from './contexts.js';

/** What a person's row says now, compared with the verification whose approval a call is about. */
export interface StandingNow {
  /** `NONE` once the person was erased. */
  readonly standing: Standing;
  /** Whether the standing follows from that verification. */
  readonly isCurrent: boolean;
  /** When a VERIFIED standing ends. */
  readonly verifiedUntil: Date | null;
}

/** The fields of a {@link StandingChange}. */
export interface StandingChangeFacts extends HandlerCall, RecordedChange {
  readonly now: StandingNow;
}

/** What the contexts about an approval have; `verification` is the one that was approved. */
abstract class ApprovalContext extends ChangeContext {
  /** Name of the iDenfy account. */
  readonly account: string;
  /** Your id for the person. */
  readonly clientId: string;
  /** The standing of the person now: `PENDING` while a renewal is under way, `VERIFIED` once it was approved. */
  readonly standingNow: Standing;

  constructor(facts: StandingChangeFacts) {
    super(facts);
    const { account, clientId } = facts.verification;
    this.account = account;
    this.clientId = clientId;
    this.standingNow = facts.now.standing;
  }
}

/** The end of an approval, recorded at most a minute or so after it, as `@OnStanding('EXPIRED')` handlers get it. */
export class StandingChange extends ApprovalContext {
  /** What the approval has become. */
  readonly standing = 'EXPIRED' as const;

  /** Whether the person was approved again meanwhile. */
  get superseded(): boolean {
    return this.standingNow === 'VERIFIED';
  }
}

/** The fields of a {@link RenewalDue}. */
export interface RenewalDueFacts extends StandingChangeFacts {
  readonly daysBefore: number;
}

/** An approval that ends soon, as `@OnRenewalDue()` handlers get it. */
export class RenewalDue extends ApprovalContext {
  /** The handler's own; less is left where the approval was found late or holds for a shorter time. */
  readonly daysBefore: number;
  /** When the person's approval ends; null when they have none now, or one without an end. */
  readonly verifiedUntil: Date | null;
  readonly #isCurrent: boolean;

  constructor(facts: RenewalDueFacts) {
    super(facts);
    this.daysBefore = facts.daysBefore;
    this.verifiedUntil = facts.now.verifiedUntil;
    this.#isCurrent = facts.now.isCurrent;
  }

  /** Whether the person no longer stands by this approval: renewed, ended, denied or under review. */
  get superseded(): boolean {
    return this.standingNow !== 'VERIFIED' || !this.#isCurrent;
  }
}
