import type { OpenEnum } from './open-enum.js';

/** Kinds of hit of an anti-money-laundering check (OAS). */
export const AML_SUSPICION_TYPES = ['SANCTION', 'INTERPOL', 'PEPS', 'ADVERSE_MEDIA', 'OTHER'] as const;

/** A kind of hit of an anti-money-laundering check; may get new values. */
export type AmlSuspicionType = OpenEnum<(typeof AML_SUSPICION_TYPES)[number]>;

/** Legacy values of `amlResultClass`, `pepsStatus`, `sanctionsStatus` and `adverseMediaStatus` (webhook JSON schema). */
export const AML_RESULT_CLASSES = [
  'NOT_CHECKED',
  'NO_FLAGS',
  'FLAGS_FOUND',
  'TRUE_POSITIVE',
  'FALSE_POSITIVE',
] as const;

/** A legacy result of an anti-money-laundering check; may get new values. */
export type AmlResultClass = OpenEnum<(typeof AML_RESULT_CLASSES)[number]>;

/** Groups of services, in `AML`, `LID` and `CRIMINAL_CHECK` of a webhook (OAS). */
export const SERVICE_GROUP_TYPES = ['AML', 'LID', 'CRIMINAL_CHECK'] as const;

/** Whether a service raises a suspicion (OAS). */
export const SERVICE_STATUSES = ['SUSPECTED', 'NOT_SUSPECTED'] as const;

/** State of one service (OAS). */
export interface ServiceStatus {
  serviceSuspected?: boolean | null;
  serviceUsed?: boolean | null;
  serviceFound?: boolean | null;
  checkSuccessful?: boolean | null;
  overallStatus?: OpenEnum<(typeof SERVICE_STATUSES)[number]> | null;
}

/** Result of one service (OAS). `Item` is one hit; its fields depend on the service. */
export interface ServiceResult<Item = Record<string, unknown>> {
  status?: ServiceStatus | null;
  data?: Item[] | null;
  serviceName?: string | null;
  serviceGroupType?: OpenEnum<(typeof SERVICE_GROUP_TYPES)[number]> | null;
  uid?: string | null;
  errorMessage?: string | null;
}

/**
 * One hit in a list of persons or companies (OAS): services `AML_NAMES_CHECK`, `AML_OPEN_SANCTIONS` and `COMPANY_CHECK`,
 * which has no `exitDate`.
 */
export interface AmlListing {
  name?: string | null;
  surname?: string | null;
  nationality?: string | null;
  dob?: string | null;
  suspicion?: AmlSuspicionType | null;
  reason?: string | null;
  listNumber?: string | null;
  listName?: string | null;
  score?: number | null;
  pepLevel?: number | null;
  isPerson?: boolean | null;
  isActive?: boolean | null;
  lastUpdate?: string | null;
  exitDate?: string | null;
  category?: string | null;
  otherInformation?: string | null;
  linkedDocument?: string | null;
  checkDate?: string | null;
  whitelisted?: boolean | null;
}

/** Kinds of article about a person or company (OAS). */
export const AML_ARTICLE_TYPES = ['NEGATIVE'] as const;

/** One article in the news (OAS): services `AML_NEWS` and `INHOUSE_ADVERSE_MEDIA`. */
export interface AmlArticle {
  title?: string | null;
  url?: string | null;
  text?: string | null;
  /** A string here, unlike the score of a listing. */
  score?: string | null;
  publishDate?: string | null;
  type?: OpenEnum<(typeof AML_ARTICLE_TYPES)[number]> | null;
  checkDate?: string | null;
}

/** One hit of `AML`; `serviceName` of its service decides which of the two it is. */
export type AmlHit = AmlListing | AmlArticle;

/** One record of a register of lost and invalid documents (OAS). */
export interface LidRecord {
  documentNumber?: string | null;
  documentType?: string | null;
  valid?: boolean | null;
  expiryDate?: string | null;
  checkDate?: string | null;
}

/** One offence of a criminal record (OAS). */
export interface CriminalOffense {
  offense?: string | null;
  offenseClass?: string | null;
  offenseDescription?: string | null;
  offenseLevel?: string | null;
  sentenceDate?: string | null;
  courtName?: string | null;
  courtCaseNumber?: string | null;
  releaseDate?: string | null;
}

/** One criminal record (OAS). */
export interface CriminalRecord {
  offenses?: CriminalOffense[] | null;
  fullName?: string | null;
  county?: string | null;
  /** US state, or `DC`. */
  region?: string | null;
}

/** One article of the newer anti-money-laundering check (OAS, v3). */
export interface AmlCheckArticle {
  title?: string | null;
  text?: string | null;
  url?: string | null;
  /** A string in webhooks, a number in answers of the AML API. */
  score?: string | number | null;
  type?: string | null;
  publishDate?: string | null;
}

/** One profile that the newer anti-money-laundering check found (OAS, v3). */
export interface AmlCheckMatch {
  match?: string | null;
  resourceId?: string | null;
  version?: number | null;
  datasets?: string[] | null;
  name?: string | null;
  gender?: string | null;
  score?: number | null;
  addresses?: { city?: string | null; geography?: string | null }[] | null;
  datesOfBirth?: string[] | null;
  nationalities?: string[] | null;
  countries?: string[] | null;
  currentSanBodyIds?: number[] | null;
  formerSanBodyIds?: number[] | null;
  pepTier?: string | null;
  profileImage?: string | null;
}

/** Result of the newer anti-money-laundering check (OAS, v3). */
export interface AmlCheck {
  id?: string | null;
  overallStatus?: string | null;
  /** The member of staff who set the status; not described further. */
  statusSetBy?: Record<string, unknown> | null;
  statusSetAt?: string | null;
  adverseMedia?: AmlCheckArticle[] | null;
  amlCheck?: AmlCheckMatch[] | null;
}
