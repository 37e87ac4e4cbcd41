import type { IdenfyError } from '../../errors/idenfy.error.js';
import type { TryOutcome } from '../client-events.js';

/** A call did what it was to do. */
export interface Success {
  readonly kind: 'success';
  readonly value: unknown;
}

/** A try failed, and why. A value, not an exception: several policies look at it. */
export interface TryFailure {
  readonly kind: Exclude<TryOutcome, 'success'>;
  readonly error: IdenfyError;
  /** Milliseconds after which the call is to be tried again; undefined if it is not. */
  readonly retryInMs?: number;
}

/** We did not even ask. */
export interface HeldBack {
  readonly kind: 'held-back';
  readonly error: IdenfyError;
}

/** How one try ended. */
export type TryEnd = Success | TryFailure;

/** How a call ended. */
export type Outcome = TryEnd | HeldBack;

/** Whether the call is to be tried again. */
export function wantsRetry(outcome: Outcome): boolean {
  return 'retryInMs' in outcome;
}

/** Whether iDenfy is to blame, so that it counts against the circuit. */
export function isVendorFailure({ kind }: Outcome): boolean {
  return kind === 'failed' || kind === 'timeout' || kind === 'network';
}

/** Whether nothing was learnt about iDenfy: the caller left, or we did not even ask. */
export function isNeutral({ kind }: Outcome): boolean {
  return kind === 'cancelled' || kind === 'held-back';
}

/** The error by name and status, as observers may see it. */
export function reasonOf(error: IdenfyError): string {
  const status = 'status' in error ? ` ${String(error.status)}` : '';
  return `${error.name}${status}`;
}
