import type { StatusResponse } from '@nestjs-idenfy/contract';
import { WireReader } from './wire-reader.js';

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

/** `/status` has no `final` (S3), so a verdict there counts as final unless the answer says otherwise. */
export function reportOfLookup(answer: StatusResponse, askedAt: Date): StatusReport {
  const seconds = Math.floor(askedAt.getTime() / 1000);
  const reader = new WireReader(answer);
  const status = reader.text('status') ?? '';
  return {
    ...tagsAndResults(reader),
    status,
    level: levelOf(status, reader.flag('final') !== false),
    source: 'looked-up',
    finishTime: seconds,
    resubmission: false,
    receivedAt: seconds,
    lateDuplicate: false,
  };
}

/** Tags and results of `status` in a webhook, and of the answer to `/status`. */
export function tagsAndResults(status: WireReader): TagsAndResults {
  const fraudTags = status.texts('fraudTags');
  return {
    // the legacy list holds the fraud tags of accounts that were never moved to the new one
    fraudTags: fraudTags.length > 0 ? fraudTags : status.texts('suspicionReasons'),
    mismatchTags: status.texts('mismatchTags'),
    autoDocument: status.text('autoDocument'),
    autoFace: status.text('autoFace'),
    manualDocument: status.text('manualDocument'),
    manualFace: status.text('manualFace'),
  };
}

/** What a status says of the outcome. */
export function levelOf(status: string, final: boolean): Level {
  if (isVerdict(status)) return final ? 'final' : 'provisional';
  if (status === 'REVIEWING') return 'reviewing';
  if (status === 'ACTIVE') return 'none';
  return 'ended';
}

/** Where a status report comes from: iDenfy's automatic check, its manual review, or a lookup. Later ones rank higher. */
export const SOURCES = ['automatic', 'manual', 'looked-up'] as const;

export type Source = (typeof SOURCES)[number];

/**
 * What a status report is about, in ascending order of rank: `none` of the outcome; `ended`, an end without a verdict; a
 * review in progress; a provisional verdict; a final one.
 */
export const LEVELS = ['none', 'ended', 'reviewing', 'provisional', 'final'] as const;

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
export const VERDICTS = ['DENIED', 'SUSPECTED', 'APPROVED'] as const;

export type Verdict = (typeof VERDICTS)[number];

export function isVerdict(status: string): status is Verdict {
  return VERDICTS.some((verdict) => verdict === status);
}

/** Ends without a verdict; of two with equal rank, the first one here stands. */
const ENDS: readonly string[] = ['CANCELLED', 'EXPIRED', 'EXPIRED-DELETED', 'DELETED', 'ARCHIVED'];

/** Of two statuses of equal rank, the one that stands until the conflict is settled. */
export function moreCautious(one: string, other: string): string {
  const order: readonly string[] = [...VERDICTS, ...ENDS];
  return order.indexOf(one) <= order.indexOf(other) ? one : other;
}
