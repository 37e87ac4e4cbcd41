import type {
  DocumentExpirationWebhook,
  IdenfyEventType,
  IDENTIFICATION_EVENT_TYPES,
  IdentificationWebhook,
} from '@nestjs-idenfy/contract';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import { CallContext, type HandlerCall } from './contexts.js';

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
