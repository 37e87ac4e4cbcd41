import type { IdenfyEventType } from '@nestjs-idenfy/contract';
import type { Likelihood, WebhookFault } from '../faults/fault.js';
import type { SeededRandom } from '../seeded-random.js';

/** A webhook in the record of the simulator, as `GET /_simulator/webhooks` shows it. */
export interface SimulatedWebhook {
  readonly scanRef: string;
  readonly eventType: string;
  /** Times it was sent; 0 when it was dropped, or had no URL. */
  readonly attempts: number;
  /** Status of the last answer; null when there was none. */
  readonly lastStatus: number | null;
  /** Null when the account has no webhook URL. */
  readonly url: string | null;
  /** Parsed. */
  readonly body: unknown;
  /** Simulated time of the event, ISO 8601. */
  readonly at: string;
}

/** A webhook to send. */
export interface OutgoingWebhook {
  readonly scanRef: string;
  readonly eventType: IdenfyEventType;
  /** Undefined when the account has no webhook URL. */
  readonly url: string | undefined;
  /** Null sends it unsigned. */
  readonly signingKey: string | null;
  readonly body: string;
  /** Simulated time, in milliseconds. */
  readonly at: number;
}

/** A webhook and the state of its delivery. */
export interface Delivery extends OutgoingWebhook {
  readonly plan: DeliveryPlan;
  attempts: number;
  /** Null without an answer. */
  lastStatus: number | null;
}

/** What a fault does to one webhook. */
export interface DeliveryPlan {
  /** Further times it is sent. */
  readonly copies: number;
  readonly drop: boolean;
  readonly delayMs: number;
  readonly badSignature: boolean;
  /** Whether it is sent in random order with the other webhooks that met the same fault. */
  readonly shuffle: boolean;
}

const NO_FAULT: DeliveryPlan = { copies: 0, drop: false, delayMs: 0, badSignature: false, shuffle: false };

/** Decides at random what happens to one webhook that met the fault. */
export function planFor(fault: WebhookFault | undefined, random: SeededRandom): DeliveryPlan {
  if (fault === undefined) return NO_FAULT;
  const happens = (likelihood: Likelihood = false) => random.chance(Number(likelihood), 'faults');
  return {
    copies: happens(fault.duplicate) ? Math.max(Number(fault.duplicate), 1) : 0,
    drop: happens(fault.drop),
    delayMs: fault.delayMs ?? 0,
    badSignature: happens(fault.badSignature),
    shuffle: happens(fault.shuffle),
  };
}

export function isAccepted({ lastStatus }: Delivery): boolean {
  return lastStatus !== null && lastStatus >= 200 && lastStatus < 300;
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
