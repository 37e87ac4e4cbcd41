import type { IDENTIFICATION_EVENT_TYPES, IdenfyEventType } from '../../contract/event-type.js';
import type { DocumentExpirationWebhook, IdentificationWebhook } from '../../contract/webhook.js';
import type { IdenfyVerification } from '../../verification/entities/verification.entity.js';
import type { HandlerCall } from './handler-call.js';

/** The body of an event whose body iDenfy does not document. */
export type UnknownPayload = Readonly<Record<string, unknown>>;

/** What the body of an event is. */
export type PayloadOf<EventType extends IdenfyEventType | '*'> =
  EventType extends (typeof IDENTIFICATION_EVENT_TYPES)[number]
    ? IdentificationWebhook
    : EventType extends 'DOCUMENT_EXPIRATION'
      ? DocumentExpirationWebhook
      : IdentificationWebhook | DocumentExpirationWebhook | UnknownPayload;

/** What an {@link IdenfyWebhookReceived} is made of. */
export interface IdenfyWebhookReceivedFacts<Payload> extends HandlerCall {
  readonly account: string;
  readonly eventType: IdenfyEventType | null;
  readonly payload: Payload;
  readonly raw: Buffer;
  readonly verification: IdenfyVerification | null;
  readonly receivedAt: Date;
  readonly deliveries: number;
}

/** A callback as it came, as `@OnIdenfyWebhook()` handlers get it. */
export class IdenfyWebhookReceived<
  Payload = IdentificationWebhook | DocumentExpirationWebhook | UnknownPayload,
> implements IdenfyWebhookReceivedFacts<Payload> {
  /** Name of the account whose key signed it. */
  readonly account: string;
  /** `Idenfy-Event-Type` as it came; it is not signed. */
  readonly eventType: IdenfyEventType | null;
  /** The signed body. Personal data: keep it out of logs. */
  readonly payload: Payload;
  /** The signed bytes. */
  readonly raw: Buffer;
  /** The session it is about, as it is now; null for one that was not started here. */
  readonly verification: IdenfyVerification | null;
  /** When it first came. */
  readonly receivedAt: Date;
  /** How often these bytes came. */
  readonly deliveries: number;
  readonly idempotencyKey: string;
  readonly attempt: number;
  readonly signal: AbortSignal;

  constructor(facts: IdenfyWebhookReceivedFacts<Payload>) {
    this.account = facts.account;
    this.eventType = facts.eventType;
    this.payload = facts.payload;
    this.raw = facts.raw;
    this.verification = facts.verification;
    this.receivedAt = facts.receivedAt;
    this.deliveries = facts.deliveries;
    this.idempotencyKey = facts.idempotencyKey;
    this.attempt = facts.attempt;
    this.signal = facts.signal;
  }
}
