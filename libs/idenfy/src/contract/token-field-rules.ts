import { isAdditionalData, isAdditionalSteps, isStringList } from './additional-step-rules.js';
import { isCalendarDate } from './calendar-date.js';
import { isCountry } from './country.js';
import { DOCUMENT_TYPES } from './document-type.js';
import { DUMMY_STATUSES } from './dummy-status.js';
import { isHttpsUrl } from './https-url.js';
import { LIMITS } from './limits.js';
import { REQUEST_SEXES } from './sex.js';
import { isText } from './text.js';
import { TOKEN_BOOLEAN_FIELDS, type TokenBooleanField } from './token-fields.js';
import { TOKEN_TYPES } from './token-type.js';
import { DETECTION_TYPES, FRAUD_SERVICES, type TokenField } from './token.js';

/** A name: 1 to 100 characters, no digit, and none of the characters that iDenfy forbids (WL). */
export const NAME_PATTERN = /^[^0-9~!@#$%^*()_+={}[\]|\\:;",<>/?]{1,100}$/u;

/** A clientId: 1 to 100 printable ASCII characters, not all of them blank (S1, S2, D:API/GeneratingIdentificationToken). */
export const CLIENT_ID_PATTERN = /^(?=.*[^ ])[\x20-\x7e]{1,100}$/;

/** A UUID of any version. */
export const UUID_PATTERN = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What one field must be. */
export interface TokenFieldRule {
  /** Finishes "Field 'x' …". */
  readonly sentence: string;
  readonly nullable?: true;
  /** Whether a value that is neither null nor undefined is accepted. */
  readonly accepts: (value: unknown) => boolean;
}

const clientId: TokenFieldRule = {
  sentence: `must be a non-empty ASCII string of at most ${LIMITS.clientIdMaxLength} characters.`,
  accepts: (value) => typeof value === 'string' && CLIENT_ID_PATTERN.test(value),
};
const url: TokenFieldRule = {
  sentence: `must be a valid HTTPS URL of at most ${LIMITS.urlMaxLength} characters, without credentials.`,
  nullable: true,
  accepts: isHttpsUrl,
};
const date: TokenFieldRule = {
  sentence: 'must be an existing date in the format YYYY-MM-DD.',
  nullable: true,
  accepts: isCalendarDate,
};
const country: TokenFieldRule = {
  sentence: 'must be a valid ISO 3166-1 alpha-2 code.',
  nullable: true,
  accepts: isCountry,
};
const name: TokenFieldRule = {
  sentence: `must be a name of 1 to ${LIMITS.nameMaxLength} characters without digits or special characters.`,
  nullable: true,
  accepts: (value) => isText(value, 1, LIMITS.nameMaxLength) && NAME_PATTERN.test(value),
};
const uuid: TokenFieldRule = {
  sentence: 'must be a UUID.',
  nullable: true,
  accepts: (value) => typeof value === 'string' && UUID_PATTERN.test(value),
};
const boolean: TokenFieldRule = {
  sentence: 'must be true or false.',
  accepts: (value) => typeof value === 'boolean',
};
const number: TokenFieldRule = { sentence: 'must be a number.', accepts: Number.isFinite };
const strings: TokenFieldRule = { sentence: 'must be an array of strings.', accepts: isStringList };

const booleans = Object.fromEntries(TOKEN_BOOLEAN_FIELDS.map((field) => [field, boolean])) as Record<
  TokenBooleanField,
  TokenFieldRule
>;

/** The rule of every field of the token request, in the order in which iDenfy documents them: S1's, then the rest. */
export const TOKEN_FIELD_RULES: Readonly<Record<TokenField, TokenFieldRule>> = {
  clientId,
  personScanRef: clientId,
  expiryTime: integer(LIMITS.expiryTime.min, LIMITS.expiryTime.max),
  sessionLength: integer(LIMITS.sessionLength.min, LIMITS.sessionLength.max),
  tokenType: oneOf(TOKEN_TYPES),
  country: {
    ...country,
    accepts: (value) =>
      Array.isArray(value) ? value.length > 0 && value.every(isCountry) : isCountry(value),
  },
  documents: {
    ...listOf(DOCUMENT_TYPES),
    sentence: 'must be an array of valid document types.',
    nullable: true,
  },
  successUrl: url,
  errorUrl: url,
  callbackUrl: url,
  unverifiedUrl: url,
  dateOfBirth: date,
  dateOfExpiry: date,
  dateOfIssue: date,
  nationality: country,
  externalRef: text(0, LIMITS.externalRefMaxLength),
  firstName: name,
  lastName: name,
  sex: { ...oneOf(REQUEST_SEXES), nullable: true },
  personalNumber: text(1, LIMITS.personalNumberMaxLength),
  documentNumber: text(1, LIMITS.personalNumberMaxLength),
  address: text(0, LIMITS.addressMaxLength),
  locale: text(0, LIMITS.localeMaxLength),
  questionnaire: text(1),
  riskAssessmentProfile: uuid,
  theme: uuid,
  registryCentersCountries: { ...strings, nullable: true },
  ...booleans,
  faceMatchingThresholdModifier: number,
  ageLimit: integer(),
  ageMax: integer(),
  utilityBill: { ...boolean, nullable: true },
  additionalSteps: {
    sentence: 'must map countries to document types to steps with a type.',
    accepts: isAdditionalSteps,
  },
  additionalData: { sentence: 'must map step names to fields to strings.', accepts: isAdditionalData },
  dummyStatus: oneOf(DUMMY_STATUSES),
  videoCallQuestions: strings,
  fraudServices: listOf(FRAUD_SERVICES),
  maxAttemptCount: integer(0),
  levenshteinTextMatchRatio: number,
  levenshteinMrzMatchRatio: number,
  detectionTypes: listOf(DETECTION_TYPES),
};

function text(min: number, max = Infinity): TokenFieldRule {
  const length = Number.isFinite(max) ? `${min} to ${max} characters` : `at least ${min} character`;
  return {
    sentence: `must be a string of ${length}.`,
    nullable: true,
    accepts: (value) => isText(value, min, max),
  };
}

function integer(min = -Infinity, max = Infinity): TokenFieldRule {
  const range = [
    ...(Number.isFinite(min) ? [` of at least ${min}`] : []),
    ...(Number.isFinite(max) ? [` and at most ${max}`] : []),
  ].join('');
  return {
    sentence: `must be an integer${range}.`,
    accepts: (value) => Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max,
  };
}

function oneOf(values: readonly string[]): TokenFieldRule {
  return {
    sentence: `must be one of: ${values.join(', ')}.`,
    accepts: (value) => typeof value === 'string' && values.includes(value),
  };
}

function listOf(values: readonly string[]): TokenFieldRule {
  const item = oneOf(values);
  return {
    sentence: `must be an array; each item ${item.sentence}`,
    accepts: (value) => Array.isArray(value) && value.every(item.accepts),
  };
}
