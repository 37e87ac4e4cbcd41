import { STATUS_CODES } from 'node:http';
import type { ErrorActor } from '../contract/error-catalogue.js';
import type { IdenfyError } from './idenfy.error.js';

/** Identifier → status, to answer some errors with another status than the catalogue's. */
export type StatusOverrides = Partial<Record<string, number>>;

/** What our caller reads: Nest's usual body plus four fields. */
export interface ErrorAnswer {
  statusCode: number;
  /** Reason phrase of the status. */
  error: string;
  message: string;
  /** Null when there is none. */
  identifier: string | null;
  retryable: boolean;
  actor: ErrorActor;
  field?: string;
}

/** Turns any error of the library into the body our caller reads. `Retry-After` is in `error.retryAfterSeconds`. */
export function toErrorAnswer(error: IdenfyError, overrides: StatusOverrides = {}): ErrorAnswer {
  const { identifier } = error;
  const own = identifier !== null && Object.hasOwn(overrides, identifier) ? overrides[identifier] : undefined;
  const statusCode = own ?? error.httpStatus;
  return {
    statusCode,
    error: STATUS_CODES[statusCode] ?? 'Error',
    message: error.message,
    identifier,
    retryable: error.retryable,
    actor: error.actor,
    ...(error.field === undefined ? {} : { field: error.field }),
  };
}
