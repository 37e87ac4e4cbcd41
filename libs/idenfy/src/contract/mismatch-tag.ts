import type { OpenEnum } from './open-enum.js';

/** Where the document differs from what was given (S3, then OAS, then `GDC_NOT_MATCH` from an older edition). */
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

/** Which given value the document does not confirm. */
export type MismatchTag = OpenEnum<(typeof MISMATCH_TAGS)[number]>;

/** The tag that a differing value of each field of the token request leads to (M21 vocabulary, OAS). */
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
