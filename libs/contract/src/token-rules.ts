import type { IdenfyIdentifier } from './identifiers.js';
import { isAdditionalData, isAdditionalSteps } from './additional-steps.js';
import { DOCUMENT_TYPES, isCountry, REQUEST_SEXES } from './documents.js';
import {
  foldedCountryCode,
  isCalendarDate,
  isHttpsUrl,
  isJsonObject,
  isStringList,
  isText,
} from './formats.js';
import { DUMMY_STATUSES } from './further-operations.js';
import { LIMITS } from './limits.js';
import { TOKEN_BOOLEAN_FIELDS, TOKEN_FIELDS, type TokenBooleanField } from './token-fields.js';
import { DETECTION_TYPES, FRAUD_SERVICES, TOKEN_TYPES, type TokenField } from './token.js';

/** A name: 1 to 100 characters, without digits and the characters that iDenfy forbids (WL). */
export const NAME_PATTERN = /^[^0-9~!@#$%^*()_+={}[\]|\\:;",<>/?]{1,100}$/u;

/** A clientId: 1 to 100 printable ASCII characters, not only blanks (S1, S2, D:API/GeneratingIdentificationToken). */
export const CLIENT_ID_PATTERN = /^(?=.*[^ ])[\x20-\x7e]{1,100}$/;

/** A UUID of any version. */
export const UUID_PATTERN = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A rule in JSON Schema, as far as JSON Schema can express it. */
export interface FieldSchema {
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';
  readonly format?: 'date' | 'uri' | 'uuid';
  readonly enum?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: FieldSchema;
  readonly additionalProperties?: true;
  readonly oneOf?: readonly FieldSchema[];
}

/** The rule of one field. */
export interface FieldRule {
  /** What is accepted; finishes the sentence "Field 'x' …". */
  readonly sentence: string;
  /** Whether null is accepted; it means that the field is not set. */
  readonly nullable?: true;
  /** Whether a value that is neither null nor undefined is accepted. */
  readonly accepts: (value: unknown) => boolean;
  readonly schema: FieldSchema;
}

const clientId: FieldRule = {
  sentence: `must be a non-empty ASCII string of at most ${LIMITS.clientIdMaxLength} characters.`,
  accepts: (value) => typeof value === 'string' && CLIENT_ID_PATTERN.test(value),
  schema: { type: 'string', minLength: 1, maxLength: LIMITS.clientIdMaxLength },
};
const url: FieldRule = {
  sentence: `must be a valid HTTPS URL of at most ${LIMITS.urlMaxLength} characters, without credentials.`,
  nullable: true,
  accepts: isHttpsUrl,
  schema: { type: 'string', format: 'uri', maxLength: LIMITS.urlMaxLength },
};
const date: FieldRule = {
  sentence: 'must be an existing date in the format YYYY-MM-DD.',
  nullable: true,
  accepts: isCalendarDate,
  schema: { type: 'string', format: 'date' },
};
const country: FieldRule = {
  sentence: 'must be a valid ISO 3166-1 alpha-2 code.',
  nullable: true,
  accepts: isCountry,
  schema: { type: 'string' },
};
const name: FieldRule = {
  sentence: `must be a name of 1 to ${LIMITS.nameMaxLength} characters without digits or special characters.`,
  nullable: true,
  accepts: (value) => isText(value, 1, LIMITS.nameMaxLength) && NAME_PATTERN.test(value),
  schema: { type: 'string', minLength: 1, maxLength: LIMITS.nameMaxLength },
};
const uuid: FieldRule = {
  sentence: 'must be a UUID.',
  nullable: true,
  accepts: (value) => typeof value === 'string' && UUID_PATTERN.test(value),
  schema: { type: 'string', format: 'uuid' },
};
const boolean: FieldRule = {
  sentence: 'must be true or false.',
  accepts: (value) => typeof value === 'boolean',
  schema: { type: 'boolean' },
};
const number: FieldRule = {
  sentence: 'must be a number.',
  accepts: Number.isFinite,
  schema: { type: 'number' },
};
const strings: FieldRule = {
  sentence: 'must be an array of strings.',
  accepts: isStringList,
  schema: { type: 'array', items: { type: 'string' } },
};

const booleans = Object.fromEntries(TOKEN_BOOLEAN_FIELDS.map((field) => [field, boolean])) as Record<
  TokenBooleanField,
  FieldRule
>;

/** The rule of every field of the token request, in the order in which iDenfy documents and checks them (S1 first). */
export const TOKEN_FIELD_RULES: Readonly<Record<TokenField, FieldRule>> = {
  clientId,
  personScanRef: clientId,
  expiryTime: integer(LIMITS.expiryTime.min, LIMITS.expiryTime.max),
  sessionLength: integer(LIMITS.sessionLength.min, LIMITS.sessionLength.max),
  tokenType: oneOf(TOKEN_TYPES),
  country: {
    ...country,
    accepts: (value) =>
      Array.isArray(value) ? value.length > 0 && value.every(isCountry) : isCountry(value),
    schema: { oneOf: [country.schema, { type: 'array', items: country.schema }] },
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
    schema: { type: 'object', additionalProperties: true },
  },
  additionalData: {
    sentence: 'must map step names to fields to strings.',
    accepts: isAdditionalData,
    schema: { type: 'object', additionalProperties: true },
  },
  dummyStatus: oneOf(DUMMY_STATUSES),
  videoCallQuestions: strings,
  fraudServices: listOf(FRAUD_SERVICES),
  maxAttemptCount: integer(0),
  levenshteinTextMatchRatio: number,
  levenshteinMrzMatchRatio: number,
  detectionTypes: listOf(DETECTION_TYPES),
};

function text(min: number, max = Infinity): FieldRule {
  const length = Number.isFinite(max) ? `${min} to ${max} characters` : `at least ${min} character`;
  return {
    sentence: `must be a string of ${length}.`,
    nullable: true,
    accepts: (value) => isText(value, min, max),
    schema: {
      type: 'string',
      ...(min > 0 && { minLength: min }),
      ...(Number.isFinite(max) && { maxLength: max }),
    },
  };
}

function integer(min = -Infinity, max = Infinity): FieldRule {
  const range = [
    ...(Number.isFinite(min) ? [` of at least ${min}`] : []),
    ...(Number.isFinite(max) ? [` and at most ${max}`] : []),
  ].join('');
  return {
    sentence: `must be an integer${range}.`,
    accepts: (value) => Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max,
    schema: {
      type: 'integer',
      ...(Number.isFinite(min) && { minimum: min }),
      ...(Number.isFinite(max) && { maximum: max }),
    },
  };
}

function oneOf(values: readonly string[]): FieldRule {
  return {
    sentence: `must be one of: ${values.join(', ')}.`,
    accepts: (value) => typeof value === 'string' && values.includes(value),
    schema: { type: 'string', enum: values },
  };
}

function listOf(values: readonly string[]): FieldRule {
  const item = oneOf(values);
  return {
    sentence: `must be an array; each item ${item.sentence}`,
    accepts: (value) => Array.isArray(value) && value.every(item.accepts),
    schema: { type: 'array', items: item.schema },
  };
}

/** Fields whose country codes iDenfy takes in lower case too (M21, D:kyc/generate-token). */
export const COUNTRY_CODE_FIELDS: readonly TokenField[] = ['country', 'nationality'];

/** The first error in a token request. */
export interface TokenProblem {
  /** Name of the field, or `body`. */
  field: TokenField | 'body';
  identifier: IdenfyIdentifier;
  /** Says what is expected; never echoes the value. */
  message: string;
}

/** How strictly a token request is read. */
export interface TokenCheckOptions {
  /** Whether to accept `country` and `nationality` in lower case, as in iDenfy's examples. @default true */
  acceptLowerCaseCountry?: boolean;
}

/**
 * Checks the body of POST /api/v2/token against every documented rule, in the documented order (S1): the body, each field,
 * combinations of fields. Returns the first error, or undefined. Ignores unknown fields, and never throws.
 *
 * It does not check what only iDenfy knows: what the account may use, which questionnaires exist, supported countries.
 */
export function checkTokenRequest(body: unknown, options: TokenCheckOptions = {}): TokenProblem | undefined {
  if (body === null || body === undefined) {
    return { field: 'body', identifier: 'MISSING_VALUE', message: 'Some of required values are missing' };
  }
  if (!isJsonObject(body)) {
    const message = `Invalid data. Expected a dictionary, but got ${pythonTypeOf(body)}.`;
    return { field: 'body', identifier: 'BAD_VALUE', message };
  }
  return checkFields(body, options) ?? checkFieldsTogether(body);
}

function checkFields(
  body: Record<string, unknown>,
  { acceptLowerCaseCountry = true }: TokenCheckOptions,
): TokenProblem | undefined {
  if (!isGiven(body['clientId']) && !isGiven(body['personScanRef'])) {
    return { field: 'clientId', identifier: 'MISSING_VALUE', message: "Field 'clientId' is required." };
  }
  for (const field of TOKEN_FIELDS) {
    const folds = acceptLowerCaseCountry && COUNTRY_CODE_FIELDS.includes(field);
    const value = folds ? foldedCountryCode(body[field]) : body[field];
    if (!isAccepted(value, TOKEN_FIELD_RULES[field])) {
      const message = `Field '${field}' ${TOKEN_FIELD_RULES[field].sentence}`;
      return { field, identifier: 'BAD_VALUE', message };
    }
  }
  return undefined;
}

/** Checks the combinations of fields that must, or must not, be used together (S1). Returns the first error, or undefined. */
export function checkFieldsTogether(body: Readonly<Record<string, unknown>>): TokenProblem | undefined {
  const has = (field: TokenField) => isGiven(body[field]) && !isEmptyObject(body[field]);
  if (has('utilityBill') && has('additionalSteps')) {
    return badCombination(
      'utilityBill',
      "Field 'utilityBill' must not be used with 'additionalSteps'; use 'additionalSteps' only.",
    );
  }
  if (has('address') && has('additionalData')) {
    return badCombination('address', "Field 'address' must not be used with 'additionalData'.");
  }
  if (has('additionalData') && !has('additionalSteps')) {
    return badCombination('additionalData', "Field 'additionalData' must be used with 'additionalSteps'.");
  }
  return undefined;
}

function badCombination(field: TokenField, message: string): TokenProblem {
  return { field, identifier: 'BAD_VALUE', message };
}

function isAccepted(value: unknown, rule: FieldRule): boolean {
  return value === undefined || (value === null ? rule.nullable === true : rule.accepts(value));
}

// An empty `additionalData` compares nothing, and an empty `additionalSteps` switches the steps of the account off.
function isEmptyObject(value: unknown): boolean {
  return isJsonObject(value) && Object.keys(value).length === 0;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

// The {type} of iDenfy's message reads like the name of a Python type.
function pythonTypeOf(body: unknown): string {
  if (typeof body === 'string') {
    return 'str';
  }
  if (typeof body === 'boolean') {
    return 'bool';
  }
  if (typeof body === 'number') {
    return Number.isInteger(body) ? 'int' : 'float';
  }
  return 'list';
}
