import type { OpenEnum } from './open-enum.js';

/** The only result with which a document passes (S3). */
export const DOCUMENT_PASS = 'DOC_VALIDATED';

/** Results of the document analysis, automatic and manual (OAS; S3 lists some of them for `autoDocument`). */
export const DOCUMENT_RESULTS = [
  DOCUMENT_PASS,
  'DOC_INFO_MISMATCH',
  'DOC_NOT_FOUND',
  'DOC_NOT_FULLY_VISIBLE',
  'DOC_FACE_NOT_FOUND',
  'DOC_TOO_BLURRY',
  'DOC_GLARED',
  'DOC_FACE_GLARED',
  'MRZ_NOT_FOUND',
  'MRZ_OCR_READING_ERROR',
  'BARCODE_NOT_FOUND',
  'DOC_EXPIRED',
  'DOC_NOT_SUPPORTED',
  'COUNTRY_NOT_SUPPORTED',
  'COUNTRY_MISMATCH',
  'DOC_TYPE_MISMATCH',
  'DOC_SUBTYPE_MISMATCH',
  'DOC_SIDE_MISMATCH',
  'DOC_DAMAGED',
  'DOC_FAKE',
  'DOC_PERSONAL_CODE_INVALID',
  'DOC_NOT_ALLOWED',
  'DOC_NAME_ERROR',
  'DOC_SURNAME_ERROR',
  'DOC_EXPIRY_ERROR',
  'DOC_DOB_ERROR',
  'DOC_PERSONAL_NUMBER_ERROR',
  'DOC_NUMBER_ERROR',
  'DOC_DATE_OF_ISSUE_ERROR',
  'DOC_SEX_ERROR',
  'DOC_NATIONALITY_ERROR',
  'DOC_NOT_ANALYSED',
  'DOC_ERROR',
  'AUTO_UNVERIFIABLE',
  'DOC_SPOOF_DETECTED',
  'MRZ_INVALID',
  'EID_FAILED',
  'NFC_INIT_FAILED',
  'NFC_FAILED',
  'NFC_TIMEOUT',
] as const;

/** Document results of a human review (S3, `manualDocument`). */
export const MANUAL_DOCUMENT_RESULTS = [
  DOCUMENT_PASS,
  'DOC_NOT_FULLY_VISIBLE',
  'DOC_NOT_SUPPORTED',
  'DOC_EXPIRED',
  'DOC_DAMAGED',
  'DOC_FAKE',
  'DOC_PERSONAL_CODE_INVALID',
  'MRZ_INVALID',
] as const;

/** Result of the document analysis; only `DOC_VALIDATED` is a pass. May get new values. */
export type DocumentResult = OpenEnum<(typeof DOCUMENT_RESULTS)[number]>;

/** The only result with which a face passes (S3). */
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

/** Face results of a human review (S3, `manualFace`). */
export const MANUAL_FACE_RESULTS = [
  FACE_PASS,
  'FACE_MISMATCH',
  'NO_FACE_FOUND',
  'TOO_MANY_FACES',
  'FACE_UNCERTAIN',
  'FAKE_FACE',
] as const;

/** Result of the face analysis; only `FACE_MATCH` is a pass. May get new values. */
export type FaceResult = OpenEnum<(typeof FACE_RESULTS)[number]>;
