import type { Operation } from '@nestjs-idenfy/contract';
import { type CatalogueEntry, classify, HTTP_POLICY } from './http-policy.js';
import { ServedError } from './idenfy.error.js';

// Anything else in its place could be a value.
const CONSTANT = /^[A-Z][A-Z0-9_]{1,63}$/;

/** What {@link IdenfyApiError} is made of. */
export interface IdenfyApiErrorOptions {
  operation: Pick<Operation<never, unknown>, 'name' | 'takesScanRef' | 'emptyAnswer'>;
  /** Status that iDenfy answered; 200 where a refusal came with it. */
  status: number;
  /** iDenfy's identifier, null when it gave none; kept when it is written like a constant. */
  identifier: string | null;
  /** iDenfy's text: read to recognise "Partner reached token limit", never kept. */
  vendorMessage?: string | null | undefined;
  /** A known field name from iDenfy's text (`knownFieldIn`). */
  field?: string | undefined;
  /** Whether that field came from the host's own defaults: then the caller is not at fault. @default false */
  fieldFromDefaults?: boolean;
  /** Whether iDenfy may have done the work nevertheless: then the error is not retryable. @default false */
  mayHaveWorked?: boolean;
  /** Whether iDenfy asked for a longer wait than there is time for: then our caller gets 503 with `Retry-After`. @default false */
  comeBackLater?: boolean;
  attempts: number;
  retryAfterSeconds?: number | undefined;
}

/** iDenfy refused the request. The status for our caller follows from iDenfy's status and identifier. */
export class IdenfyApiError extends ServedError {
  /** Status that iDenfy answered. */
  readonly status: number;
  /** Whether the answer was a JSON object with a `message`, as iDenfy's are; else a proxy may have given it. */
  readonly hasMessage: boolean;

  constructor(options: IdenfyApiErrorOptions) {
    const entry = entryFor(options);
    super(entry.message, {
      ...entry,
      retryable: entry.retryable && options.mayHaveWorked !== true,
      identifier:
        options.identifier !== null && CONSTANT.test(options.identifier) ? options.identifier : null,
      field: options.field,
      operation: options.operation.name,
      attempts: options.attempts,
      retryAfterSeconds: options.retryAfterSeconds,
      answerLost: options.mayHaveWorked,
    });
    this.status = options.status;
    this.hasMessage = typeof options.vendorMessage === 'string';
  }

  override get name() {
    return 'IdenfyApiError' as const;
  }
}

function entryFor(options: IdenfyApiErrorOptions): CatalogueEntry {
  const entry = classify({
    httpStatus: options.status,
    identifier: options.identifier,
    message: options.vendorMessage,
    takesScanRef: options.operation.takesScanRef,
    emptyAnswer: options.operation.emptyAnswer,
  });
  if (options.comeBackLater === true) {
    return { ...entry, httpStatus: 503, retryable: true };
  }
  return entry.httpStatus === 422 && options.fieldFromDefaults === true
    ? { ...entry, httpStatus: 502, actor: 'operator' }
    : entry;
}

/** What {@link IdenfyBudgetError} is made of. */
export interface IdenfyBudgetErrorOptions {
  operation?: string;
  attempts?: number;
  /** Seconds until the budget has room again. */
  retryAfterSeconds: number;
}

/** Our own budget of requests to iDenfy is spent (iDenfy allows 10,000 an hour): 503. Nothing was sent. */
export class IdenfyBudgetError extends ServedError {
  constructor(options: IdenfyBudgetErrorOptions) {
    super('The budget of calls to the identity verification service is spent; try again later.', {
      ...options,
      ...HTTP_POLICY.IdenfyBudgetError,
    });
  }

  override get name() {
    return 'IdenfyBudgetError' as const;
  }
}

/** What {@link IdenfyBulkheadError} is made of. */
export interface IdenfyBulkheadErrorOptions {
  operation: string;
  attempts?: number;
  /** Seconds until another attempt makes sense. @default 1 */
  retryAfterSeconds?: number;
}

/** Too many calls of the account are in flight and waiting: 503. Nothing was sent. */
export class IdenfyBulkheadError extends ServedError {
  constructor(options: IdenfyBulkheadErrorOptions) {
    super('Too many calls to the identity verification service are waiting; try again later.', {
      ...options,
      ...HTTP_POLICY.IdenfyBulkheadError,
      retryAfterSeconds: options.retryAfterSeconds ?? 1,
    });
  }

  override get name() {
    return 'IdenfyBulkheadError' as const;
  }
}

/** What {@link IdenfyCancelledError} is made of. */
export interface IdenfyCancelledErrorOptions {
  operation: string;
  attempts?: number;
  /** Whether it is unknown if iDenfy did the work. @default false */
  answerLost?: boolean;
}

