import { IdenfyError } from './idenfy.error.js';

/** Our own conflicts and what they mean. */
export const CONFLICTS = {
  ALREADY_SUBMITTED: 'The documents of this verification were submitted already; wait for the result.',
  SESSION_UNRECOVERABLE: 'The running verification session cannot be resumed; wait until it expires.',
  ATTEMPTS_EXHAUSTED: 'No further verification attempt is allowed now.',
  RETENTION_NOT_OVER: 'The time for which the verification must be kept is not over.',
  LEGAL_HOLD: 'The verification is under a legal hold.',
  NOTHING_TO_DECIDE: 'There is nothing to decide about this verification.',
} as const;

/** The constant that names one of our own conflicts. */
export type ConflictIdentifier = keyof typeof CONFLICTS | (string & {});

/** What {@link IdenfyConflictError} is made of. */
export interface IdenfyConflictErrorOptions {
  identifier: ConflictIdentifier;
  /** @default the sentence in {@link CONFLICTS} */
  message?: string;
  retryAfterSeconds?: number;
}

/** The state we track does not allow what was asked. */
export class IdenfyConflictError extends IdenfyError {
  constructor({ identifier, message, retryAfterSeconds }: IdenfyConflictErrorOptions) {
    super(message ?? sentenceFor(identifier), {
      httpStatus: 409,
      retryable: retryAfterSeconds !== undefined,
      actor: 'user',
      identifier,
      retryAfterSeconds,
    });
  }

  override get name() {
    return 'IdenfyConflictError' as const;
  }
}

function sentenceFor(identifier: ConflictIdentifier): string {
  const known = Object.entries(CONFLICTS).find(([name]) => name === identifier);
  return known?.[1] ?? 'The state of the verification does not allow this.';
}
