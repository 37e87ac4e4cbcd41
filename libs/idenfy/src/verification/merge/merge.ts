import { OVERALL_STATUSES } from '../../contract/overall-status.js';
import type { Attention } from '../attention.js';
import type { Finding } from './finding.js';
import { rankOf, readRank } from './rank.js';
import { isVerdict, moreCautious } from './verdict.js';

/** The part of a verification that iDenfy's word can change. */
export interface KnownVerdict {
  readonly status: string;
  readonly final: boolean;
  readonly rank: number;
  readonly fraudTags: readonly string[];
  readonly mismatchTags: readonly string[];
  readonly autoDocument: string | null;
  readonly autoFace: string | null;
  readonly manualDocument: string | null;
  readonly manualFace: string | null;
  /** Unix seconds, or null. */
  readonly resubmittedAt: number | null;
  readonly decision: 'ACCEPTED' | 'REJECTED' | null;
  readonly attention: Attention | null;
}

/**
 * `applied` changed the verdict, `confirmed` said the same again, `superseded` weighs less than what is known,
 * `conflict` weighs the same and says otherwise, `refused` cannot be used, `noted` speaks of no outcome.
 */
export type Effect = 'applied' | 'confirmed' | 'superseded' | 'conflict' | 'refused' | 'noted';

export interface Merged {
  readonly effect: Effect;
  readonly next: KnownVerdict;
  /** One look-up is to settle it. */
  readonly lookUp: boolean;
}

/**
 * Puts one word of iDenfy's beside what is known. Pure, and the order of words does not matter: whatever the
 * interleaving, with repeats or without, the same words lead to the same state.
 */
export function merge(known: KnownVerdict, finding: Finding): Merged {
  if (!isKnownStatus(finding.status)) return stays(known, 'refused', { attention: 'UNKNOWN_STATUS' });
  if (finding.lateRepeat) return afterLateRepeat(known, finding);

  const marked = withResubmission(known, finding);
  if (finding.level === 'none') return stays(marked, 'noted');
  if (sheltersVerdict(marked, finding)) return stays(marked, 'noted');

  const rank = rankOf(finding);
  if (rank > marked.rank) return { effect: 'applied', next: takenOver(marked, finding, rank), lookUp: false };
  if (rank === marked.rank) return amongEquals(marked, finding);
  if (contradictsAnOlderLookUp(marked, finding)) return conflict(marked, finding);
  return stays(marked, 'superseded');
}

/** Whether a resubmission newer than the verdict is being reviewed. */
export function isUnderReview({
  final,
  rank,
  resubmittedAt,
}: Pick<KnownVerdict, 'final' | 'rank' | 'resubmittedAt'>): boolean {
  return final && resubmittedAt !== null && resubmittedAt > readRank(rank).finishTime;
}

function isKnownStatus(status: string): boolean {
  return status === 'CANCELLED' || OVERALL_STATUSES.some((known) => known === status);
}

function stays(known: KnownVerdict, effect: Merged['effect'], change: Partial<KnownVerdict> = {}): Merged {
  return { effect, next: { ...known, ...change }, lookUp: false };
}

/** Bytes of long ago may be a replay, or iDenfy returning to an earlier verdict: only iDenfy can tell. */
function afterLateRepeat(known: KnownVerdict, finding: Finding): Merged {
  if (finding.status === known.status) return stays(known, 'confirmed');
  return { ...stays(known, 'noted', { attention: 'LATE_REPEAT' }), lookUp: true };
}

function withResubmission(known: KnownVerdict, finding: Finding): KnownVerdict {
  if (!finding.resubmission) return known;
  return { ...known, resubmittedAt: Math.max(known.resubmittedAt ?? 0, finding.finishTime) };
}

/** Housekeeping at iDenfy, or a review that runs again, is no new verdict. */
function sheltersVerdict(known: KnownVerdict, finding: Finding): boolean {
  return finding.source === 'looked-up' && !isVerdict(finding.status) && isVerdict(known.status);
}

function amongEquals(known: KnownVerdict, finding: Finding): Merged {
  if (finding.status === known.status) {
    return stays(known, 'confirmed', { ...unitedTags(known, finding), ...unitedResults(known, finding) });
  }
  if (finding.level === 'ended') {
    const status = moreCautious(known.status, finding.status);
    return stays(known, status === known.status ? 'superseded' : 'applied', { status });
  }
  return conflict(known, finding);
}

function conflict(known: KnownVerdict, finding: Finding): Merged {
  const status = moreCautious(known.status, finding.status);
  const results = status === known.status ? {} : resultsOf(finding);
  const change = { ...results, ...unitedTags(known, finding), status, attention: 'CONFLICT' as const };
  return { ...stays(known, 'conflict', change), lookUp: true };
}

/** iDenfy spoke after we had looked, so the look-up no longer is the last word, heavy as it is. */
function contradictsAnOlderLookUp(known: KnownVerdict, finding: Finding): boolean {
  const { source, finishTime } = readRank(known.rank);
  return (
    source === 'looked-up' &&
    finding.level === 'final' &&
    finding.status !== known.status &&
    finding.receivedAt > finishTime
  );
}

function takenOver(known: KnownVerdict, finding: Finding, rank: number): KnownVerdict {
  const final = finding.level === 'final' || finding.level === 'ended';
  const overtaken = final && contradicts(known.decision, finding.status);
  return {
    ...known,
    ...resultsOf(finding),
    status: finding.status,
    final,
    rank,
    fraudTags: finding.fraudTags,
    mismatchTags: finding.mismatchTags,
    decision: overtaken ? null : known.decision,
    attention: overtaken ? 'DECISION_OVERTAKEN' : attentionAfter(known.attention, finding),
  };
}

/** A heavier word settles what lighter ones disputed or kept silent about; a look-up what a look-up was to settle. */
function attentionAfter(attention: Attention | null, { source }: Finding): Attention | null {
  if (attention === 'CONFLICT' || attention === 'OVERDUE') return null;
  if (source === 'looked-up' && attention === 'LATE_REPEAT') return null;
  if (attention === 'TOKEN_LOST' || attention === 'SUBMISSION_UNKNOWN') return null;
  return attention;
}

function contradicts(decision: KnownVerdict['decision'], status: string): boolean {
  return (
    (decision === 'ACCEPTED' && status === 'DENIED') || (decision === 'REJECTED' && status === 'APPROVED')
  );
}

type Results = Pick<KnownVerdict, 'autoDocument' | 'autoFace' | 'manualDocument' | 'manualFace'>;

function resultsOf({ autoDocument, autoFace, manualDocument, manualFace }: Finding): Results {
  return { autoDocument, autoFace, manualDocument, manualFace };
}

/** Nothing tells which of two results of one time is the newer, so the choice must not depend on which came first. */
function unitedResults(known: KnownVerdict, finding: Finding): Results {
  const either = (name: keyof Results) => [known[name] ?? '', finding[name] ?? ''].toSorted()[1] || null;
  return {
    autoDocument: either('autoDocument'),
    autoFace: either('autoFace'),
    manualDocument: either('manualDocument'),
    manualFace: either('manualFace'),
  };
}

function unitedTags(known: KnownVerdict, finding: Finding): Pick<KnownVerdict, 'fraudTags' | 'mismatchTags'> {
  return {
    fraudTags: union(known.fraudTags, finding.fraudTags),
    mismatchTags: union(known.mismatchTags, finding.mismatchTags),
  };
}

function union(some: readonly string[], others: readonly string[]): readonly string[] {
  return [...new Set([...some, ...others])].toSorted();
}
