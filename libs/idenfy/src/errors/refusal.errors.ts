import { HTTP_POLICY } from './http-policy.js';
import { ServedError } from './idenfy.error.js';

/** The identifiers of our own conflicts, each with its default message. */
export const CONFLICTS = {
  ALREADY_SUBMITTED: 'The documents of this verification were submitted already; wait for the result.',
  UPLOAD_UNDER_WAY:
    'Documents of this verification are being uploaded already; wait until that upload has ended.',
  SESSION_UNRECOVERABLE: 'The running verification session cannot be resumed; wait until it expires.',
  ATTEMPTS_EXHAUSTED: 'No further verification attempt is allowed now.',
  RETENTION_NOT_OVER: 'The time for which the verification must be kept is not over.',
  LEGAL_HOLD: 'The verification is under a legal hold.',
  ERASURE_NOT_FAILED: 'Only an erasure that iDenfy has not confirmed within 30 days is finished here alone.',
  NOTHING_TO_DECIDE: 'There is nothing to decide about this verification.',
  PROPOSAL_WAITING: 'A proposed decision waits for a second person.',
  ERASED: 'The verification was erased; nothing about it may be kept.',
  TOO_MANY_VIEWS: 'You have as many saved views as you may have; delete one first.',
  NOT_APPROVED: 'Only a person whose verification is approved can be asked for more.',
  INFORMATION_REQUESTED: 'The person has been asked for more already.',
  NO_PROPOSAL: 'No proposed decision waits for an answer.',
  NOTHING_TO_SETTLE: 'The verification does not wait for this reason.',
  SETTLED_BY_RESULT: 'Staff cannot settle this reason now.',
} as const;

const CONFLICT_HINTS: Partial<Record<string, string>> = {
  ALREADY_SUBMITTED: 'Follow the verification: its event stream brings the result.',
  UPLOAD_UNDER_WAY: 'Send the documents again only after the first upload has failed.',
  SESSION_UNRECOVERABLE: 'Start again after the time in Retry-After.',
  RETENTION_NOT_OVER:
    'Without Retry-After, the retention has not started: an outcome is open, or no end of the relationship is recorded.',
  PROPOSAL_WAITING: 'Confirm or return it, or let its proposer withdraw it.',
  NOT_APPROVED: 'The verification is not approved, or an outcome about the person is open.',
  INFORMATION_REQUESTED: 'Wait until the person has answered or the request has ended.',
  NO_PROPOSAL: 'It was answered, or lapsed because the verdict or the tags changed; read the case again.',
  NOTHING_TO_SETTLE: 'It was settled already; read the case again.',
  SETTLED_BY_RESULT:
    'A result, a lookup, the end of the session or of the erasure settles it, or allows staff to: wait, or refresh the verification.',
  NOTHING_TO_DECIDE: 'Only a final SUSPECTED result that no one has decided can be decided.',
} satisfies Partial<Record<keyof typeof CONFLICTS, string>>;

/** The identifier of one of our own conflicts. */
export type ConflictIdentifier = keyof typeof CONFLICTS | (string & {});

/** What {@link IdenfyConflictError} is made of. */
export interface IdenfyConflictErrorOptions {
  identifier: ConflictIdentifier;
  /** @default the message in {@link CONFLICTS} */
  message?: string;
  retryAfterSeconds?: number;
}

/** The stored state does not allow the request: 409. */
export class IdenfyConflictError extends ServedError {
  constructor({ identifier, message, retryAfterSeconds }: IdenfyConflictErrorOptions) {
    super(message ?? conflictMessage(identifier), {
      ...HTTP_POLICY.IdenfyConflictError,
      retryable: retryAfterSeconds !== undefined,
      identifier,
      hint: CONFLICT_HINTS[identifier],
      retryAfterSeconds,
    });
  }

  override get name() {
    return 'IdenfyConflictError' as const;
  }
}

function conflictMessage(identifier: ConflictIdentifier): string {
  const known = Object.entries(CONFLICTS).find(([name]) => name === identifier);
  return known?.[1] ?? 'The state of the verification does not allow this.';
}

/** What {@link IdenfyForbiddenError} is made of. */
export interface IdenfyForbiddenErrorOptions {
  /** Name of the field that the caller may not set. */
  field?: string;
  /** The permission that the member of staff lacks. */
  permission?: string;
  identifier?: string;
  /** @default a message about the field, the permission or the caller */
  message?: string;
  /** What to do about it. */
  hint?: string;
}

/** The caller is known, and may not do or set this: 403. */
export class IdenfyForbiddenError extends ServedError {
  constructor({ field, permission, identifier, message, hint }: IdenfyForbiddenErrorOptions = {}) {
    super(message ?? forbiddenMessage(field, permission), {
      ...HTTP_POLICY.IdenfyForbiddenError,
      field,
      identifier,
      hint,
    });
  }

  override get name() {
    return 'IdenfyForbiddenError' as const;
  }
}

function forbiddenMessage(field: string | undefined, permission: string | undefined): string {
  if (field !== undefined) return `Field '${field}' is not yours to set.`;
  return permission === undefined ? 'You may not do this.' : `This needs the permission '${permission}'.`;
}

