import { IdenfyConflictError } from '../errors/refusal.errors.js';
import type { ResolvedRetention } from './retention.options.js';

/** What a person and one of their verifications are like, read while both rows are locked. */
export interface RetentionFacts {
  readonly now: Date;
  /** Whether the verification has a submission, a verdict, a decision or an open outcome. */
  readonly isRecord: boolean;
  readonly closedAt: Date | null;
  /** Whether the outcome of any verification of the person is open: under review, or SUSPECTED without a decision. */
  readonly isUndecided: boolean;
  /** When the last attempt of the person with a record ended. */
  readonly lastEndedAt: Date | null;
  /** When the newest verification was started that was ever approved, by iDenfy or by decision. */
  readonly approvedStartedAt: Date | null;
  readonly isHeld: boolean;
  /** Until when an authority has extended the retention. */
  readonly extendedUntil: Date | null;
  readonly begunAt: Date | null;
  readonly endedAt: Date | null;
}

/** Whether a verification may be erased; `until` is when it may, as far as that is known. */
export type Permission =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly identifier: 'LEGAL_HOLD' | 'RETENTION_NOT_OVER';
      readonly until: Date | null;
    };

const DAY_MS = 24 * 60 * 60 * 1_000;
const ALLOWED: Permission = { allowed: true };

/**
 * Whether a verification may be erased now: the only rule, for requests of staff, for the sweep and for each step of an
 * erasure under way. A session that left no record may go at any time. A record is kept for `keepAtLeastDays` from where
 * retention starts, and until the end of an extension; while an outcome of the person is open, however few the days are,
 * because an open suspicion must not disappear.
 */
export function mayBeErased(facts: RetentionFacts, rules: ResolvedRetention): Permission {
  if (facts.isHeld) return { allowed: false, identifier: 'LEGAL_HOLD', until: null };
  if (!facts.isRecord) return ALLOWED;
  return over(facts, rules.keepAtLeastDays, retentionStart(facts, rules));
}

/** Whether a verification must be erased now, because `deleteAfterDays` are over. */
export function mustBeErased(facts: RetentionFacts, rules: ResolvedRetention): boolean {
  if (rules.deleteAfterDays === null || !mayBeErased(facts, rules).allowed) return false;
  const start = retentionStart(facts, rules);
  return over(facts, rules.deleteAfterDays, start === null ? null : latest(start, facts.closedAt)).allowed;
}

/** @throws IdenfyConflictError unless it is allowed */
export function assertAllowed(permission: Permission, now: Date): void {
  if (permission.allowed) return;
  const { identifier, until } = permission;
  throw new IdenfyConflictError({
    identifier,
    ...(until && { retryAfterSeconds: Math.ceil((until.getTime() - now.getTime()) / 1_000) }),
  });
}

function over(
  { now, isUndecided, extendedUntil }: RetentionFacts,
  days: number,
  start: Date | null,
): Permission {
  if (isUndecided || start === null) return { allowed: false, identifier: 'RETENTION_NOT_OVER', until: null };
  const end = new Date(start.getTime() + days * DAY_MS);
  const until = latest(end, extendedUntil) ?? end;
  return until > now ? { allowed: false, identifier: 'RETENTION_NOT_OVER', until } : ALLOWED;
}

/**
 * From when the days count; null while that has not happened. With `relationship-end`, a person who was approved, or whose
 * relationship has begun, counts from its recorded end, and an approval of a verification that was started after that end
 * needs a new one. All others count from the end of their last attempt.
 */
function retentionStart(facts: RetentionFacts, { startsAt }: ResolvedRetention): Date | null {
  const { closedAt, begunAt, endedAt, approvedStartedAt, lastEndedAt } = facts;
  if (startsAt === 'verification-end') return closedAt;
  if (begunAt !== null && endedAt === null) return null;
  if (approvedStartedAt !== null && (endedAt === null || approvedStartedAt > endedAt)) return null;
  return latest(endedAt, lastEndedAt ?? closedAt);
}

function latest(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}
