import {
  DOCUMENT_PASS,
  type DocumentData,
  FACE_PASS,
  MANUAL_DOCUMENT_RESULTS,
  MANUAL_FACE_RESULTS,
  REQUEST_FIELD_MISMATCH_TAG as TAG_OF,
  type TokenRequest,
  type TokenType,
} from '@nestjs-idenfy/contract';
import type { AnalysisResults } from './session.js';

export const VERDICTS = ['APPROVED', 'DENIED', 'SUSPECTED'] as const;

/** The three results of a completed verification. */
export type Verdict = (typeof VERDICTS)[number];

/** The tags of a verification; see {@link tagsFor} for a SUSPECTED without any. */
interface Tags {
  readonly fraudTags?: readonly string[];
  readonly mismatchTags?: readonly string[];
}

/** Tags and results to have instead of the usual ones of a verdict. */
interface Particulars extends Tags {
  readonly autoFace?: string | undefined;
  readonly autoDocument?: string | undefined;
}

/**
 * Results of the automatic analysis that lead to a verdict. Without a reason of its own, a denial is due to the image, not
 * to the person.
 */
export function automaticResults(
  verdict: Verdict,
  tokenType: TokenType,
  particulars: Particulars = {},
): AnalysisResults {
  const { autoFace, autoDocument } = particulars;
  const faceFailed = autoFace !== undefined && autoFace !== FACE_PASS;
  const usualDocument = verdict === 'DENIED' && !faceFailed ? 'DOC_NOT_FULLY_VISIBLE' : DOCUMENT_PASS;
  return {
    overall: verdict,
    autoFace: autoFace ?? (tokenType === 'DOCUMENT' ? 'FACE_NOT_CHECKED' : FACE_PASS),
    autoDocument: autoDocument ?? usualDocument,
    manualFace: null,
    manualDocument: null,
    ...tagsFor(verdict, particulars),
  };
}

/** Adds the results of a human review that agrees with the automatic analysis, from its narrower lists (S3). */
export function confirmedByHuman(results: AnalysisResults): AnalysisResults {
  return {
    ...results,
    manualFace: manualResult(results.autoFace, MANUAL_FACE_RESULTS, 'FACE_UNCERTAIN'),
    manualDocument: manualResult(results.autoDocument, MANUAL_DOCUMENT_RESULTS, 'DOC_NOT_FULLY_VISIBLE'),
  };
}

function manualResult(automatic: string | null, known: readonly string[], fallback: string): string | null {
  // A face that the token did not ask for is not reviewed.
  if (automatic === null || automatic === 'FACE_NOT_CHECKED') return null;
  return known.includes(automatic) ? automatic : fallback;
}

/** The given tags, or NAME for a SUSPECTED without any: iDenfy suspects only with a tag. */
export function tagsFor(verdict: string, { fraudTags = [], mismatchTags = [] }: Tags): Required<Tags> {
  const hasNone = fraudTags.length + mismatchTags.length === 0;
  return { fraudTags, mismatchTags: verdict === 'SUSPECTED' && hasNone ? ['NAME'] : mismatchTags };
}

/**
 * How the overall status comes out (iDenfy: /status, S3): both parts passed and no tag is APPROVED, with a tag
 * SUSPECTED, all else DENIED. Manual results take precedence over automatic ones.
 */
export function overallOf(results: Omit<AnalysisResults, 'overall'>): Verdict {
  const face = results.manualFace ?? results.autoFace;
  const document = results.manualDocument ?? results.autoDocument;
  // A DOCUMENT token has no selfie to check.
  const facePassed = face === FACE_PASS || face === 'FACE_NOT_CHECKED';
  if (!facePassed || document !== DOCUMENT_PASS) return 'DENIED';
  return results.fraudTags.length + results.mismatchTags.length > 0 ? 'SUSPECTED' : 'APPROVED';
}

/** Fields of the token, and the field of the document that each is compared with. */
const COMPARED = [
  ['firstName', 'docFirstName'],
  ['lastName', 'docLastName'],
  ['dateOfBirth', 'docDob'],
  ['dateOfExpiry', 'docExpiry'],
  ['dateOfIssue', 'docDateOfIssue'],
  ['documentNumber', 'docNumber'],
  ['personalNumber', 'docPersonalCode'],
  ['nationality', 'docNationality'],
] as const;

/** A tag for each difference between the token and the document. @param now simulated time, in milliseconds */
export function mismatchTagsOf(request: TokenRequest, data: DocumentData, now: number): readonly string[] {
  const tags: string[] = COMPARED.filter(([given, read]) => differ(request[given], data[read])).map(
    ([given]) => TAG_OF[given],
  );
  if (differ(request.sex, data.docSex?.charAt(0))) tags.push(TAG_OF.sex);

  const age = ageOf(data.docDob, now);
  if (typeof request.ageLimit === 'number') {
    if (age === undefined) tags.push('UNKNOWN_AGE');
    else if (age < request.ageLimit) tags.push(TAG_OF.ageLimit);
  }
  if (typeof request.ageMax === 'number' && age !== undefined && age > request.ageMax) {
    tags.push(TAG_OF.ageMax);
  }
  return tags;
}

function differ(given: string | null | undefined, read: string | null | undefined): boolean {
  if (given === undefined || given === null) return false;
  return given.toUpperCase() !== read?.toUpperCase();
}

function ageOf(dateOfBirth: string | null | undefined, now: number): number | undefined {
  const birth = new Date(dateOfBirth ?? Number.NaN);
  if (Number.isNaN(birth.getTime())) return undefined;
  const today = new Date(now);
  const hadBirthday =
    today.getUTCMonth() > birth.getUTCMonth() ||
    (today.getUTCMonth() === birth.getUTCMonth() && today.getUTCDate() >= birth.getUTCDate());
  return today.getUTCFullYear() - birth.getUTCFullYear() - (hadBirthday ? 0 : 1);
}
