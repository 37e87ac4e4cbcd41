import { type Attention, OVERALL_STATUSES } from '@nestjs-idenfy/contract';
import type { Effect } from '../database/entities/verification-event.entity.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import { type Change, isOver, type Occasion, raised, settled } from './change.js';
import { deadlineAfterResult, deadlineOfReview } from './deadlines.js';
import { isUnderReview } from './person-view.js';
import { isVerdict, moreCautious, rankOf, readRank, type StatusReport } from './status-report.js';

/** The part of a verification that a status report can change. */
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
  readonly attention: readonly Attention[];
}

/** What a status report does to a verification. */
export interface Merged {
  readonly effect: Effect;
  readonly next: KnownVerdict;
  /** Whether a lookup has to settle it. */
  readonly lookup: boolean;
}

/**
 * The merge rule: what a status report does to what is known. Pure, and independent of order: in any order, with
 * duplicates or without, the same reports lead to the same state.
 */
export function merge(known: KnownVerdict, report: StatusReport): Merged {
  if (!isKnownStatus(report.status)) return stays(known, 'refused', raising(known, 'UNKNOWN_STATUS'));
  if (report.lateDuplicate) return afterLateDuplicate(known, report);

  const marked = withResubmission(known, report);
  if (report.level === 'none') return stays(marked, 'noted');
  if (keepsVerdict(marked, report)) return stays(marked, 'noted');

  const rank = rankOf(report);
  if (rank > marked.rank) return { effect: 'applied', next: replacedBy(marked, report, rank), lookup: false };
  if (rank === marked.rank) return mergeEqualRank(marked, report);
  if (contradictsAnOlderLookup(marked, report)) return conflict(marked, report);
  return stays(marked, 'superseded');
}

function isKnownStatus(status: string): boolean {
  return status === 'CANCELLED' || OVERALL_STATUSES.some((known) => known === status);
}

function stays(known: KnownVerdict, effect: Merged['effect'], change: Partial<KnownVerdict> = {}): Merged {
  return { effect, next: { ...known, ...change }, lookup: false };
}

/** A late duplicate may be a replay, or iDenfy returning to an earlier verdict: only a lookup can tell. */
function afterLateDuplicate(known: KnownVerdict, report: StatusReport): Merged {
  if (report.status === known.status) return stays(known, 'confirmed');
  return { ...stays(known, 'noted', raising(known, 'LATE_DUPLICATE')), lookup: true };
}

function raising({ attention }: KnownVerdict, reason: Attention): Pick<KnownVerdict, 'attention'> {
  return { attention: raised(attention, reason) };
}

function withResubmission(known: KnownVerdict, report: StatusReport): KnownVerdict {
  if (!report.resubmission) return known;
  return { ...known, resubmittedAt: Math.max(known.resubmittedAt ?? 0, report.finishTime) };
}

/** Deletion or archiving at iDenfy, or a review that runs again, does not replace a verdict. */
function keepsVerdict(known: KnownVerdict, report: StatusReport): boolean {
  return report.source === 'looked-up' && !isVerdict(report.status) && isVerdict(known.status);
}

function mergeEqualRank(known: KnownVerdict, report: StatusReport): Merged {
  if (report.status === known.status) {
    return stays(known, 'confirmed', { ...unitedTags(known, report), ...unitedResults(known, report) });
  }
  if (report.level === 'ended') {
    const status = moreCautious(known.status, report.status);
    return stays(known, status === known.status ? 'superseded' : 'applied', { status });
  }
  return conflict(known, report);
}

function conflict(known: KnownVerdict, report: StatusReport): Merged {
  const status = moreCautious(known.status, report.status);
  const results = status === known.status ? {} : resultsOf(report);
  const overtaken = overtakesDecision(known, status);
  const attention = raised(known.attention, 'CONFLICT');
  const change = {
    ...results,
    ...unitedTags(known, report),
    status,
    decision: overtaken ? null : known.decision,
    attention: overtaken ? raised(attention, 'DECISION_OVERTAKEN') : attention,
  };
  return { ...stays(known, 'conflict', change), lookup: true };
}

/** iDenfy reported after the lookup, so the lookup is out of date although it ranks higher. */
function contradictsAnOlderLookup(known: KnownVerdict, report: StatusReport): boolean {
  const { source, finishTime } = readRank(known.rank);
  return (
    source === 'looked-up' &&
    report.level === 'final' &&
    report.status !== known.status &&
    report.receivedAt > finishTime
  );
}

function replacedBy(known: KnownVerdict, report: StatusReport, rank: number): KnownVerdict {
  const final = report.level === 'final' || report.level === 'ended';
  const overtaken = final && overtakesDecision(known, report.status);
  const attention = attentionAfter(known, report);
  return {
    ...known,
    ...resultsOf(report),
    status: report.status,
    final,
    rank,
    fraudTags: report.fraudTags,
    mismatchTags: report.mismatchTags,
    decision: overtaken ? null : known.decision,
    attention: overtaken ? raised(attention, 'DECISION_OVERTAKEN') : attention,
  };
}

/** A report that outranks the others settles their conflict and an overdue result; only a lookup settles a late duplicate. */
function attentionAfter({ attention }: KnownVerdict, { source }: StatusReport): readonly Attention[] {
  const left = settled(attention, 'CONFLICT', 'OVERDUE', 'TOKEN_LOST', 'SUBMISSION_UNKNOWN');
  return source === 'looked-up' ? settled(left, 'LATE_DUPLICATE') : left;
}

