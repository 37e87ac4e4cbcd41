import { inspect } from 'node:util';
import type { ErrorActor, HttpPolicy } from './http-policy.js';

/** Marks the errors of every copy of the package: `instanceof` knows only those of its own copy. */
export const IDENFY_ERROR_BRAND = Symbol.for('nestjs-idenfy.error');

/** Reads something of a value that was thrown: it can be anything, also an object whose getters or Proxy traps throw. */
function readOr<Fact>(otherwise: Fact, read: () => Fact): Fact {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

/** Whether the value carries the mark. */
export function isBranded(value: unknown): value is Error {
  return readOr(
    false,
    () => typeof value === 'object' && value !== null && Reflect.get(value, IDENFY_ERROR_BRAND) === true,
  );
}

/** Whether the value is an error of the library; also one thrown by another copy of the package. */
export function isIdenfyError(value: unknown): value is IdenfyError {
  return isBranded(value);
}

const ERROR_CODE = /^[A-Z][A-Z0-9_]{1,63}$|^[0-9A-Z]{5}$/;

/**
 * What may be kept of the cause of an error: one of our own errors, or the code (`ECONNRESET`, `57P01`) and nothing else.
 * Messages can quote a body or a row, and errors of HTTP clients carry the whole request with its credentials.
 */
export function safeCause(cause: unknown): Error | undefined {
  if (isBranded(cause)) {
    return cause;
  }
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) {
    return undefined;
  }
  const { code } = cause;
  return typeof code === 'string' && ERROR_CODE.test(code) ? new Error(code) : undefined;
}

const CLASS_NAME = /^[A-Za-z_$][\w$]{0,79}$/;

/**
 * What is kept and logged of a failure. Our own errors are safe to quote; the message of any other can hold a value of a
 * person, so only the kind of error and its code (`TypeError`, `QueryFailedError 23505`) are kept. Never throws.
 */
export function errorText(error: unknown): string {
  return readOr('Error', () => {
    if (isIdenfyError(error)) return `${error.name}: ${error.message}`;
    const code = readOr(undefined, () => safeCause(error)?.message);
    return code === undefined ? kindOf(error) : `${kindOf(error)} ${code}`;
  });
}

function kindOf(error: unknown): string {
  return readOr('Error', () => {
    const kind: unknown = error instanceof Error ? error.constructor.name : undefined;
    return typeof kind === 'string' && CLASS_NAME.test(kind) ? kind : 'Error';
  });
}

/** Where it happened, without the message that an error's stack begins with. Never throws. */
export function errorFrames(error: unknown): string | undefined {
  return readOr(undefined, () => {
    if (!(error instanceof Error)) return undefined;
    const stack: unknown = error.stack;
    if (typeof stack !== 'string') return undefined;
    const frames = stack.split('\n').filter((line) => /^ {4}at /.test(line));
    return frames.length > 0 ? frames.join('\n') : undefined;
  });
}

/** The fields that are printed; a subclass that adds a field adds it here. */
const SAFE_FIELDS: ReadonlySet<string> = new Set([
  'identifier',
  'httpStatus',
  'retryable',
  'actor',
  'field',
  'retryAfterSeconds',
  'operation',
  'attempts',
  'answerLost',
  'candidates',
  'causedBy',
  'status',
  'clock',
  'missing',
  'reason',
  'problems',
  'option',
  'hint',
]);

/** What an error of the library can be made of. */
export interface IdenfyErrorFacts {
  /** iDenfy's constant for the error, or ours; null when there is none. @default null */
  identifier?: string | null | undefined;
  /** Name of the field at fault. */
  field?: string | undefined;
  /** What to do about it. */
  hint?: string | undefined;
  /** Seconds after which another attempt makes sense. */
  retryAfterSeconds?: number | undefined;
  /** Name of the call to iDenfy. */
  operation?: string | undefined;
  /** Attempts that were made. */
  attempts?: number | undefined;
  /** Whether it is unknown if iDenfy did the work. @default false */
  answerLost?: boolean | undefined;
  /** The error that led to it; reduced to its code, because errors of HTTP clients carry the request and its credentials. */
  cause?: unknown;
}

/**
 * Root of every error of the library. Neither the message nor any field ever carries a request, a credential, a token or
 * personal data, so it may be logged as it is.
 */
export abstract class IdenfyError extends Error implements Partial<HttpPolicy> {
  /** The status that our own caller gets. Absent, like `retryable` and `actor`, on errors that are never served. */
  readonly httpStatus?: number;
  /** Whether the same request may work later although nothing was changed. */
  readonly retryable?: boolean;
  /** Who can fix it. */
  readonly actor?: ErrorActor;
  /** iDenfy's constant for the error, or ours; null when there is none. */
  readonly identifier: string | null;
  /** Name of the field at fault. */
  readonly field?: string;
  /** What to do about it. */
  readonly hint?: string;
  /** Seconds after which another attempt makes sense. */
  readonly retryAfterSeconds?: number;
  /** Name of the call to iDenfy. */
  readonly operation?: string;
  /** Attempts that were made. */
  readonly attempts?: number;
  /** Set when it is unknown whether iDenfy did the work: the answer is lost, the work perhaps done. */
  readonly answerLost?: true;
  /** Code of the cause, such as `ECONNREFUSED`. */
  readonly causedBy?: string;

  protected constructor(message: string, facts: IdenfyErrorFacts = {}) {
    const cause = safeCause(facts.cause);
    super(message, cause && { cause });
    this.identifier = facts.identifier ?? null;
    if (facts.field !== undefined) {
      this.field = facts.field;
    }
    if (facts.hint !== undefined) {
      this.hint = facts.hint;
    }
    if (facts.retryAfterSeconds !== undefined) {
      this.retryAfterSeconds = facts.retryAfterSeconds;
    }
    if (facts.operation !== undefined) {
      this.operation = facts.operation;
    }
    if (facts.attempts !== undefined) {
      this.attempts = facts.attempts;
    }
    if (facts.answerLost === true) {
      this.answerLost = true;
    }
    if (cause !== undefined) {
      this.causedBy = cause.message;
    }
  }

  get [IDENFY_ERROR_BRAND](): true {
    return true;
  }

  /** The name, the message and the facts: no cause, no stack, and no property that others added to the error. */
  toJSON(): Record<string, unknown> {
    return { name: this.name, message: this.message, ...this.facts() };
  }

  /** What `console.log` and loggers print: the stack and the facts. */
  [inspect.custom](): string {
    return `${this.stack ?? this.message} ${inspect(this.facts())}`;
  }

  private facts(): Record<string, unknown> {
    return Object.fromEntries(Object.entries(this).filter(([field]) => SAFE_FIELDS.has(field)));
  }
}

/** An error that is answered to our caller. `http-policy.ts` gives its status, `retryable` and `actor`. */
export abstract class ServedError extends IdenfyError implements HttpPolicy {
  override readonly httpStatus: number;
  override readonly retryable: boolean;
  override readonly actor: ErrorActor;

  protected constructor(
    message: string,
    { httpStatus, retryable, actor, ...facts }: IdenfyErrorFacts & HttpPolicy,
  ) {
    super(message, facts);
    this.httpStatus = httpStatus;
    this.retryable = retryable;
    this.actor = actor;
  }
}
