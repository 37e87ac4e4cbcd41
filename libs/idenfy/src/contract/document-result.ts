import type { OpenEnum } from './open-enum.js';

/** The one value that means that the document passed (S3). */
export const DOCUMENT_PASS = 'DOC_VALIDATED';

/** Results of the document analysis, automatic and manual (OAS; S3 lists a part of them for `autoDocument`). */
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

/** The narrower list of a human review (S3, `manualDocument`). */
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

/** What the analysis found about the document; only `DOC_VALIDATED` is a pass. */
export type DocumentResult = OpenEnum<(typeof DOCUMENT_RESULTS)[number]>;
