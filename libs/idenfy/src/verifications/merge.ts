import { type Attention, OVERALL_STATUSES } from '@nestjs-idenfy/contract';
import type { Effect } from '../database/entities/verification-event.entity.js';

/** Why a verdict is what it is: tags, and the results of the checks. */
export interface TagsAndResults {
  readonly fraudTags: readonly string[];
  readonly mismatchTags: readonly string[];
  readonly autoDocument: string | null;
  readonly autoFace: string | null;
  readonly manualDocument: string | null;
  readonly manualFace: string | null;
}

/** What iDenfy reports of one verification, by webhook or in a lookup. */
export interface StatusReport extends TagsAndResults {
  readonly status: string;
  readonly level: Level;
  readonly source: Source;
  /** Unix seconds: time of the automatic decision, or of the lookup. */
  readonly finishTime: number;
  /** Whether it announces a resubmission that awaits review. */
  readonly resubmission: boolean;
  /** Unix seconds: when it arrived. */
  readonly receivedAt: number;
  /** Whether the same bytes arrived before, more than 15 minutes earlier. */
  readonly lateDuplicate: boolean;
}

// iDenfy's samples have null or nothing before a review, its OpenAPI file a value that says so.
const NOT_REVIEWED = /_NOT_ANALYSED$|^FACE_NOT_CHECKED$/;

/** Whether a manual result is that of a human review. */
export function isReviewed(result: string | null): result is string {
  return !!result && !NOT_REVIEWED.test(result);
}

/** What a status says of the outcome. */
export function levelOf(status: string, final: boolean): Level {
  if (isVerdict(status)) return final ? 'final' : 'provisional';
  if (status === 'REVIEWING') return 'reviewing';
  if (status === 'ACTIVE') return 'none';
  return 'ended';
}

/** Where a status report comes from: iDenfy's automatic check, its manual review, or a lookup. Later ones rank higher. */
const SOURCES = ['automatic', 'manual', 'looked-up'] as const;

export type Source = (typeof SOURCES)[number];

/**
 * What a status report is about, in ascending order of rank: `none` of the outcome; `ended`, an end without a verdict; a
 * review in progress; a provisional verdict; a final one.
 */
const LEVELS = ['none', 'ended', 'reviewing', 'provisional', 'final'] as const;

export type Level = (typeof LEVELS)[number];

const TIME_SPAN = 2 ** 40;

/** The rank of a status report as one number: by level, then source, then finish time in Unix seconds. */
export function rankOf({
  level,
  source,
  finishTime,
}: {
  level: Level;
  source: Source;
  finishTime: number;
}): number {
  const time = Math.min(Math.max(Math.trunc(finishTime) || 0, 0), TIME_SPAN - 1);
  return (LEVELS.indexOf(level) * SOURCES.length + SOURCES.indexOf(source)) * TIME_SPAN + time;
}

/** The finish time in the rank of a verification, in SQL; `v` is its alias. */
export const FINISH_TIME_SQL = `v.rank % ${TIME_SPAN}`;

/** Reads `rankOf()` backwards. `finishTime` is in Unix seconds. */
export function readRank(rank: number): { level: Level; source: Source; finishTime: number } {
  const weight = Math.floor(rank / TIME_SPAN);
  return {
    level: LEVELS[Math.floor(weight / SOURCES.length)] ?? 'none',
    source: SOURCES[weight % SOURCES.length] ?? 'automatic',
    finishTime: rank % TIME_SPAN,
  };
}

/** iDenfy's verdicts, the most cautious first. */
const VERDICTS = ['DENIED', 'SUSPECTED', 'APPROVED'] as const;

type Verdict = (typeof VERDICTS)[number];

export function isVerdict(status: string): status is Verdict {
  return VERDICTS.some((verdict) => verdict === status);
}

/** Ends without a verdict; of two with equal rank, the first one here stands. */
const ENDS: readonly string[] = ['CANCELLED', 'EXPIRED', 'EXPIRED-DELETED', 'DELETED', 'ARCHIVED'];

/** Of two statuses of equal rank, the one that stands until the conflict is settled. */
function moreCautious(one: string, other: string): string {
  const order: readonly string[] = [...VERDICTS, ...ENDS];
  return order.indexOf(one) <= order.indexOf(other) ? one : other;
}

/** Adds a reason. Each stands once and in order, so that equal sets are equal lists. */
export function raised(reasons: readonly Attention[], reason: Attention): Attention[] {
  return [...new Set([...reasons, reason])].toSorted();
}

/** The reasons without those that are settled; the others stay. */
export function settled(reasons: readonly Attention[], ...done: readonly Attention[]): Attention[] {
  return reasons.filter((reason) => !done.includes(reason));
}

/** The part of a verification that a status report can change. */
export interface KnownVerdict extends TagsAndResults {
  readonly status: string;
  readonly final: boolean;
  readonly rank: number;
  /** Unix seconds, or null. */
  readonly resubmittedAt: number | null;
  readonly decision: 'ACCEPTED' | 'REJECTED' | null;
  readonly attention: readonly Attention[];
}

/** What a status report does to a verification. */
interface Merged {
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
