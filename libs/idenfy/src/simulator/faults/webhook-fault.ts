import type { Chance } from '../chance.js';

/**
 * Whether a callback is hit: true or false; a number below 1 for that share of all; a whole number for the next so many
 * (of a duplicate: for so many more copies).
 */
export type Likelihood = boolean | number;

/** What goes wrong with a callback from the simulator. */
export interface WebhookFault {
  /** Sends the same bytes once more, or as many times more as it says. */
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
  /** Further times it is sent. */
  readonly copies: number;
  readonly drop: boolean;
  readonly delayMs: number;
  readonly badSignature: boolean;
  /** Whether its turn is drawn by lot among the callbacks that met the same fault. */
  readonly shuffle: boolean;
}

const NO_FAULT: DeliveryPlan = { copies: 0, drop: false, delayMs: 0, badSignature: false, shuffle: false };

/** Throws the dice for one callback that met a fault, or none. */
export function planFor(fault: WebhookFault | undefined, chance: Chance): DeliveryPlan {
  if (fault === undefined) return NO_FAULT;
  const happens = (likelihood: Likelihood = false) => chance.falls(Number(likelihood), 'faults');
  return {
    copies: happens(fault.duplicate) ? Math.max(Number(fault.duplicate), 1) : 0,
    drop: happens(fault.drop),
    delayMs: fault.delayMs ?? 0,
    badSignature: happens(fault.badSignature),
    shuffle: happens(fault.shuffle),
  };
}
