import type { OpenEnum } from './open-enum.js';

/**
 * Reasons for suspicion (S3 and OAS; `URJANET_FAILURE` from the webhook's JSON schema only).
 * `*_IN_BLACKLIST`: this record was put on a list; `*_BLACKLISTED`: it matched one (D:callbacks/Suspicions).
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

/** Why iDenfy suspects fraud. */
export type FraudTag = OpenEnum<(typeof FRAUD_TAGS)[number]>;

/** Legacy `status.suspicionReasons`: a part of the fraud tags under the same names; read `fraudTags` first. */
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

/** A legacy reason for suspicion. */
export type SuspicionReason = OpenEnum<(typeof SUSPICION_REASONS)[number]>;
