import type { EntityManager } from 'typeorm';
import type { Attention, VerificationStatus } from '@nestjs-idenfy/contract';
import type { Cause, IdenfyVerificationEvent } from '../database/entities/verification-event.entity.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import type { ClaimedRun, LeasedRun } from '../outbox/run-store.js';
import type { HashKey } from '../privacy/hash-key.js';
import { LostContextError } from './handler.errors.js';

/** What every call of a handler can rely on. */
export interface HandlerCall {
  /**
   * Identifies this change for this handler, the same for every attempt, process and replay. Store it with what must happen
   * only once. A keyed hash of 32 characters (`hashKey`), which names neither the person nor the verification.
   */
  readonly idempotencyKey: string;
  /** 1 for the first call. */
  readonly attempt: number;
  /** Aborts when the handler's `timeoutMs` has passed, or when the process has to end. */
  readonly signal: AbortSignal;
  /**
   * Marks this run done in your own transaction, so that it is committed together with your effects in the same database:
   * they happen exactly once. Await it inside the transaction, once for each attempt. When the transaction rolls back, or
   * the process ends before the commit, the run is as if unfinished, and the handler is called again; after the commit it is
   * not, even if it throws.
   *
   * The row of the run is locked from here to the end of the transaction, so call it last.
   *
   * @param manager the `EntityManager` of an open transaction, at READ COMMITTED, of the DataSource of `IdenfyModule`
   * @throws IdenfyLeaseLostError when another process has taken the run over: let the transaction roll back
   * @throws IdenfyTransactionError when there is no open transaction, when it is of another DataSource, or when it is stricter
   */
  readonly completeIn: (manager: EntityManager) => Promise<void>;
}

/** Which verification a change was about, and how the change left it. */
export interface VerificationAtChange {
  /** Our own id. */
  readonly id: string;
  readonly account: string;
  /** Your id for the person. A keyed hash once the person was erased. */
  readonly clientId: string;
  /** iDenfy's id for the session; null before `/token` has answered. */
  readonly scanRef: string | null;
  readonly externalRef: string | null;
  readonly status: VerificationStatus;
  /** Whether iDenfy announced no further review. */
  readonly final: boolean;
}

/** A change that was recorded, and the verification as it is since. */
export interface RecordedChange {
  /** The verification as the change left it; iDenfy's own result is kept beside a decision of yours. */
  readonly verification: VerificationAtChange;
  /** The verification as it is now; a late attempt can find it changed again. */
  readonly current: IdenfyVerification;
  /** When the change was made. */
  readonly at: Date;
}

/** What the contexts of all handlers have. */
export abstract class CallContext implements HandlerCall {
  readonly idempotencyKey: string;
  readonly attempt: number;
  readonly signal: AbortSignal;
  readonly completeIn: HandlerCall['completeIn'];

  constructor(call: HandlerCall) {
    this.idempotencyKey = call.idempotencyKey;
    this.attempt = call.attempt;
    this.signal = call.signal;
    this.completeIn = call.completeIn;
  }
}

/** What the contexts of recorded changes have. */
export abstract class ChangeContext extends CallContext implements RecordedChange {
  readonly verification: VerificationAtChange;
  readonly current: IdenfyVerification;
  readonly at: Date;

  constructor(facts: HandlerCall & RecordedChange) {
    super(facts);
    this.verification = facts.verification;
    this.current = facts.current;
    this.at = facts.at;
  }
}

export type DecisionOutcome = 'ACCEPTED' | 'REJECTED';

export function isDecisionOutcome(text: string | null): text is DecisionOutcome {
  return text === 'ACCEPTED' || text === 'REJECTED';
}

/** The fields of a {@link DecisionMade}. */
export interface DecisionMadeFacts extends HandlerCall, RecordedChange {
  readonly decision: DecisionOutcome;
  readonly reason: string | null;
  readonly decidedBy: string;
}

/** The host's own decision about a SUSPECTED result, as `@OnDecision()` handlers get it. */
export class DecisionMade extends ChangeContext implements DecisionMadeFacts {
  readonly decision: DecisionOutcome;
  /** Why, as written by the staff member; null once the verification was erased. */
  readonly reason: string | null;
  /** Id of the staff member. */
  readonly decidedBy: string;

  constructor(facts: DecisionMadeFacts) {
    super(facts);
    this.decision = facts.decision;
    this.reason = facts.reason;
    this.decidedBy = facts.decidedBy;
  }

