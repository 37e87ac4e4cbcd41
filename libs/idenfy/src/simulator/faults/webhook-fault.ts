import type { Chance } from '../chance.js';

/** True always, false never, a number for that share of the callbacks. */
export type Likelihood = boolean | number;

/** What goes wrong with a callback from the simulator. */
export interface WebhookFault {
  /** Sends the same bytes once more. */
  readonly duplicate?: Likelihood | undefined;
  /** Holds callbacks back, and sends them in another order. */
  readonly shuffle?: Likelihood | undefined;
  /** Does not send it at all. */
  readonly drop?: Likelihood | undefined;
  /** Real milliseconds it comes late. */
  readonly delayMs?: number | undefined;
  /** Signs with a key that is not yours. */
  readonly badSignature?: Likelihood | undefined;
}

/** What happens to one callback. */
export interface DeliveryPlan {
  readonly duplicate: boolean;
  readonly drop: boolean;
  readonly delayMs: number;
  readonly badSignature: boolean;
  /** Whether its turn is drawn by lot among the callbacks that met the same fault. */
  readonly shuffle: boolean;
}

export const NO_FAULT: DeliveryPlan = {
  duplicate: false,
  drop: false,
  delayMs: 0,
  badSignature: false,
  shuffle: false,
};

/** Throws the dice for one callback. */
export function planFor(fault: WebhookFault | undefined, chance: Chance): DeliveryPlan {
  if (fault === undefined) return NO_FAULT;
  const happens = (likelihood: Likelihood | undefined) => chance.falls(Number(likelihood ?? 0), 'faults');
  return {
    duplicate: happens(fault.duplicate),
    drop: happens(fault.drop),
    delayMs: fault.delayMs ?? 0,
    badSignature: happens(fault.badSignature),
    shuffle: happens(fault.shuffle),
  };
}
