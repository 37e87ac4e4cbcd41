import { inspect } from 'node:util';
import type { ErrorActor } from '../contract/error-catalogue.js';
import { IDENFY_ERROR_BRAND } from './brand.js';
import { safeCause } from './safe-cause.js';

/** Everything an error of the tree may tell; a subclass that adds a field adds it here. */
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
  'mend',
]);

/** What every error of the library tells. */
export interface IdenfyErrorFacts {
  /** iDenfy's constant for the error, or ours; null when there is none. @default null */
  identifier?: string | null | undefined;
  /** The status our own caller gets. */
  httpStatus: number;
  /** Whether the same request may work later without anybody doing anything. */
  retryable: boolean;
  /** Who can do something about it. */
  actor: ErrorActor;
  /** Name of the field at fault. */
  field?: string | undefined;
  /** Seconds after which a repetition makes sense. */
  retryAfterSeconds?: number | undefined;
  /** Name of the call to iDenfy. */
  operation?: string | undefined;
  /** How often the call was tried. */
  attempts?: number | undefined;
  /** Whether it stays open if iDenfy did the work. @default false */
  answerLost?: boolean | undefined;
  /** What led to it; reduced to its kind, because errors of HTTP clients carry the request and its credentials. */
  cause?: unknown;
}

/**
 * Root of everything that can go wrong in the library. Neither the message nor any field ever carries a request,
 * a credential, a token or personal data, so it may be logged as it is.
 */
export abstract class IdenfyError extends Error {
  readonly identifier: string | null;
  readonly httpStatus: number;
  readonly retryable: boolean;
  readonly actor: ErrorActor;
  readonly field?: string;
  readonly retryAfterSeconds?: number;
  readonly operation?: string;
  readonly attempts?: number;
  /** Set when it stays open whether iDenfy did the work: the answer is lost, the deed perhaps not. */
  readonly answerLost?: true;
  /** Code of the cause, such as `ECONNREFUSED`. */
  readonly causedBy?: string;

  protected constructor(message: string, facts: IdenfyErrorFacts) {
    const cause = safeCause(facts.cause);
    super(message, cause && { cause });
    this.identifier = facts.identifier ?? null;
    this.httpStatus = facts.httpStatus;
    this.retryable = facts.retryable;
    this.actor = facts.actor;
    if (facts.field !== undefined) {
      this.field = facts.field;
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

  /** The name, the message and the facts: no cause, no stack, and nothing that others hung on the error. */
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
