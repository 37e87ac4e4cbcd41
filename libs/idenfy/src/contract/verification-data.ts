import type { AdditionalDataResult } from './additional-step.js';
import type { AddressVerification } from './address-verification.js';
import type { AgeEstimate } from './age-estimate.js';
import type { DocumentType } from './document-type.js';
import type { RiskLevel } from './risk-level.js';
import type { DocumentSex } from './sex.js';

/**
 * What iDenfy read from the document (S3, OAS). Every field may be null or absent: not on the document, or unreadable.
 * Lengths differ between iDenfy's own pages, so none is enforced when reading.
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
  /** `org…`: in the document's own language. */
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
  /** scanRefs of others with this selfie's face; null when there are none. */
  duplicateFaces?: string[] | null;
  /** scanRefs of others with this document's face; null when there are none. */
  duplicateDocFaces?: string[] | null;
  additionalData?: AdditionalDataResult | null;
}

/** The answer of POST /api/v2/data: flat, and without the decision (S3). */
export interface VerificationData extends DocumentData {
  addressVerification?: AddressVerification | null;
  scanRef?: string | null;
  clientId?: string | null;
}
