import type { IdenfyVerification } from '../database/entities/verification.entity.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** iDenfy delivers results within 20 minutes of completion (D:callbacks/ResultCallback); later than this, one is overdue. */
export const RESULT_WITHIN_MS = 25 * MINUTE;

/** When a session that was opened as late as possible is finished and its result delivered. */
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
 * When a session that the person has not finished is over for certain; null if that is not known. A session without a
 * known token ends with its token, and a minute later where its answer was lost: iDenfy may have created it as late as
 * with the last attempt.
 */
export function endOfSession({
  status,
  attention,
  deadlineAt,
  expiresAt,
}: Pick<IdenfyVerification, 'status' | 'attention' | 'deadlineAt' | 'expiresAt'>): Date | null {
  const personMayBeInIt = status === 'ACTIVE' && !attention.includes('TOKEN_LOST');
  if (personMayBeInIt) return deadlineAt;
  return expiresAt && new Date(expiresAt.getTime() + MINUTE);
}

/** When the result is due once the images or the person are at iDenfy; never later than the deadline before. */
export function deadlineAfterSubmission(
  { deadlineAt }: Pick<IdenfyVerification, 'deadlineAt'>,
  at: Date,
): Date {
  const due = new Date(at.getTime() + RESULT_WITHIN_MS);
  return deadlineAt !== null && deadlineAt < due ? deadlineAt : due;
}

/** When the review is due after a provisional result; null after a final one. */
export function deadlineAfterResult({ final }: Pick<IdenfyVerification, 'final'>, at: Date): Date | null {
  return final ? null : deadlineOfReview(at);
}

/** When a review that begins now is due. */
export function deadlineOfReview(at: Date): Date {
  return new Date(at.getTime() + RESULT_WITHIN_MS);
}

/** Whether the session can no longer be finished, although iDenfy has not reported it. */
export function isPastItsEnd(verification: IdenfyVerification, now: Date): boolean {
  const { status, submittedAt, submission } = verification;
  if (status !== 'ACTIVE' && status !== 'UNKNOWN' && status !== 'STARTING') return false;
  if (submittedAt !== null || (submission !== null && submission !== 'refused')) return false;
  const end = endOfSession(verification);
  return end !== null && end <= now;
}