/** The caller's `AbortSignal` ended the call: 503. iDenfy may have done the work nevertheless. */
export class IdenfyCancelledError extends ServedError {
  constructor(options: IdenfyCancelledErrorOptions) {
    super('The call to the identity verification service was cancelled.', {
      ...options,
      ...HTTP_POLICY.IdenfyCancelledError,
    });
  }

  override get name() {
    return 'IdenfyCancelledError' as const;
  }
}

/** What {@link IdenfyCircuitError} is made of. */
export interface IdenfyCircuitErrorOptions {
  operation: string;
  attempts?: number;
  /** Seconds until the next call is let through. */
  retryAfterSeconds: number;
}

/** iDenfy failed too often lately, so the circuit of the account is open: 503. Nothing was sent. */
export class IdenfyCircuitError extends ServedError {
  constructor(options: IdenfyCircuitErrorOptions) {
    super('The identity verification service fails at the moment; try again later.', {
      ...options,
      ...HTTP_POLICY.IdenfyCircuitError,
    });
  }

  override get name() {
    return 'IdenfyCircuitError' as const;
  }
}

/** What {@link IdenfyContractError} is made of. */
export interface IdenfyContractErrorOptions {
  /** What was missing or not understood: `scanRef`, `JSON`, `a body`. Never a part of the answer. */
  missing: string;
  operation: string;
  attempts?: number;
  /** Status that iDenfy answered. */
  status?: number;
  /** Whether it is unknown if iDenfy did the work. @default false */
  answerLost?: boolean;
  cause?: unknown;
}

/** iDenfy's answer is not what its documentation allows: 502. */
export class IdenfyContractError extends ServedError {
  /** What was missing or not understood. */
  readonly missing: string;
  /** Status that iDenfy answered. */
  readonly status?: number;

  constructor(options: IdenfyContractErrorOptions) {
    super(`The answer of the identity verification service lacks ${options.missing}.`, {
      ...options,
      ...HTTP_POLICY.IdenfyContractError,
    });
    this.missing = options.missing;
    if (options.status !== undefined) {
      this.status = options.status;
    }
  }

  override get name() {
    return 'IdenfyContractError' as const;
  }
}

/** What {@link IdenfyLostAnswerError} is made of. */
export interface IdenfyLostAnswerErrorOptions {
  operation: string;
  attempts?: number;
  /** The scanRefs of live sessions that may be the lost one. */
  candidates: readonly string[];
  cause?: unknown;
}

/**
 * iDenfy created a session, or may have, and the answer with its token is lost: 502. The session cannot be entered any
 * more; it ends by its `expiryTime`.
 */
export class IdenfyLostAnswerError extends ServedError {
  /** The scanRefs of live sessions that may be the lost one; empty when none was found. */
  readonly candidates: readonly string[];

  constructor(options: IdenfyLostAnswerErrorOptions) {
    super('The answer of the identity verification service was lost; the session may exist.', {
      ...options,
      ...HTTP_POLICY.IdenfyLostAnswerError,
      answerLost: true,
    });
    this.candidates = options.candidates;
  }

  override get name() {
    return 'IdenfyLostAnswerError' as const;
  }
}

/** What {@link IdenfyNetworkError} is made of. */
export interface IdenfyNetworkErrorOptions {
  operation: string;
  attempts: number;
  /** Whether the same call may safely be made again. @default false */
  retryable?: boolean;
  /** Whether it is unknown if iDenfy did the work. @default false */
  answerLost?: boolean;
  cause?: unknown;
}

/** The connection to iDenfy was refused or cut: 502. */
export class IdenfyNetworkError extends ServedError {
  constructor(options: IdenfyNetworkErrorOptions) {
    super('The identity verification service could not be reached.', {
      ...options,
      ...HTTP_POLICY.IdenfyNetworkError,
      retryable: options.retryable ?? false,
    });
  }

  override get name() {
    return 'IdenfyNetworkError' as const;
  }
}

/** What {@link IdenfyTimeoutError} is made of. */
export interface IdenfyTimeoutErrorOptions {
  /** Which time limit was exceeded: that of one attempt (`try`), or that of the call as a whole. */
  clock: 'try' | 'total';
  operation: string;
  attempts: number;
  /** Whether the same call may safely be made again. @default false */
  retryable?: boolean;
  /** Whether it is unknown if iDenfy did the work. @default false */
  answerLost?: boolean;
  cause?: unknown;
}

/** iDenfy did not answer in time: 504. It may still be working on the request. */
export class IdenfyTimeoutError extends ServedError {
  /** Which time limit was exceeded: that of one attempt (`try`), or that of the call as a whole. */
  readonly clock: 'try' | 'total';

  constructor(options: IdenfyTimeoutErrorOptions) {
    super('The identity verification service did not answer in time.', {
      ...options,
      ...HTTP_POLICY.IdenfyTimeoutError,
      retryable: options.retryable ?? false,
    });
    this.clock = options.clock;
  }

  override get name() {
    return 'IdenfyTimeoutError' as const;
  }
}
