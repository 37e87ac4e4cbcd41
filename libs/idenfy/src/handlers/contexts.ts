import type { EntityManager } from 'typeorm';
import type {
  Attention,
  DocumentExpirationWebhook,
  IdenfyEventType,
  IDENTIFICATION_EVENT_TYPES,
  IdentificationWebhook,
  VerificationStatus,
} from '@nestjs-idenfy/contract';
import type { Cause } from '../database/entities/verification-event.entity.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';

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
  /** Why, as written by the staff member; null once the decision was cleared, or the verification erased. */
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

/** The body of an event whose body iDenfy does not document. */
export type UnknownPayload = Readonly<Record<string, unknown>>;

/** What the body of an event is. */
export type PayloadOf<EventType extends IdenfyEventType | '*'> =
  EventType extends (typeof IDENTIFICATION_EVENT_TYPES)[number]
    ? IdentificationWebhook
    : EventType extends 'DOCUMENT_EXPIRATION'
      ? DocumentExpirationWebhook
      : IdentificationWebhook | DocumentExpirationWebhook | UnknownPayload;

/** The fields of an {@link IdenfyWebhookReceived}. */
export interface IdenfyWebhookReceivedFacts<Payload> extends HandlerCall {
  readonly account: string;
  readonly eventType: IdenfyEventType | null;
  readonly payload: Payload;
  readonly raw: Buffer;
  readonly verification: IdenfyVerification | null;
  readonly receivedAt: Date;
  readonly deliveries: number;
}

/** A webhook as it was received, as `@OnIdenfyWebhook()` handlers get it. */
export class IdenfyWebhookReceived<
  Payload = IdentificationWebhook | DocumentExpirationWebhook | UnknownPayload,
>
  extends CallContext
  implements IdenfyWebhookReceivedFacts<Payload>
{
  /** Name of the account whose key signed it. */
  readonly account: string;
  /** `Idenfy-Event-Type` as received; it is not signed. */
  readonly eventType: IdenfyEventType | null;
  /** The signed body. Personal data: keep it out of logs. */
  readonly payload: Payload;
  /** The signed bytes. */
  readonly raw: Buffer;
  /** The verification it is about, as it is now; null for a session that was not started here. */
  readonly verification: IdenfyVerification | null;
  /** When it was first received. */
  readonly receivedAt: Date;
  /** How often these bytes were received. */
  readonly deliveries: number;

  constructor(facts: IdenfyWebhookReceivedFacts<Payload>) {
    super(facts);
    this.account = facts.account;
    this.eventType = facts.eventType;
    this.payload = facts.payload;
    this.raw = facts.raw;
    this.verification = facts.verification;
    this.receivedAt = facts.receivedAt;
    this.deliveries = facts.deliveries;
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
