import type { OpenEnum } from './open-enum.js';

/**
 * Reasons for suspicion (S3 and OAS; `URJANET_FAILURE`: only the webhook's JSON schema).
 * `*_IN_BLACKLIST`: this record was put on a blacklist; `*_BLACKLISTED`: it matched one (D:callbacks/Suspicions).
 */
export const FRAUD_TAGS = [
  'FACE_SUSPECTED',
  'FACE_BLACKLISTED',
  'DOC_FACE_BLACKLISTED',
  'DOC_MOBILE_PHOTO',
  'DEV_TOOLS_OPENED',
  'DOC_PRINT_SPOOFED',
  'FAKE_PHOTO',
  'AML_SUSPECTION',
  'AML_FAILED',
  'LID_SUSPECTION',
  'LID_FAILED',
  'UTILITY_ADDRESS_CHECK_FAILURE',
  'VIRTUAL_CAMERA',
  'FACE_IN_BLACKLIST',
  'DOC_FACE_IN_BLACKLIST',
  'DUPLICATE_FACE',
  'DUPLICATE_DOC_FACE',
  'DATA_BLACKLISTED',
  'DATA_IN_BLACKLIST',
  'DUPLICATE_PERSONAL_DATA',
  'ADDRESS_UNVERIFIED',
  'PORTRAIT_SUBSTITUTION',
  'SANCTIONS_SUSPECTION',
  'SANCTIONS_FAILED',
  'CRIMINAL_SUSPECTED',
  'CRIMINAL_CHECK_FAILED',
  'RC_FAILED',
  'DL_FAILED',
  'AUTO_UNVERIFIABLE',
  'URJANET_FAILURE',
] as const;

/** A reason for suspicion; may get new values. */
export type FraudTag = OpenEnum<(typeof FRAUD_TAGS)[number]>;

/** Values of the legacy `status.suspicionReasons`: some of the fraud tags. Prefer `fraudTags`. */
export const SUSPICION_REASONS = [
  'FACE_SUSPECTED',
  'FACE_BLACKLISTED',
  'DOC_FACE_BLACKLISTED',
  'DOC_MOBILE_PHOTO',
  'DEV_TOOLS_OPENED',
  'DOC_PRINT_SPOOFED',
  'FAKE_PHOTO',
  'AML_SUSPECTION',
  'AML_FAILED',
  'LID_SUSPECTION',
  'LID_FAILED',
  'SANCTIONS_SUSPECTION',
  'SANCTIONS_FAILED',
  'CRIMINAL_SUSPECTED',
  'CRIMINAL_CHECK_FAILED',
  'RC_FAILED',
  'DL_FAILED',
  'AUTO_UNVERIFIABLE',
] as const satisfies readonly (typeof FRAUD_TAGS)[number][];

/** A value of the legacy `status.suspicionReasons`; may get new values. */
export type SuspicionReason = OpenEnum<(typeof SUSPICION_REASONS)[number]>;

/** Differences between the document and the token request (S3, OAS; `GDC_NOT_MATCH`: an older edition). */
export const MISMATCH_TAGS = [
  'NAME',
  'SURNAME',
  'DOCUMENT_NUMBER',
  'PERSONAL_CODE',
  'EXPIRY_DATE',
  'DATE_OF_BIRTH',
  'DATE_OF_ISSUE',
  'FULL_NAME',
  'UNDER_AGE',
  'UNKNOWN_AGE',
  'SEX',
  'NATIONALITY',
  'INVALID_ADDITIONAL_STEP',
  'ADDITIONAL_STEP_NOT_FOUND',
  'DOC_INFO_MISMATCH',
  'ADDITIONAL_STEP_INFORMATION_MISMATCH',
  'EXPIRED_ADDITIONAL_STEP_INFORMATION',
  'OVER_AGE',
  'UTILITY_ADDRESS',
  'UTILITY_NAME',
  'EXPIRED_UTILITY_BILL',
  'REGISTRY_CENTER_INFO_MISMATCH',
  'DRIVER_LICENSE_INFO_MISMATCH',
  'NOT_SUPPORTED_POA_DOCUMENT_TYPE',
  'NOT_SUPPORTED_POA_DOCUMENT_COUNTRY',
  'POA_COUNTRIES_MISMATCH',
  'POA_SCREENSHOT_DETECTED',
  'GDC_NOT_MATCH',
] as const;

/** A difference between the document and the token request; may get new values. */
export type MismatchTag = OpenEnum<(typeof MISMATCH_TAGS)[number]>;

/** Field of the token request → the tag for a document that differs from it (M21 vocabulary, OAS). */
export const REQUEST_FIELD_MISMATCH_TAG = {
  firstName: 'NAME',
  lastName: 'SURNAME',
  dateOfBirth: 'DATE_OF_BIRTH',
  dateOfExpiry: 'EXPIRY_DATE',
  dateOfIssue: 'DATE_OF_ISSUE',
  documentNumber: 'DOCUMENT_NUMBER',
  personalNumber: 'PERSONAL_CODE',
  nationality: 'NATIONALITY',
  sex: 'SEX',
  ageLimit: 'UNDER_AGE',
  ageMax: 'OVER_AGE',
} as const satisfies Record<string, (typeof MISMATCH_TAGS)[number]>;

/** Risk levels of the IP address (S3), of the risk assessment and of the bank (OAS). */
export const RISK_LEVELS = ['VERY_LOW', 'LOW', 'MEDIUM', 'HIGH', 'VERY_HIGH', 'NOT_CHECKED'] as const;

/** A risk level; may get new values. */
export type RiskLevel = OpenEnum<(typeof RISK_LEVELS)[number]>;
