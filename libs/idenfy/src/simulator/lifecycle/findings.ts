import { DOCUMENT_PASS, MANUAL_DOCUMENT_RESULTS } from '../../contract/document-result.js';
import { FACE_PASS, MANUAL_FACE_RESULTS } from '../../contract/face-result.js';
import type { TokenType } from '../../contract/token-type.js';
import type { Findings } from '../sessions/session.js';
import type { Verdict } from './overall.js';

/** Tags that somebody asked for; a SUSPECTED that names none gets one, since it never comes without. */
export interface Tags {
  readonly fraudTags?: readonly string[];
  readonly mismatchTags?: readonly string[];
}

/** What the automatic analysis reports for a verdict. A denial blames the picture, not the person. */
export function automaticFindings(verdict: Verdict, tokenType: TokenType, tags: Tags = {}): Findings {
  return {
    overall: verdict,
    autoFace: tokenType === 'DOCUMENT' ? 'FACE_NOT_CHECKED' : FACE_PASS,
    autoDocument: verdict === 'DENIED' ? 'DOC_NOT_FULLY_VISIBLE' : DOCUMENT_PASS,
    manualFace: null,
    manualDocument: null,
    ...tagsFor(verdict, tags),
  };
}

/** The human review that agrees with the automatic analysis, in the narrower words it has (S3). */
export function confirmedByHuman(findings: Findings): Findings {
  return {
    ...findings,
    manualFace: inWords(findings.autoFace, MANUAL_FACE_RESULTS, 'FACE_UNCERTAIN'),
    manualDocument: inWords(findings.autoDocument, MANUAL_DOCUMENT_RESULTS, 'DOC_NOT_FULLY_VISIBLE'),
  };
}

export function tagsFor(verdict: string, { fraudTags, mismatchTags }: Tags): Required<Tags> {
  const given = { fraudTags: fraudTags ?? [], mismatchTags: mismatchTags ?? [] };
  const named = given.fraudTags.length + given.mismatchTags.length > 0;
  return verdict === 'SUSPECTED' && !named ? { ...given, mismatchTags: ['NAME'] } : given;
}

function inWords(result: string | null, words: readonly string[], instead: string): string | null {
  // Nobody looked at a face that was not asked for.
  if (result === null || result === 'FACE_NOT_CHECKED') return null;
  return words.includes(result) ? result : instead;
}
