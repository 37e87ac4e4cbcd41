import { isJsonObject } from './additional-step-rules.js';
import type { IdenfyIdentifier } from './error-catalogue.js';
import { TOKEN_FIELD_RULES, type TokenFieldRule } from './token-field-rules.js';
import { TOKEN_FIELDS } from './token-fields.js';
import type { TokenField } from './token.js';

/** The first thing that is wrong with a token request. */
export interface TokenProblem {
  /** Name of the field, or `body`. */
  field: TokenField | 'body';
  identifier: IdenfyIdentifier;
  /** Says what is expected; never echoes the value. */
  message: string;
}

/** How strictly a token request is read. */
export interface TokenCheckOptions {
  /** Whether `country` may be in lower case, as in iDenfy's older examples (M21). @default true */
  acceptLowerCaseCountry?: boolean;
}

/**
 * Checks a body for POST /api/v2/token against every documented rule, in the documented order (S1): the body, the fields,
 * the fields together. Unknown fields are ignored. Never throws, whatever the body is.
 *
 * Not checked: what only iDenfy can know (what the account may use, which questionnaires exist, supported countries).
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
    const value = field === 'country' && acceptLowerCaseCountry ? upperCased(body[field]) : body[field];
    if (!isAccepted(value, TOKEN_FIELD_RULES[field])) {
      const message = `Field '${field}' ${TOKEN_FIELD_RULES[field].sentence}`;
      return { field, identifier: 'BAD_VALUE', message };
    }
  }
  return undefined;
}

/** What is wrong between fields that are fine one by one: those that must, or must not, be used together (S1). */
export function checkFieldsTogether(body: Readonly<Record<string, unknown>>): TokenProblem | undefined {
  const has = (field: TokenField) => isGiven(body[field]);
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

function isAccepted(value: unknown, rule: TokenFieldRule): boolean {
  return value === undefined || (value === null ? rule.nullable === true : rule.accepts(value));
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function upperCased(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(upperCased);
  }
  // Two plain letters only: 'ß' would become 'SS', which is a country.
  return typeof value === 'string' && /^[a-z]{2}$/i.test(value) ? value.toUpperCase() : value;
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
