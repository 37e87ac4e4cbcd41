import type { AdditionalData, AdditionalSteps } from './additional-step.js';
import type { DocumentType } from './document-type.js';
import type { DummyStatus } from './dummy-status.js';
import type { Locale } from './locale.js';
import type { RequestSex } from './sex.js';
import type { TokenBooleanField } from './token-fields.js';
import type { AnsweredTokenType, TokenType } from './token-type.js';

type Switches = { [Field in TokenBooleanField]?: boolean };

/**
 * POST /api/v2/token: asks iDenfy for a verification session (S1, OAS).
 * Switches only work for features that the account already has; otherwise iDenfy answers 400 or 403.
 * Name and birth date are compared with the document, and a difference makes the result `SUSPECTED`.
 */
export interface TokenRequest extends Switches {
  /** Who is verified: at most 100 ASCII characters; no personal data, it appears in every payload. */
  clientId: string;
  /** @default 'IDENTIFICATION' */
  tokenType?: TokenType;
  /** Echoed in callbacks; at most 40 characters. */
  externalRef?: string | null;
  firstName?: string | null;
  lastName?: string | null;
  /** YYYY-MM-DD */
  dateOfBirth?: string | null;
  /** YYYY-MM-DD */
  dateOfExpiry?: string | null;
  /** YYYY-MM-DD */
  dateOfIssue?: string | null;
  sex?: RequestSex | null;
  /** ISO 3166-1 alpha-2. */
  nationality?: string | null;
  /** At most 50 characters. */
  personalNumber?: string | null;
  /** At most 50 characters. */
  documentNumber?: string | null;
  /** At most 255 characters; not together with `additionalData`. */
  address?: string | null;
  /** ISO 3166-1 alpha-2: one country, or several to choose from. */
  country?: string | readonly string[] | null;
  /** Allowed document types; the account's setting unless given. */
  documents?: readonly DocumentType[] | null;
  /** Language of the UI; has no effect in an iframe. */
  locale?: Locale | null;
  /** Seconds an unused token lives: 1 to 2,592,000; the account's setting unless given. */
  expiryTime?: number;
  /** Seconds from opening the UI: 60 to 3,600; the account's setting unless given. */
  sessionLength?: number;
  /** HTTPS, at most 2,048 characters; not for use in an iframe. */
  successUrl?: string | null;
  /** HTTPS, at most 2,048 characters; not for use in an iframe. */
  errorUrl?: string | null;
  /** HTTPS, at most 2,048 characters; not for use in an iframe. */
  unverifiedUrl?: string | null;
  /** Callback address of this session only; must be enabled for the account. */
  callbackUrl?: string | null;
  /** Key of the questionnaire; null switches it off. */
  questionnaire?: string | null;
  /** UUID */
  riskAssessmentProfile?: string | null;
  /** UUID of the branding theme. */
  theme?: string | null;
  registryCentersCountries?: readonly string[] | null;
  /** 1 is iDenfy's tuned default. */
  faceMatchingThresholdModifier?: number;
  /** Years; a younger person is `SUSPECTED` with `UNDER_AGE`. */
  ageLimit?: number;
  /** Years; an older person is `SUSPECTED` with `OVER_AGE`. */
  ageMax?: number;
  /** Legacy; not together with `additionalSteps`. */
  utilityBill?: boolean | null;
  /** Must be enabled for the account. */
  additionalSteps?: AdditionalSteps;
  /** Needs `additionalSteps`; not together with `address`. */
  additionalData?: AdditionalData;
  /** A result without a person; DEV environment only. */
  dummyStatus?: DummyStatus;
  /** Legacy name of `clientId`. */
  personScanRef?: string;
  /** Legacy (WL). */
  videoCallQuestions?: readonly string[];
  /** Legacy (WL). */
  fraudServices?: readonly FraudService[];
  /** Legacy (WL); 0 means no second attempt. */
  maxAttemptCount?: number;
  /** Legacy (WL). @default 0.8 */
  levenshteinTextMatchRatio?: number;
  /** Legacy (WL). @default 0.7 */
  levenshteinMrzMatchRatio?: number;
  /** Legacy (WL). */
  detectionTypes?: readonly DetectionType[];
}

/** Values of the legacy `fraudServices` (WL). */
export const FRAUD_SERVICES = ['AML_NAMES_CHECK', 'LID', 'AML_NEWS'] as const;

/** A value of the legacy `fraudServices`. */
export type FraudService = (typeof FRAUD_SERVICES)[number];

/** Values of the legacy `detectionTypes` (WL). */
export const DETECTION_TYPES = ['FACE', 'EYES'] as const;

/** A value of the legacy `detectionTypes`. */
export type DetectionType = (typeof DETECTION_TYPES)[number];

/** Any field of the token request by name. */
export type TokenField = keyof TokenRequest;

/**
 * The answer of POST /api/v2/token: the request with defaults filled in, plus identifiers (OAS, WL).
 * iDenfy promises only `authToken`, `scanRef` and `tokenType`; names come back in upper case.
 */
export type TokenResponse = {
  [Field in Exclude<TokenField, 'tokenType'>]?: TokenRequest[Field] | null;
} & {
  /** Lets a browser or SDK into this one session: a credential, never to be logged. */
  authToken: string;
  /** The key of everything later. */
  scanRef: string;
  tokenType?: AnsweredTokenType;
  message?: string | null;
  /** Newer answers only: where to send the browser. */
  redirectUrl?: string | null;
  /** 8 digits, only with `generateDigitString`. */
  digitString?: string | null;
  /** Country (or `ALL`) → document types. */
  allowedDocuments?: Record<string, DocumentType[]> | null;
};
