import type { OpenEnum } from './open-enum.js';

/** Document types that direct processing takes (S4). */
export const DIRECT_PROCESSING_DOCUMENT_TYPES = [
  'ID_CARD',
  'PASSPORT',
  'DRIVER_LICENSE',
  'RESIDENCE_PERMIT',
] as const;

/** A document type that direct processing takes. */
export type DirectProcessingDocumentType = (typeof DIRECT_PROCESSING_DOCUMENT_TYPES)[number];

/** Every document type: S3's `docType`, OAS's additions, and `INTERNATIONAL_PASSPORT` of an older edition. */
export const DOCUMENT_TYPES = [
  ...DIRECT_PROCESSING_DOCUMENT_TYPES,
  'PAN_CARD',
  'AADHAAR',
  'VISA',
  'NATIONAL_PASSPORT',
  'PROVISIONAL_DRIVER_LICENSE',
  'OLD_ID_CARD',
  'MILITARY_CARD',
  'BANK_ID_SE',
  'ADDRESS_CARD',
  'SMART_ID',
  'CLEAR',
  'ONE_ID',
  'BANK_ID_NO',
  'BANK_ID_CZ',
  'FTN',
  'MIT_ID',
  'VERIMI',
  'LA_WALLET',
  'SAMSUNG_WALLET',
  'MOJE_ID_CZ',
  'YOTI_ID',
  'OTHER',
  'BORDER_CROSSING',
  'ASYLUM',
  'PHOTO_CARD',
  'PROOF_OF_AGE_CARD',
  'TRAVEL_CARD',
  'SOCIAL_SECURITY_CARD',
  'VOTER_CARD',
  'DIPLOMATIC_ID',
  'WORK_PERMIT',
  'INTERNATIONAL_PASSPORT',
] as const;

/** The kind of a document. */
export type DocumentType = OpenEnum<(typeof DOCUMENT_TYPES)[number]>;
