import type { AdditionalData, AdditionalSteps } from './additional-steps.js';
import type { DocumentType, RequestSex } from './documents.js';
import type { DummyStatus } from './further-operations.js';
import type { Locale } from './locales.js';
import type { OpenEnum } from './open-enum.js';
import type { TokenBooleanField } from './token-fields.js';

/** What the person must provide: document and face, or the document only (OAS). Older accounts also have `VIDEO_CALL*`. */
export const TOKEN_TYPES = ['IDENTIFICATION', 'DOCUMENT'] as const;

/** What the person must provide: document and face, or the document only. */
export type TokenType = (typeof TOKEN_TYPES)[number];

/** A token type in an answer; older accounts have further values. */
export type AnsweredTokenType = OpenEnum<TokenType>;

type Switches = { [Field in TokenBooleanField]?: boolean };

/**
 * Body of POST /api/v2/token, which creates a verification session (S1, OAS).
 * The boolean fields work only for features that the account has; otherwise iDenfy answers 400 or 403.
 * Name and date of birth are compared with the document; a difference makes the result `SUSPECTED`.
 */
export interface TokenRequest extends Switches {
  /** Your id of the person: 1 to 100 ASCII characters. It is in every webhook, so it must not be personal data. */
  clientId: string;
  /** @default 'IDENTIFICATION' */
  tokenType?: TokenType;
  /** Comes back in webhooks; at most 40 characters. */
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
  /** Allowed issuing countries, ISO 3166-1 alpha-2. */
  country?: string | readonly string[] | null;
  /** Allowed document types. @default the account's setting */
  documents?: readonly DocumentType[] | null;
  /** Language of the UI, at most 7 characters; no effect in an iframe. */
  locale?: Locale | null;
  /** Seconds an unused token is valid, 1 to 2,592,000. @default the account's setting */
  expiryTime?: number;
  /** Seconds from opening the UI, 60 to 3,600. @default the account's setting */
  sessionLength?: number;
  /** HTTPS, at most 2,048 characters; not for use in an iframe. */
  successUrl?: string | null;
  /** HTTPS, at most 2,048 characters; not for use in an iframe. */
  errorUrl?: string | null;
  /** HTTPS, at most 2,048 characters; not for use in an iframe. */
  unverifiedUrl?: string | null;
  /** Webhook URL of this session only: HTTPS, at most 2,048 characters; must be enabled for the account. */
  callbackUrl?: string | null;
  /** Key of the questionnaire; null for none. */
  questionnaire?: string | null;
  /** UUID */
  riskAssessmentProfile?: string | null;
  /** UUID of the branding theme. */
  theme?: string | null;
  registryCentersCountries?: readonly string[] | null;
  /** Modifies the threshold of the face comparison; 1 is the value that iDenfy tuned (WL). */
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
  /** A result that needs no person; DEV environment only. */
  dummyStatus?: DummyStatus;
  /** Legacy name of `clientId`. */
  personScanRef?: string;
  /** Legacy (WL). */
  videoCallQuestions?: readonly string[];
  /** Legacy (WL). */
  fraudServices?: readonly FraudService[];
  /** Legacy (WL); 0 for no second attempt. */
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

/** Name of a field of the token request. */
export type TokenField = keyof TokenRequest;

/**
 * Answer of POST /api/v2/token: the request with defaults filled in and names in upper case, plus identifiers (OAS, WL).
 * Only `authToken`, `scanRef` and `tokenType` are documented as always present.
 */
export type TokenResponse = {
  [Field in Exclude<TokenField, 'tokenType'>]?: TokenRequest[Field] | null;
} & {
  /** Credential of a browser or SDK for this session; do not log it. */
  authToken: string;
  /** Identifies the verification in every later call and webhook. */
  scanRef: string;
  tokenType?: AnsweredTokenType;
  message?: string | null;
  /** Where to send the browser; only in newer answers. */
  redirectUrl?: string | null;
  /** 8 digits; only with `generateDigitString`. */
  digitString?: string | null;
  /** Country (or `ALL`) → document types. */
  allowedDocuments?: Record<string, DocumentType[]> | null;
};
