import type { IdenfyEventType } from '../../contract/event-type.js';
import type { DeliveryPlan } from '../faults/webhook-fault.js';

/** A callback that is to be sent. */
export interface OutgoingCallback {
  readonly scanRef: string;
  readonly eventType: IdenfyEventType;
  /** Undefined when the account has no address for callbacks. */
  readonly url: string | undefined;
  /** Null sends it unsigned. */
  readonly signingKey: string | null;
  readonly body: string;
  /** Simulated time, in milliseconds. */
  readonly at: number;
}

/** A callback, and how far it is. */
export interface Delivery extends OutgoingCallback {
  readonly plan: DeliveryPlan;
  attempts: number;
  /** Null while nobody has answered. */
  lastStatus: number | null;
}

/** What `GET /_simulator/webhooks` tells of a callback. */
export interface SimulatedWebhook {
  readonly scanRef: string;
  readonly eventType: string;
  /** 0 for one that was dropped, or had no address to go to. */
  readonly attempts: number;
  readonly lastStatus: number | null;
  readonly url: string | null;
  readonly body: unknown;
  /** Simulated time. */
  readonly at: string;
}

export function describeDelivery(delivery: Delivery): SimulatedWebhook {
  return {
    scanRef: delivery.scanRef,
    eventType: delivery.eventType,
    attempts: delivery.attempts,
    lastStatus: delivery.lastStatus,
    url: delivery.url ?? null,
    body: JSON.parse(delivery.body),
    at: new Date(delivery.at).toISOString(),
  };
}

export function isAccepted({ lastStatus }: Delivery): boolean {
  return lastStatus !== null && lastStatus >= 200 && lastStatus < 300;
}
