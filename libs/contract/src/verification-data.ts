import type { AdditionalDataResult } from './additional-steps.js';
import type { AddressVerification, AgeEstimate } from './checks.js';
import type { DocumentSex, DocumentType } from './documents.js';
import type { OpenEnum } from './open-enum.js';
import type { RiskLevel } from './tags.js';

/** Devices on which a person completed the verification (OAS). */
export const PLATFORMS = ['PC', 'MOBILE', 'TABLET', 'MOBILE_APP', 'MOBILE_SDK', 'OTHER'] as const;

/** Device on which the person completed the verification; may get new values. */
export type Platform = OpenEnum<(typeof PLATFORMS)[number]>;

/**
 * Data that iDenfy extracted from the document (S3, OAS). A field that the document does not have, or that is unreadable,
 * is null or absent. iDenfy's pages disagree on the lengths, so none is enforced.
 */
export interface DocumentData {
  docFirstName?: string | null;
  docLastName?: string | null;
  docNumber?: string | null;
  docPersonalCode?: string | null;
  /** YYYY-MM-DD */
  docExpiry?: string | null;
  /** YYYY-MM-DD */
  docDob?: string | null;
  /** YYYY-MM-DD */
  docDateOfIssue?: string | null;
  docType?: DocumentType | null;
  docSex?: DocumentSex | null;
  /** ISO 3166-1 alpha-2. */
  docNationality?: string | null;
  /** ISO 3166-1 alpha-2. */
  docIssuingCountry?: string | null;
  docTemporaryAddress?: string | null;
  docBirthName?: string | null;
  docPatronymic?: string | null;
  birthPlace?: string | null;
  authority?: string | null;
  address?: string | null;
  mothersMaidenName?: string | null;
  driverLicenseCategory?: string | null;
  /** Whether a human changed the data after the automatic process. */
  manuallyDataChanged?: boolean | null;
  fullName?: string | null;
  /** ISO 3166-1 alpha-2, as chosen in the UI. */
  selectedCountry?: string | null;
  /** In the document's own language, as are all `org…` fields. */
  orgFirstName?: string | null;
  orgLastName?: string | null;
  orgNationality?: string | null;
  orgBirthPlace?: string | null;
  orgAuthority?: string | null;
  orgAddress?: string | null;
  orgTemporaryAddress?: string | null;
  orgMothersMaidenName?: string | null;
  orgBirthName?: string | null;
  orgPatronymic?: string | null;
  /** From the selfie, when liveness is on. */
  ageEstimate?: AgeEstimate | null;
  /** Null unless enabled and finally `APPROVED`. */
  clientIpProxyRiskLevel?: RiskLevel | null;
  /** scanRefs of other verifications with the face of this selfie; null when there are none. */
  duplicateFaces?: string[] | null;
  /** scanRefs of other verifications with the face of this document; null when there are none. */
  duplicateDocFaces?: string[] | null;
  additionalData?: AdditionalDataResult | null;
}

/** Answer of POST /api/v2/data (S3): flat, and without the result. */
export interface VerificationData extends DocumentData {
  addressVerification?: AddressVerification | null;
  scanRef?: string | null;
  clientId?: string | null;
}
