import { IDENTIFICATION_EVENT_TYPES, type StatusResponse } from '@nestjs-idenfy/contract';
import {
  type SignedExpiration,
  type SignedResult,
  type TagsAndResults,
  tagsAndResults,
} from './read-webhook.js';
import { WireReader } from './wire-reader.js';

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

/** When and under which header a webhook arrived. */
interface Arrival {
  /** The header; it is not signed. */
  readonly eventType: string | null;
  readonly receivedAt: Date;
  readonly lateDuplicate: boolean;
}

/** The event header is not signed: it tells the kind of end and a resubmission, and never raises the rank. */
export function reportOfWebhook(
  signed: SignedResult,
  { eventType, receivedAt, lateDuplicate }: Arrival,
): StatusReport {
  const { overall, final, finishTime } = signed;
  const isCancellation = overall === 'EXPIRED' && eventType === 'IDENTIFICATION_CANCELLED';
  const status = isCancellation ? 'CANCELLED' : overall;
  return {
    ...resultsOf(signed),
    status,
    level: levelOf(status, final),
    source: isReviewed(signed.manualDocument) || isReviewed(signed.manualFace) ? 'manual' : 'automatic',
    finishTime,
    resubmission: eventType === 'IDENTIFICATION_RESUBMITTED' && !final,
    receivedAt: Math.floor(receivedAt.getTime() / 1000),
    lateDuplicate,
  };
}

function resultsOf(signed: TagsAndResults): TagsAndResults {
  const { fraudTags, mismatchTags, autoDocument, autoFace, manualDocument, manualFace } = signed;
  return { fraudTags, mismatchTags, autoDocument, autoFace, manualDocument, manualFace };
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

function levelOf(status: string, final: boolean): Level {
  if (isVerdict(status)) return final ? 'final' : 'provisional';
  if (status === 'REVIEWING') return 'reviewing';
  if (status === 'ACTIVE') return 'none';
  return 'ended';
}

/** Noted in history when the unsigned event header contradicts the signed body. The body is what counts. */
const HEADER_CONTRADICTS = 'HEADER_CONTRADICTS';

const isEnd = ({ level }: StatusReport) => level === 'ended';

/** Which bodies iDenfy documents for an event (D:kyc/webhooks); for other events any body fits. */
const FITS: ReadonlyMap<string | null, (report: StatusReport) => boolean> = new Map([
  ['IDENTIFICATION_AUTO_FINISHED', (report) => report.source === 'automatic' && !isEnd(report)],
  ['IDENTIFICATION_MANUAL_FINISHED', ({ source, level }) => source === 'manual' && level === 'final'],
  ['IDENTIFICATION_EXPIRED', isEnd],
  ['IDENTIFICATION_CANCELLED', isEnd],
  ['DOCUMENT_EXPIRATION', () => false],
]);

const IDENTIFICATION_EVENTS: ReadonlySet<string | null> = new Set(IDENTIFICATION_EVENT_TYPES);

/** `HEADER_CONTRADICTS`, or null. */
export function contradictionOf(eventType: string | null, report: StatusReport): string | null {
  const fits = FITS.get(eventType)?.(report) ?? true;
  return fits ? null : HEADER_CONTRADICTS;
}

/** What history notes of a webhook beside its effect: null where there is nothing to note. */
export function notesOf(
  { odd }: Pick<SignedResult | SignedExpiration, 'odd'>,
  ...others: readonly (string | null)[]
): string | null {
  const notes = [...others, odd.length > 0 ? `ODD_VALUES: ${odd.join(', ')}` : null];
  return notes.filter((note) => note !== null).join('; ') || null;
}

/** `HEADER_CONTRADICTS` where the header of a document expiration claims a result, or null. */
export function contradictionOfExpiration(eventType: string | null): string | null {
  return IDENTIFICATION_EVENTS.has(eventType) ? HEADER_CONTRADICTS : null;
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
