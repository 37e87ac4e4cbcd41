import type { StatusResponse } from '../../contract/status.js';
import type { IdentificationWebhook } from '../../contract/webhook.js';
import { isVerdict } from './verdict.js';
import type { Level, Source } from './rank.js';

/** What iDenfy said of one verification, whichever way it reached us. */
export interface Finding {
  readonly status: string;
  readonly level: Level;
  readonly source: Source;
  /** Unix seconds: when the automatic decision was made, or when we looked. */
  readonly finishTime: number;
  readonly fraudTags: readonly string[];
  readonly mismatchTags: readonly string[];
  readonly autoDocument: string | null;
  readonly autoFace: string | null;
  readonly manualDocument: string | null;
  readonly manualFace: string | null;
  /** A resubmission whose review is still to come. */
  readonly resubmission: boolean;
  /** Unix seconds: when it reached us. */
  readonly receivedAt: number;
  /** The same bytes came before, long ago. */
  readonly lateRepeat: boolean;
}

/** The event header is not signed: it names the kind of end and marks resubmissions, and never adds weight. */
export function findingOfCallback(
  payload: IdentificationWebhook,
  { eventType, receivedAt, lateRepeat }: { eventType: string | null; receivedAt: Date; lateRepeat: boolean },
): Finding {
  const { status } = payload;
  const overall =
    status.overall === 'EXPIRED' && eventType === 'IDENTIFICATION_CANCELLED' ? 'CANCELLED' : status.overall;
  const final = payload.final === true;
  return {
    ...tagsAndResults(status),
    status: overall,
    level: levelOf(overall, final),
    source: status.manualDocument || status.manualFace ? 'manual' : 'automatic',
    finishTime: payload.finishTime ?? 0,
    resubmission: eventType === 'IDENTIFICATION_RESUBMITTED' && !final,
    receivedAt: Math.floor(receivedAt.getTime() / 1000),
    lateRepeat,
  };
}

/** `/status` says nothing of being final (S3), so a verdict there counts as final unless it says otherwise. */
export function findingOfLookup(answer: StatusResponse, askedAt: Date): Finding {
  const seconds = Math.floor(askedAt.getTime() / 1000);
  return {
    ...tagsAndResults(answer),
    status: answer.status,
    level: levelOf(answer.status, answer.final !== false),
    source: 'looked-up',
    finishTime: seconds,
    resubmission: false,
    receivedAt: seconds,
    lateRepeat: false,
  };
}

function levelOf(status: string, final: boolean): Level {
  if (isVerdict(status)) return final ? 'final' : 'provisional';
  if (status === 'REVIEWING') return 'reviewing';
  if (status === 'ACTIVE') return 'none';
  return 'ended';
}

type TagsAndResults = Pick<
  Finding,
  'fraudTags' | 'mismatchTags' | 'autoDocument' | 'autoFace' | 'manualDocument' | 'manualFace'
>;

function tagsAndResults(
  said: Omit<StatusResponse, 'status'> & { suspicionReasons?: readonly string[] | null },
): TagsAndResults {
  return {
    // the legacy list repeats the fraud tags of accounts that never got the new ones
    fraudTags: words(said.fraudTags?.length ? said.fraudTags : said.suspicionReasons),
    mismatchTags: words(said.mismatchTags),
    autoDocument: said.autoDocument || null,
    autoFace: said.autoFace || null,
    manualDocument: said.manualDocument || null,
    manualFace: said.manualFace || null,
  };
}

function words(list: readonly unknown[] | null | undefined): readonly string[] {
  if (!Array.isArray(list)) return [];
  return [...new Set(list.filter((word): word is string => typeof word === 'string'))].toSorted();
}
