import type { OpenEnum } from './open-enum.js';

/** The one value that means that the face passed (S3). */
export const FACE_PASS = 'FACE_MATCH';

/** Results of the face analysis, automatic and manual (OAS). */
export const FACE_RESULTS = [
  FACE_PASS,
  'FACE_NOT_CHECKED',
  'FACE_MISMATCH',
  'NO_FACE_FOUND',
  'TOO_MANY_FACES',
  'FACE_TOO_BLURRY',
  'FACE_GLARED',
  'FACE_UNCERTAIN',
  'FACE_NOT_ANALYSED',
  'FACE_ERROR',
  'AUTO_UNVERIFIABLE',
  'FAKE_FACE',
] as const;

/** The narrower list of a human review (S3, `manualFace`). */
export const MANUAL_FACE_RESULTS = [
  FACE_PASS,
  'FACE_MISMATCH',
  'NO_FACE_FOUND',
  'TOO_MANY_FACES',
  'FACE_UNCERTAIN',
  'FAKE_FACE',
] as const;

/** What the analysis found about the face; only `FACE_MATCH` is a pass. */
export type FaceResult = OpenEnum<(typeof FACE_RESULTS)[number]>;
