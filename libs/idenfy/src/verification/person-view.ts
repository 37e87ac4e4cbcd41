import { DOCUMENT_PASS, type DocumentResult } from '../contract/document-result.js';
import { FACE_PASS, type FaceResult } from '../contract/face-result.js';
import type { IdenfyVerification } from './entities/verification.entity.js';

/** What a person should do next. */
export const NEXT_STEPS = ['CONTINUE', 'WAIT', 'RETRY', 'CONTACT_SUPPORT', 'NONE'] as const;

export type NextStep = (typeof NEXT_STEPS)[number];

/** Picture problems a person can mend. Nothing here tells anybody that they are under suspicion. */
export const HINTS = [
  'BLURRY',
  'GLARE',
  'NOT_FULLY_VISIBLE',
  'DOCUMENT_EXPIRED',
  'WRONG_SIDE',
  'NO_FACE',
] as const;

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

/** Results that say nothing against a picture. */
const NO_FAILURE: ReadonlySet<string> = new Set([DOCUMENT_PASS, FACE_PASS, 'FACE_NOT_CHECKED']);

/** The part of a verification that its projection for a person is made of. */
export type Tracked = Pick<
  IdenfyVerification,
  | 'status'
  | 'final'
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
>;

/**
 * The outcome as the person it is about may see it. Until the host has decided on a SUSPECTED result it is a
 * review like any other: telling somebody that they are under suspicion may be an offence.
 */
export function personStatus(tracked: Tracked): { status: string; final: boolean } {
  if (tracked.decision === 'ACCEPTED') return { status: 'APPROVED', final: true };
  if (tracked.decision === 'REJECTED') return { status: 'DENIED', final: true };
  if (isUndecided(tracked)) return { status: 'REVIEWING', final: false };
  return { status: tracked.status, final: tracked.final };
}

/** `personStatus()` for a filter in SQL; `v` is the alias of the verification. */
export const PERSON_STATUS_SQL = `
  case when v.decision = 'ACCEPTED' then 'APPROVED'
       when v.decision = 'REJECTED' then 'DENIED'
       when v.status = 'SUSPECTED'
         or (v.status in ('APPROVED', 'DENIED') and not v.final)
         or (v.status = 'ACTIVE' and v.submission <> 'refused') then 'REVIEWING'
       else v.status end`;

export function nextStep(tracked: Tracked): NextStep {
  const { status } = personStatus(tracked);
  switch (status) {
    case 'STARTING':
    case 'REVIEWING':
    case 'UNKNOWN':
      return 'WAIT';
    case 'ACTIVE':
      // nobody has the token of a session that was found again: it can only run out
      return tracked.attention === 'TOKEN_LOST' ? 'WAIT' : 'CONTINUE';
    case 'APPROVED':
      return 'NONE';
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
 * Only for a final denial that is about the pictures alone. With a fraud or mismatch tag, or one result that is not
 * about the picture, a hint would point at the wrong cause.
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

/** What a person may see, as one word: equal words need not be sent twice. */
export function visibleState(tracked: Tracked): string {
  const { status, final } = personStatus(tracked);
  return [tracked.scanRef ?? '', status, String(final), nextStep(tracked), ...hints(tracked)].join(' ');
}

function isUndecided({ status, final, submission }: Tracked): boolean {
  if (status === 'SUSPECTED') return true;
  if (status === 'APPROVED' || status === 'DENIED') return !final;
  return status === 'ACTIVE' && submission !== null && submission !== 'refused';
}
