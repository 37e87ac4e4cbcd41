import { STATUS_CODES } from 'node:http';
import { type ErrorActor, UNFORESEEN } from './http-policy.js';
import type { IdenfyError } from './idenfy.error.js';

/** Identifier → status, to answer some errors with another status than the library's. */
export type StatusOverrides = Partial<Record<string, number>>;

/** The body of an error answer: Nest's usual body plus `identifier`, `retryable`, `actor`, and `field` and `hint` where there are any. */
export interface ErrorAnswer {
  /** The HTTP status. */
  statusCode: number;
  /** Reason phrase of the status. */
  error: string;
  message: string;
  /** iDenfy's constant for the error, or ours; null when there is none. */
  identifier: string | null;
  /** Whether the same request may work later although nothing was changed. */
  retryable: boolean;
  /** Who can fix it. */
  actor: ErrorActor;
  /** Name of the field at fault. */
  field?: string;
  /** What to do about it. */
  hint?: string;
}

/** Turns an error of the library into the body that our caller gets. `Retry-After` is in `error.retryAfterSeconds`. */
export function toErrorAnswer(error: IdenfyError, overrides: StatusOverrides = {}): ErrorAnswer {
  const { identifier } = error;
  const own = identifier !== null && Object.hasOwn(overrides, identifier) ? overrides[identifier] : undefined;
  const statusCode = own ?? error.httpStatus ?? UNFORESEEN.httpStatus;
  return {
    statusCode,
    error: STATUS_CODES[statusCode] ?? 'Error',
    message: error.message,
    identifier,
    retryable: error.retryable ?? UNFORESEEN.retryable,
    actor: error.actor ?? UNFORESEEN.actor,
    ...(error.field === undefined ? {} : { field: error.field }),
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  };
}
