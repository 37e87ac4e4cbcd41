import type { Standing } from '../database/entities/person.entity.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import { type IdenfyLevel, reaches } from './levels.js';
import type { PersonNow } from './verification-queries.js';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** What an approval has to be worth. */
export interface ApprovalDemand {
  readonly level: IdenfyLevel;
  /** Days since iDenfy's verdict at most. */
  readonly maxAgeDays: number;
}

/** Where a person stands, and the verification it follows from. */
export interface StandingWithCurrent {
  readonly standing: Standing;
  readonly verifiedUntil: Date | null;
  readonly current: IdenfyVerification | null;
  /** Whether an approval counts that is worth less than demanded. */
  readonly isWorthLess: boolean;
}

/**
 * Where a person who is VERIFIED stands by approvals that are worth what is demanded. The newest of them counts; a denial
 * ends those before it.
 *
 * @param verifications of the person, those with an outcome or live, newest first
 */
export function standingAt(
  { person, now }: PersonNow,
  verifications: readonly IdenfyVerification[],
  { level, maxAgeDays }: ApprovalDemand,
): StandingWithCurrent {
  const approvals = approvalsSinceDenial(verifications, person.currentVerificationId);
  const reaching = approvals.filter((approval) => reaches(approval, level));
  for (const current of reaching) {
    const verifiedUntil = earlier(current.verifiedUntil, endOfAge(current, maxAgeDays));
    if (verifiedUntil === null || verifiedUntil > now) {
      return { standing: 'VERIFIED', verifiedUntil, current, isWorthLess: false };
    }
  }
  const open =
    verifications.find(({ id }) => id === person.undecidedVerificationId) ??
    verifications.find(({ closedAt }) => closedAt === null);
  const standing = open ? 'PENDING' : reaching.length > 0 ? 'EXPIRED' : 'NONE';
  const current = open ?? verifications.find(({ id }) => id === person.currentVerificationId) ?? null;
  return { standing, verifiedUntil: null, current, isWorthLess: open === undefined };
}

/** @param countingId of the one that counts although it is under review: `standing.whileUndecided: 'keep'` */
function approvalsSinceDenial(
  verifications: readonly IdenfyVerification[],
  countingId: string | null,
): readonly IdenfyVerification[] {
  const denial = verifications.findIndex(isDenial);
  const since = denial === -1 ? verifications : verifications.slice(0, denial);
  return since.filter((verification) => isApproval(verification) || verification.id === countingId);
}

function isApproval({ status, final, decision }: IdenfyVerification): boolean {
  return decision === null ? final && status === 'APPROVED' : decision === 'ACCEPTED';
}

function isDenial({ status, final, decision }: IdenfyVerification): boolean {
  return decision === null ? final && status === 'DENIED' : decision === 'REJECTED';
}

/** Where it is not known when the verdict was reached, it is too old for any limit. */
function endOfAge({ verdictAt }: IdenfyVerification, maxAgeDays: number): Date | null {
  if (maxAgeDays === Infinity) return null;
  return new Date(verdictAt === null ? 0 : verdictAt.getTime() + maxAgeDays * DAY_MS);
}

function earlier(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