  /** Whether the decision no longer stands: a later final result contradicted it. */
  get superseded(): boolean {
    return this.current.decision !== this.decision;
  }
}

/** The fields of an {@link AttentionRaised}. */
export interface AttentionRaisedFacts extends HandlerCall, RecordedChange {
  readonly reasons: readonly Attention[];
}

/** A reason why staff should look at a verification, as `@OnAttention()` handlers get it. */
export class AttentionRaised extends ChangeContext implements AttentionRaisedFacts {
  /** What the change raised, also beside what the handler listens to. */
  readonly reasons: readonly Attention[];

  constructor(facts: AttentionRaisedFacts) {
    super(facts);
    this.reasons = facts.reasons;
  }

  /** Whether all of them are settled by now. */
  get superseded(): boolean {
    return this.reasons.every((reason) => !this.current.attention.includes(reason));
  }
}

/** The fields of a {@link VerificationChange}. */
export interface VerificationChangeFacts extends HandlerCall, RecordedChange {
  readonly previous: VerificationStatus;
  readonly cause: Cause;
}

/** A committed change of a verification, as `@OnVerification()` handlers get it. */
export class VerificationChange extends ChangeContext implements VerificationChangeFacts {
  /** The status before. */
  readonly previous: VerificationStatus;
  /** What caused it: a webhook, a lookup, a deadline, … */
  readonly cause: Cause;

  constructor(facts: VerificationChangeFacts) {
    super(facts);
    this.previous = facts.previous;
    this.cause = facts.cause;
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

/** What a handler listens to. */
export type HandlerKind =
  'verification' | 'decision' | 'webhook' | 'standing' | 'renewal' | 'attention' | 'erasure';

type ChangeEvent = Pick<
  IdenfyVerificationEvent,
  'fromStatus' | 'toStatus' | 'final' | 'cause' | 'reportedStatus' | 'raised' | 'note' | 'actor' | 'at'
>;

/** What an attempt adds to the context of its run. */
export interface AttemptFacts extends Pick<HandlerCall, 'signal' | 'completeIn'> {
  /** What the handler listens to: one change can concern handlers of several kinds. */
  readonly kind: HandlerKind;
}

/** The call of one attempt. The key is a hash, so that what a host keys by it does not name an erased verification. */
export function handlerCall(
  { handler, event_id, inbox_id, erasure_id, attempts }: ClaimedRun,
  about: string,
  { signal, completeIn }: AttemptFacts,
  hashKey: HashKey,
): HandlerCall {
  const cause = event_id ?? inbox_id ?? erasure_id;
  const idempotencyKey = hashKey.hash('idempotencyKey', `${about}:${cause}:${handler}`);
  return { idempotencyKey, attempt: attempts, signal, completeIn };
}

/** The contexts of what this process has just committed, without a query. */
export function contextsOfCommitted(
  runs: readonly LeasedRun[],
  hashKey: HashKey,
): (run: ClaimedRun, attempt: AttemptFacts) => ReturnType<typeof changeContext> {
  const leased = new Map(runs.map((run) => [run.id, run]));
  return (run, attempt) => {
    const known = leased.get(run.id);
    if (!known) throw new LostContextError();
    const { verification, line, at } = known;
    const call = handlerCall(run, verification.id, attempt, hashKey);
    return changeContext(attempt.kind, { ...line, at }, verification, call);
  };
}

/** What a handler of this kind is called with for a recorded change. */
export function changeContext(
  kind: HandlerKind,
  event: ChangeEvent,
  current: IdenfyVerification,
  call: HandlerCall,
  sealedReason: string | null = null,
): VerificationChange | DecisionMade | AttentionRaised {
  const { id, account, clientId, scanRef, externalRef } = current;
  const { toStatus: status, final, at } = event;
  const recorded = {
    verification: { id, account, clientId, scanRef, externalRef, status, final },
    current,
    at,
  };
  if (kind === 'attention') return new AttentionRaised({ ...recorded, ...call, reasons: event.raised });
  if (event.cause === 'DECISION' && isDecisionOutcome(event.reportedStatus)) {
    return new DecisionMade({
      ...recorded,
      ...call,
      decision: event.reportedStatus,
      reason:
        sealedReason ?? (current.decision === event.reportedStatus ? current.plainDecisionReason : null),
      decidedBy: event.actor,
    });
  }
  return new VerificationChange({ ...recorded, ...call, previous: event.fromStatus, cause: event.cause });
}
