import type { OpenEnum } from './open-enum.js';
import type { RiskLevel } from './tags.js';

/** Whether an address was confirmed (OAS). */
export const ADDRESS_STATUSES = ['VERIFIED', 'PARTIALLY_VERIFIED', 'UNVERIFIED'] as const;

/** Quality of an address (OAS). */
export const ADDRESS_QUALITIES = ['EXCELLENT', 'GOOD', 'AVERAGE', 'POOR', 'BAD'] as const;

/** Result of the address check (OAS). */
export interface AddressVerification {
  address?: string | null;
  country?: string | null;
  status?: OpenEnum<(typeof ADDRESS_STATUSES)[number]> | null;
  accuracy?: number | null;
  quality?: OpenEnum<(typeof ADDRESS_QUALITIES)[number]> | null;
}

/** Ages estimated from the selfie, in years (S3; those with 8, 16 and 21: OAS). */
export const AGE_ESTIMATES = [
  'UNDER_8',
  'OVER_8',
  'UNDER_13',
  'OVER_13',
  'OVER_16',
  'OVER_18',
  'OVER_21',
  'OVER_22',
  'OVER_25',
  'OVER_30',
] as const;

/** An age estimated from the selfie; may get new values. */
export type AgeEstimate = OpenEnum<(typeof AGE_ESTIMATES)[number]>;

/** Result of the risk assessment (OAS). */
export interface RiskAssessment {
  /** 0 to 100. */
  riskScore?: number | null;
  riskLevel?: RiskLevel | null;
}

/** Result of the e-mail check (OAS). */
export interface EmailVerification {
  /** At most 254 characters. */
  email?: string | null;
  emailVerified?: boolean | null;
}

/** Result of the phone check (OAS). */
export interface PhoneVerification {
  /** E.164. */
  phone?: string | null;
  phoneVerified?: boolean | null;
}

/** Result of the check of a driver's licence with the register of its US state (OAS). */
export interface DriverLicenseCheck {
  name?: string | null;
  surname?: string | null;
  /** YYYY-MM-DD */
  dateOfBirth?: string | null;
  /** Two letters. */
  state?: string | null;
  /** One letter. */
  gender?: string | null;
  documentNumber?: string | null;
  /** YYYY-MM-DD */
  dateOfIssue?: string | null;
  /** YYYY-MM-DD */
  dateOfExpiry?: string | null;
  nameMatch?: boolean | null;
  surnameMatch?: boolean | null;
  dateOfBirthMatch?: boolean | null;
  dateOfIssueMatch?: boolean | null;
  dateOfExpiryMatch?: boolean | null;
  documentNumberMatch?: boolean | null;
  genderMatch?: boolean | null;
}
