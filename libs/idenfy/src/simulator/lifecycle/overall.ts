import { DOCUMENT_PASS } from '../../contract/document-result.js';
import { FACE_PASS } from '../../contract/face-result.js';
import type { Findings } from '../sessions/session.js';

/** The three results of a verification that came to an end. */
export type Verdict = 'APPROVED' | 'DENIED' | 'SUSPECTED';

export const VERDICTS = ['APPROVED', 'DENIED', 'SUSPECTED'] as const;

/**
 * How the overall status comes out (iDenfy: /status, S3): both parts passed and no tag is APPROVED, with a tag
 * SUSPECTED, all else DENIED. The manual results, where there are any, stand above the automatic ones.
 */
export function overallOf(parts: Omit<Findings, 'overall'>): Verdict {
  const face = parts.manualFace ?? parts.autoFace;
  const document = parts.manualDocument ?? parts.autoDocument;
  // A DOCUMENT token has no selfie to check.
  const facePassed = face === FACE_PASS || face === 'FACE_NOT_CHECKED';
  if (!facePassed || document !== DOCUMENT_PASS) return 'DENIED';
  return parts.fraudTags.length + parts.mismatchTags.length > 0 ? 'SUSPECTED' : 'APPROVED';
}
