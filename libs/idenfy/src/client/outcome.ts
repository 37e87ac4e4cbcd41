import type { Operation } from '@nestjs-idenfy/contract';
import type { IdenfyError } from '../errors/idenfy.error.js';
import type { AttemptOutcome } from './client-events.js';

// Inside the client an outcome is a value. It becomes an exception once, where it leaves, so that retry, circuit and
// events look at the same thing, and an error is built once per failure.

/** How a call ended. */
export type Outcome = AttemptEnd | NotSent;

/** How one attempt ended. */
export type AttemptEnd = Success | AttemptFailure;

/** iDenfy did the work. */
export interface Success {
  readonly kind: 'success';
  readonly value: unknown;
}

/** An attempt failed, and why. */
export interface AttemptFailure {
  readonly kind: Exclude<AttemptOutcome, 'success'>;
  readonly error: IdenfyError;
  /** Milliseconds after which the call is retried; undefined if it is not. */
  readonly retryInMs?: number;
}

/** No request was sent. */
export interface NotSent {
  readonly kind: 'not-sent';
  readonly error: IdenfyError;
}

/** Why a call ended before it had its answer. */
export type CallEnd = 'cancelled' | 'timeout';

/** What has to be known of an attempt to classify its end. */
export interface AttemptFacts {
  readonly operation: Operation<unknown, unknown>;
  /** Attempts of the call so far, this one included. */
  readonly attempts: number;
  /** Whether an earlier attempt of the same call may have done the work. */
  readonly inDoubt: boolean;
  /** Why the whole call ended, if it did. */
  readonly ended: CallEnd | undefined;
  /** How long the call may still wait before another attempt, in milliseconds. */
  readonly patienceMs: number;
  readonly now: Date;
  /** How long to wait before another attempt, unless iDenfy asks for another wait, in milliseconds: drawn once per failure. */
  readonly backoffMs: () => number;
  readonly defaultedFields: readonly string[];
}