/** Whether the new status contradicts the host's decision, or is a suspicion other than the one it was made on. */
function overtakesDecision(known: KnownVerdict, status: string): boolean {
  const { decision } = known;
  if (decision === null) return false;
  if (status === 'SUSPECTED') return known.status !== 'SUSPECTED' || isResubmitted(known);
  return decision === 'ACCEPTED' ? status === 'DENIED' : status === 'APPROVED';
}

function isResubmitted({ final, rank, resubmittedAt }: KnownVerdict): boolean {
  return final && resubmittedAt !== null && resubmittedAt > readRank(rank).finishTime;
}

type Results = Pick<KnownVerdict, 'autoDocument' | 'autoFace' | 'manualDocument' | 'manualFace'>;

function resultsOf({ autoDocument, autoFace, manualDocument, manualFace }: StatusReport): Results {
  return { autoDocument, autoFace, manualDocument, manualFace };
}

/** Which of two results of the same time is newer cannot be told, so the choice must not depend on which came first. */
function unitedResults(known: KnownVerdict, report: StatusReport): Results {
  const either = (name: keyof Results) => [known[name] ?? '', report[name] ?? ''].toSorted()[1] || null;
  return {
    autoDocument: either('autoDocument'),
    autoFace: either('autoFace'),
    manualDocument: either('manualDocument'),
    manualFace: either('manualFace'),
  };
}

function unitedTags(
  known: KnownVerdict,
  report: StatusReport,
): Pick<KnownVerdict, 'fraudTags' | 'mismatchTags'> {
  return {
    fraudTags: union(known.fraudTags, report.fraudTags),
    mismatchTags: union(known.mismatchTags, report.mismatchTags),
  };
}

function union(some: readonly string[], others: readonly string[]): readonly string[] {
  return [...new Set([...some, ...others])].toSorted();
}

/** Merges one status report into a locked verification, and records what it did. */
export function mergeInto(
  change: Change,
  report: StatusReport,
  occasion: Omit<Occasion, 'source' | 'effect' | 'reportedStatus'>,
): Effect {
  const { verification, at } = change;
  const { effect, next, lookup } = merge(knownVerdictOf(verification), report);
  const wasUnderReview = isUnderReview(verification);
  // a lookup that only confirms must not reset the count of lookups, or they would never end
  const isNews =
    report.source !== 'looked-up' || next.status !== verification.status || next.final !== verification.final;
  change.record({ ...occasion, source: report.source, effect, reportedStatus: report.status }, (row) => {
    if (row.decision !== null && next.decision === null) forgetDecision(row);
    Object.assign(row, fieldsOf(next));
    if (report.level === 'final' || report.level === 'provisional' || report.level === 'reviewing') {
      row.submittedAt ??= at;
    }
    if (effect === 'applied' && report.level === 'final') {
      // a session that had expired ends with its first verdict: retention counts from there
      if (row.verdictAt === null && row.closedAt !== null && isOver(row)) row.closedAt = at;
      row.verdictAt = timeOfVerdict(row, report);
    }
    if (effect === 'applied' && (isNews || row.final)) row.deadlineAt = deadlineAfterResult(row, at);
    if (effect === 'applied' && isNews) row.lookups = 0;
    if (isUnderReview(row) && !wasUnderReview) {
      row.lookups = 0;
      row.deadlineAt = deadlineOfReview(at);
    }
    if (lookup) {
      row.lookups = 0;
      row.deadlineAt = at;
    }
  });
  return effect;
}

/** `/status` does not tell when a verdict was reached, so one that is only looked up counts from the start of the session. */
function timeOfVerdict({ verdictAt, createdAt }: IdenfyVerification, report: StatusReport): Date {
  if (report.source !== 'looked-up') return new Date(report.receivedAt * 1_000);
  return verdictAt ?? createdAt;
}

function knownVerdictOf(row: IdenfyVerification): KnownVerdict {
  return {
    status: row.status,
    final: row.final,
    rank: row.rank,
    fraudTags: row.fraudTags,
    mismatchTags: row.mismatchTags,
    autoDocument: row.autoDocument,
    autoFace: row.autoFace,
    manualDocument: row.manualDocument,
    manualFace: row.manualFace,
    resubmittedAt: row.resubmittedAt && Math.floor(row.resubmittedAt.getTime() / 1000),
    decision: row.decision,
    attention: row.attention,
  };
}

function fieldsOf(next: KnownVerdict): Partial<IdenfyVerification> {
  return {
    status: next.status,
    final: next.final,
    rank: next.rank,
    fraudTags: [...next.fraudTags],
    mismatchTags: [...next.mismatchTags],
    autoDocument: next.autoDocument,
    autoFace: next.autoFace,
    manualDocument: next.manualDocument,
    manualFace: next.manualFace,
    resubmittedAt: next.resubmittedAt === null ? null : new Date(next.resubmittedAt * 1000),
    attention: [...next.attention],
  };
}

function forgetDecision(row: IdenfyVerification): void {
  row.decision = null;
  row.decisionBy = null;
  row.decisionAt = null;
  row.plainDecisionReason = null;
}