/** The verification was read in an earlier state than the one it is in now: 412. Nothing was changed. */
export class IdenfyPreconditionError extends ServedError {
  constructor() {
    super('The verdict, the tags, the decision or the proposal changed since it was read.', {
      ...HTTP_POLICY.IdenfyPreconditionError,
      identifier: 'CASE_CHANGED',
      hint: 'Read the verification again, and decide on what it says now.',
    });
  }

  override get name() {
    return 'IdenfyPreconditionError' as const;
  }
}

/** What {@link IdenfyNotFoundError} is made of. */
export interface IdenfyNotFoundErrorOptions {
  /** @default 'There is no such verification.' */
  message?: string;
}

/** Unknown, or of another person: the two look the same. 404. */
export class IdenfyNotFoundError extends ServedError {
  constructor({ message = 'There is no such verification.' }: IdenfyNotFoundErrorOptions = {}) {
    super(message, { ...HTTP_POLICY.IdenfyNotFoundError });
  }

  override get name() {
    return 'IdenfyNotFoundError' as const;
  }
}

/**
 * Why a webhook is refused: the account has no key, the webhook has no signature, the signature is not 64 hex digits, or it
 * was made with another key or for another body.
 */
export type SignatureProblem = 'no-key' | 'missing' | 'malformed' | 'mismatch';

/** A webhook is not signed with one of the account's keys: 401. One answer for all reasons: a forger learns nothing. */
export class IdenfySignatureError extends ServedError {
  /** For logs and metrics. */
  readonly reason: SignatureProblem;

  constructor(options: { reason: SignatureProblem }) {
    super('The signature of the webhook is missing or wrong.', {
      ...HTTP_POLICY.IdenfySignatureError,
    });
    this.reason = options.reason;
  }

  override get name() {
    return 'IdenfySignatureError' as const;
  }
}

/** What {@link IdenfyThrottledError} is made of. */
export interface IdenfyThrottledErrorOptions {
  /** Seconds until the next one is allowed. */
  retryAfterSeconds: number;
  identifier?: string;
  /** @default 'Too many requests; try again later.' */
  message?: string;
}

/** The caller sends more requests than we allow: 429. Nothing was sent to iDenfy. */
export class IdenfyThrottledError extends ServedError {
  constructor({ message = 'Too many requests; try again later.', ...facts }: IdenfyThrottledErrorOptions) {
    super(message, { ...facts, ...HTTP_POLICY.IdenfyThrottledError });
  }

  override get name() {
    return 'IdenfyThrottledError' as const;
  }
}

/** The caller is unknown: 401. It is no statement about our own credentials at iDenfy. */
export class IdenfyUnauthenticatedError extends ServedError {
  constructor() {
    super('Log in first.', { ...HTTP_POLICY.IdenfyUnauthenticatedError });
  }

  override get name() {
    return 'IdenfyUnauthenticatedError' as const;
  }
}

/** What {@link IdenfyUnavailableError} is made of. */
export interface IdenfyUnavailableErrorOptions {
  /** @default 'This is not available at the moment; try again later.' */
  message?: string;
  identifier?: string;
  /** @default 5 */
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** A part of ours is down, for example the database: 503. */
export class IdenfyUnavailableError extends ServedError {
  constructor({
    message = 'This is not available at the moment; try again later.',
    retryAfterSeconds = 5,
    ...facts
  }: IdenfyUnavailableErrorOptions = {}) {
    super(message, { ...facts, retryAfterSeconds, ...HTTP_POLICY.IdenfyUnavailableError });
  }

  override get name() {
    return 'IdenfyUnavailableError' as const;
  }
}

/** What {@link IdenfyUploadError} is made of. */
export interface IdenfyUploadErrorOptions {
  /**
   * 400 not readable, 408 too slow, 413 too large, 415 of a type or encoding that is not accepted,
   * 422 readable but not what the document type needs.
   */
  httpStatus: 400 | 408 | 413 | 415 | 422;
  /** What is wrong, without quoting what was uploaded. */
  message: string;
  /** Name of the image, as in `images.FRONT`, or of the field. */
  field?: string;
  identifier?: string;
}

/** A body that the library reads itself, such as an upload, breaks a rule; nothing was sent to iDenfy. */
export class IdenfyUploadError extends ServedError {
  constructor({ message, ...facts }: IdenfyUploadErrorOptions) {
    super(message, { ...HTTP_POLICY.IdenfyUploadError, ...facts, retryable: facts.httpStatus === 408 });
  }

  override get name() {
    return 'IdenfyUploadError' as const;
  }
}

/** One problem of a request. */
export interface FieldProblem {
  /** Name of the field, or `body`. */
  field: string;
  /** What is expected; never echoes the value. */
  message: string;
}

/** What {@link IdenfyValidationError} is made of. */
export interface IdenfyValidationErrorOptions extends FieldProblem {
  identifier?: string;
  /** All problems, when there are more than the first. @default the first */
  problems?: readonly FieldProblem[];
}

/** The request breaks a rule: 400. Nothing was sent to iDenfy. */
export class IdenfyValidationError extends ServedError {
  /** All problems, the first included. */
  readonly problems: readonly FieldProblem[];

  constructor({ field, message, identifier, problems }: IdenfyValidationErrorOptions) {
    super(message, { ...HTTP_POLICY.IdenfyValidationError, field, identifier });
    this.problems = problems ?? [{ field, message }];
  }

  override get name() {
    return 'IdenfyValidationError' as const;
  }
}
