import { DOCUMENT_PASS, type DocumentResult, FACE_PASS, type FaceResult } from '@nestjs-idenfy/contract';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import { FINISH_TIME_SQL, readRank } from './merge.js';

/** What a person should do next. */
export const NEXT_STEPS = ['CONTINUE', 'WAIT', 'RETRY', 'RENEW', 'CONTACT_SUPPORT', 'NONE'] as const;

/** What a person should do next. */
export type NextStep = (typeof NEXT_STEPS)[number];

/** Problems of images that a person can fix. None of them reveals that the person is under suspicion. */
export const HINTS = [
  'BLURRY',
  'GLARE',
  'NOT_FULLY_VISIBLE',
  'DOCUMENT_EXPIRED',
  'WRONG_SIDE',
  'NO_FACE',
] as const;

/** A problem of an image that a person can fix. */
export type Hint = (typeof HINTS)[number];

const HINT_OF: Partial<Record<DocumentResult | FaceResult, Hint>> = {
  DOC_TOO_BLURRY: 'BLURRY',
  FACE_TOO_BLURRY: 'BLURRY',
  DOC_GLARED: 'GLARE',
  DOC_FACE_GLARED: 'GLARE',
  FACE_GLARED: 'GLARE',
  DOC_NOT_FULLY_VISIBLE: 'NOT_FULLY_VISIBLE',
  DOC_EXPIRED: 'DOCUMENT_EXPIRED',
  DOC_SIDE_MISMATCH: 'WRONG_SIDE',
  NO_FACE_FOUND: 'NO_FACE',
};

/** Results that find no fault with an image. */
const NO_FAILURE: ReadonlySet<string> = new Set([DOCUMENT_PASS, FACE_PASS, 'FACE_NOT_CHECKED']);

/** The part of a verification that the projection for a person is made from. */
export type Tracked = Pick<
  IdenfyVerification,
  | 'status'
  | 'final'
  | 'rank'
  | 'resubmittedAt'
  | 'decision'
  | 'submission'
  | 'attention'
  | 'scanRef'
  | 'fraudTags'
  | 'mismatchTags'
  | 'autoDocument'
  | 'autoFace'
  | 'manualDocument'
  | 'manualFace'
  | 'informationUntil'
  | 'erasedAt'
>;

/** Whether a resubmission that is newer than the final verdict awaits review, while the verdict stands. */
export function isUnderReview({
  final,
  rank,
  resubmittedAt,
}: Pick<Tracked, 'final' | 'rank' | 'resubmittedAt'>): boolean {
  if (!final || resubmittedAt === null) return false;
  return Math.floor(resubmittedAt.getTime() / 1_000) > readRank(rank).finishTime;
}

/**
 * Whether the person's part is done and the outcome is open: under review, provisional, suspected without a decision of the
 * host, or resubmitted after a verdict. What follows from it (the status shown, starts, the standing) never depends on which
 * of these it is, because a difference would tell people that they are under suspicion, which may be an offence.
 */
export function isUndecided(tracked: Tracked): boolean {
  const { status, final, decision, submission } = tracked;
  if (isUnderReview(tracked)) return true;
  if (decision !== null) return false;
  if (status === 'SUSPECTED' || status === 'REVIEWING') return true;
  if (status === 'APPROVED' || status === 'DENIED') return !final;
  return status === 'ACTIVE' && submission !== null && submission !== 'refused';
}

/** `isUndecided()` in SQL; `v` is the alias of the verification. */
export const UNDECIDED_SQL = `
  case when v.final and floor(extract(epoch from v.resubmitted_at)) > ${FINISH_TIME_SQL} then true
       when v.decision is not null then false
       when v.status in ('SUSPECTED', 'REVIEWING') then true
       when v.status in ('APPROVED', 'DENIED') then not v.final
       else v.status = 'ACTIVE' and coalesce(v.submission, 'refused') <> 'refused' end`;

/** Whether the verification is approved by iDenfy, for good and without anything open about it. */
export function isPlainlyApproved(tracked: Tracked): boolean {
  const { status, final, decision, erasedAt } = tracked;
  return status === 'APPROVED' && final && decision === null && erasedAt === null && !isUndecided(tracked);
}

/** Whether staff have asked the person for more, and the request is still open. */
export function isAskedForInformation(tracked: Tracked, now: Date): boolean {
  const { informationUntil } = tracked;
  return informationUntil !== null && informationUntil > now && isPlainlyApproved(tracked);
}

/** The status that the person may see. */
export function personStatus(tracked: Tracked): { status: string; final: boolean } {
  if (isUndecided(tracked)) return { status: 'REVIEWING', final: false };
  if (tracked.decision === 'ACCEPTED') return { status: 'APPROVED', final: true };
  if (tracked.decision === 'REJECTED') return { status: 'DENIED', final: true };
  return { status: tracked.status, final: tracked.final };
}

/** `personStatus()` for a filter in SQL; `v` is the alias of the verification. */
export const PERSON_STATUS_SQL = `
  case when ${UNDECIDED_SQL} then 'REVIEWING'
       when v.decision = 'ACCEPTED' then 'APPROVED'
       when v.decision = 'REJECTED' then 'DENIED'
       else v.status end`;

/** What the person should do next. */
export function nextStep(tracked: Tracked, now = new Date()): NextStep {
  const { status } = personStatus(tracked);
  switch (status) {
    case 'STARTING':
    case 'REVIEWING':
    case 'UNKNOWN':
      return 'WAIT';
    case 'ACTIVE':
      // the token of a session that was found again is lost: the session can only expire
      return tracked.attention.includes('TOKEN_LOST') ? 'WAIT' : 'CONTINUE';
    case 'APPROVED':
      return isAskedForInformation(tracked, now) ? 'CONTINUE' : 'NONE';
    case 'DENIED':
      return hints(tracked).length > 0 ? 'RETRY' : 'CONTACT_SUPPORT';
    case 'EXPIRED':
    case 'CANCELLED':
    case 'START_FAILED':
      return 'RETRY';
    default:
      return 'CONTACT_SUPPORT';
  }
}

/**
 * What the person can do better next time: only after a final denial whose reasons are the images alone. With a fraud or
 * mismatch tag, or with a result that is not about an image, a hint would name the wrong cause.
 */
export function hints(tracked: Tracked): Hint[] {
  const { status, final } = personStatus(tracked);
  if (status !== 'DENIED' || !final || tracked.decision !== null) return [];
  if (tracked.fraudTags.length > 0 || tracked.mismatchTags.length > 0) return [];
  const results = [tracked.manualDocument ?? tracked.autoDocument, tracked.manualFace ?? tracked.autoFace];
  const failed = results.filter((result) => result !== null && !NO_FAILURE.has(result));
  const found = failed.map((result) => (result === null ? undefined : HINT_OF[result]));
  const harmless = found.filter((hint) => hint !== undefined);
  return harmless.length === found.length ? [...new Set(harmless)] : [];
}

/** What the person may see, as one text: while it stays equal, there is nothing new to send. */
export function visibleState(tracked: Tracked): string {
  const { status, final } = personStatus(tracked);
  const step = nextStep(tracked);
  // a second request has another address
  const request = step === 'CONTINUE' ? (tracked.informationUntil?.toISOString() ?? '') : '';
  return [tracked.scanRef ?? '', status, String(final), step, request, ...hints(tracked)].join(' ');
}
