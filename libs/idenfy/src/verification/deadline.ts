import type { IdenfyVerification } from './entities/verification.entity.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** iDenfy delivers results within 20 minutes of completion (D:callbacks/ResultCallback); then it is late. */
export const RESULT_WITHIN_MS = 25 * MINUTE;

/** The last moment at which a session can still be opened and finished, and its result be on its way. */
export function deadlineOfSession({
  expiresAt,
  sessionLength,
}: {
  expiresAt: Date;
  sessionLength: number;
}): Date {
  return new Date(expiresAt.getTime() + sessionLength * SECOND + RESULT_WITHIN_MS);
}

/**
 * When a session whose answer was lost is over for certain: iDenfy may have opened it a while after we began to ask, as
 * late as the last try.
 */
export function endOfLostSession(expiresAt: Date): Date {
  return new Date(expiresAt.getTime() + MINUTE);
}

/** The images or the person are at iDenfy: the result is due. Never later than what was expected before. */
export function deadlineAfterSubmission(
  { deadlineAt }: Pick<IdenfyVerification, 'deadlineAt'>,
  at: Date,
): Date {
  const due = new Date(at.getTime() + RESULT_WITHIN_MS);
  return deadlineAt !== null && deadlineAt < due ? deadlineAt : due;
}

/** After a final result nothing more is due; after a provisional one the review is. */
export function deadlineAfterResult({ final }: Pick<IdenfyVerification, 'final'>, at: Date): Date | null {
  return final ? null : new Date(at.getTime() + RESULT_WITHIN_MS);
}

/** Whether the person's session can no longer lead anywhere, though nobody told us so. */
export function isPastItsEnd(
  { status, submittedAt, submission, deadlineAt, expiresAt, attention }: IdenfyVerification,
  now: Date,
): boolean {
  if (status !== 'ACTIVE' && status !== 'UNKNOWN' && status !== 'STARTING') return false;
  if (submittedAt !== null || (submission !== null && submission !== 'refused')) return false;
  const entered = status === 'ACTIVE' && attention !== 'TOKEN_LOST';
  const end = entered ? deadlineAt : expiresAt && endOfLostSession(expiresAt);
  return end !== null && end <= now;
}
