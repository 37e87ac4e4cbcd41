import { describe, expect, it } from 'vitest';
import { COUNTRIES } from './documents.js';
import { checkTokenRequest, TOKEN_FIELD_RULES } from './token-rules.js';
import { TOKEN_BOOLEAN_FIELDS, TOKEN_FIELDS, TOKEN_URL_FIELDS } from './token-fields.js';

const steps = { ALL: { ALL: { UTILITY_BILL: { type: 'COMPARE', fields: ['address'] } } } };
const https = (length: number) => 'https://example.com/'.padEnd(length, 'a');

const NULLABLE = [
  'externalRef',
  'firstName',
  'lastName',
  'dateOfBirth',
  'dateOfExpiry',
  'dateOfIssue',
  'sex',
  'nationality',
  'personalNumber',
  'documentNumber',
  'address',
  'country',
  'documents',
  'locale',
  ...TOKEN_URL_FIELDS,
  'questionnaire',
  'riskAssessmentProfile',
  'theme',
  'registryCentersCountries',
  'utilityBill',
];

describe('checkTokenRequest', () => {
  it.each<[string, unknown]>([
    ['only a clientId', { clientId: 'user-1' }],
    ['the legacy name of clientId', { personScanRef: 'user-1' }],
    ['a clientId of 100 characters', { clientId: 'a'.repeat(100) }],
    ['the limits of the times', { clientId: 'u', expiryTime: 1, sessionLength: 60 }],
    ['the other limits of the times', { clientId: 'u', expiryTime: 2_592_000, sessionLength: 3600 }],
    ['Kosovo, which ISO does not list', { clientId: 'u', country: 'XK' }],
    ['a country in lower case', { clientId: 'u', country: 'lt' }],
    ['several countries', { clientId: 'u', country: ['LT', 'LV'] }],
    ['a URL of 2,048 characters', { clientId: 'u', successUrl: https(2048) }],
    ['the 29th of February of a leap year', { clientId: 'u', dateOfBirth: '2000-02-29' }],
    [
      'a name with letters of any script',
      { clientId: 'u', firstName: 'Žygimantas Jr.', lastName: "O'Neill-Łoś" },
    ],
    ['a name of 100 letters outside the basic plane', { clientId: 'u', firstName: '𠮷'.repeat(100) }],
    [
      'data for a step',
      { clientId: 'u', additionalSteps: steps, additionalData: { UTILITY_BILL: { address: 'x' } } },
    ],
    ['no steps at all', { clientId: 'u', additionalSteps: {} }],
    ['steps as a bare list', { clientId: 'u', additionalSteps: { LT: { PASSPORT: ['POA2'] } } }],
    [
      'an address beside an absent additionalData',
      { clientId: 'u', address: 'x', additionalData: undefined },
    ],
    ['an unknown field', { clientId: 'u', utilityBillMinCount: 2 }],
    [
      'null wherever iDenfy allows it',
      { clientId: 'u', ...Object.fromEntries(NULLABLE.map((field) => [field, null])) },
    ],
  ])('accepts %s', (_, body) => {
    expect(checkTokenRequest(body)).toBeUndefined();
  });

  it.each<[string, string, Record<string, unknown>]>([
    ['a blank clientId', 'clientId', { clientId: '   ' }],
    ['an empty clientId', 'clientId', { clientId: '' }],
    ['a clientId of 101 characters', 'clientId', { clientId: 'a'.repeat(101) }],
    ['a clientId that is not ASCII', 'clientId', { clientId: 'žmogus' }],
    ['a clientId with a control character', 'clientId', { clientId: 'a\0' }],
    ['a clientId ending in a line break', 'clientId', { clientId: 'a\n' }],
    ['a clientId that is a number', 'clientId', { clientId: 7 }],
    ['an unknown country', 'country', { country: 'XX' }],
    ['an unknown country among known ones', 'country', { country: ['LT', 'XX'] }],
    ['no country in a list of countries', 'country', { country: [] }],
    ['a letter that grows into a country', 'country', { country: 'ß' }],
    ['a nationality of three letters', 'nationality', { nationality: 'ltu' }],
    ['an http URL', 'callbackUrl', { callbackUrl: 'http://example.com/' }],
    ['a URL of 2,049 characters', 'errorUrl', { errorUrl: https(2049) }],
    ['a URL with a space', 'successUrl', { successUrl: 'https://example.com/a b' }],
    ['a URL with a password', 'successUrl', { successUrl: 'https://ada:secret@example.com/' }],
    ['a webhook URL with a user name', 'callbackUrl', { callbackUrl: 'https://ada@example.com/' }],
    ['a URL without a host', 'unverifiedUrl', { unverifiedUrl: 'https://' }],
    ['a relative URL', 'successUrl', { successUrl: '/done' }],
    ['an expiryTime of 0', 'expiryTime', { expiryTime: 0 }],
    ['an expiryTime of 2,592,001', 'expiryTime', { expiryTime: 2_592_001 }],
    ['an expiryTime with a fraction', 'expiryTime', { expiryTime: 60.5 }],
    ['an expiryTime in quotes', 'expiryTime', { expiryTime: '3600' }],
    ['a sessionLength of 59', 'sessionLength', { sessionLength: 59 }],
    ['a sessionLength of 3,601', 'sessionLength', { sessionLength: 3601 }],
    ['an unknown tokenType', 'tokenType', { tokenType: 'VIDEO' }],
    ['the 30th of February', 'dateOfBirth', { dateOfBirth: '1990-02-30' }],
    ['the 29th of February of a common year', 'dateOfIssue', { dateOfIssue: '1900-02-29' }],
    ['a month 13', 'dateOfExpiry', { dateOfExpiry: '2030-13-01' }],
    ['a date with a time', 'dateOfBirth', { dateOfBirth: '1990-01-01T00:00:00Z' }],
    ['documents that are no list', 'documents', { documents: 'PASSPORT' }],
    ['an unknown document type', 'documents', { documents: ['PASSPORT', 'LIBRARY_CARD'] }],
    ['a name with a digit', 'firstName', { firstName: 'J0hn' }],
    ['a name with a forbidden character', 'lastName', { lastName: 'Smith?' }],
    ['an empty name', 'firstName', { firstName: '' }],
    ['a name of 101 letters', 'lastName', { lastName: 'a'.repeat(101) }],
    ['the sex as results spell it', 'sex', { sex: 'MALE' }],
    ['an externalRef of 41 characters', 'externalRef', { externalRef: 'a'.repeat(41) }],
    ['half a surrogate pair', 'externalRef', { externalRef: '\ud800' }],
    ['a personalNumber of 51 characters', 'personalNumber', { personalNumber: '1'.repeat(51) }],
    ['an address of 256 characters', 'address', { address: 'a'.repeat(256) }],
    ['a locale of 8 characters', 'locale', { locale: 'zh_Hant1' }],
    ['a theme that is no UUID', 'theme', { theme: 'dark' }],
    ['an ageLimit in quotes', 'ageLimit', { ageLimit: '18' }],
    [
      'a threshold that is no number',
      'faceMatchingThresholdModifier',
      { faceMatchingThresholdModifier: NaN },
    ],
    ['an unknown dummyStatus', 'dummyStatus', { dummyStatus: 'REVIEWING' }],
    ['a step without a type', 'additionalSteps', { additionalSteps: { ALL: { ALL: { POA2: {} } } } }],
    ['a step for an unknown country', 'additionalSteps', { additionalSteps: { XX: {} } }],
    ['steps that are a list', 'additionalSteps', { additionalSteps: [] }],
    ['utilityBill with additionalSteps', 'utilityBill', { utilityBill: true, additionalSteps: steps }],
    [
      'address with additionalData',
      'address',
      { address: 'x', additionalSteps: steps, additionalData: { POA2: { address: 'x' } } },
    ],
    [
      'additionalData without additionalSteps',
      'additionalData',
      { additionalData: { POA2: { address: 'x' } } },
    ],
  ])('refuses %s and names the field', (_, field, body) => {
    const problem = checkTokenRequest({ clientId: 'user-1', ...body });
    expect(problem).toMatchObject({ field, identifier: 'BAD_VALUE' });
    expect(problem?.message).toContain(`'${field}'`);
  });

  it.each<[string, unknown, string, string]>([
    ['null', null, 'MISSING_VALUE', 'Some of required values are missing'],
    ['nothing', undefined, 'MISSING_VALUE', 'Some of required values are missing'],
    ['a list', [], 'BAD_VALUE', 'Invalid data. Expected a dictionary, but got list.'],
    ['a string', 'x', 'BAD_VALUE', 'Invalid data. Expected a dictionary, but got str.'],
    ['a number', 1.5, 'BAD_VALUE', 'Invalid data. Expected a dictionary, but got float.'],
  ])('refuses %s as a body', (_, body, identifier, message) => {
    expect(checkTokenRequest(body)).toEqual({ field: 'body', identifier, message });
  });

  it.each([{}, { clientId: null }])('reports the missing clientId in %j', (body) => {
    expect(checkTokenRequest(body)).toMatchObject({ field: 'clientId', identifier: 'MISSING_VALUE' });
  });

  it("gives iDenfy's message for a wrong country", () => {
    expect(checkTokenRequest({ clientId: 'u', country: 'XX' })?.message).toBe(
      "Field 'country' must be a valid ISO 3166-1 alpha-2 code.",
    );
  });

  it.each(['country', 'nationality'])('accepts %s in lower case, unless upper case is required', (field) => {
    const body = { clientId: 'u', [field]: 'lt' };

    expect(checkTokenRequest(body)).toBeUndefined();
    expect(checkTokenRequest(body, { acceptLowerCaseCountry: false })?.field).toBe(field);
  });

  it('takes empty additionalData for none', () => {
    expect(checkTokenRequest({ clientId: 'u', additionalData: {} })).toBeUndefined();
    expect(checkTokenRequest({ clientId: 'u', address: 'x', additionalData: {} })).toBeUndefined();
  });

  it('names the first problem in the documented order, fields before combinations', () => {
    const body = {
      utilityBill: true,
      additionalSteps: steps,
      sessionLength: 1,
      expiryTime: 0,
      clientId: 'u',
    };
    expect(checkTokenRequest(body)?.field).toBe('expiryTime');
    expect(checkTokenRequest({ ...body, expiryTime: 60 })?.field).toBe('sessionLength');
    expect(checkTokenRequest({ ...body, expiryTime: 60, sessionLength: 60 })?.field).toBe('utilityBill');
  });

  it('has one rule for each field, in one order', () => {
    expect(Object.keys(TOKEN_FIELD_RULES)).toEqual([...TOKEN_FIELDS]);
  });

  it('accepts null exactly where iDenfy does', () => {
    const nullable = TOKEN_FIELDS.filter((field) => !checkTokenRequest({ clientId: 'u', [field]: null }));
    // Either of clientId and personScanRef may be null, never both.
    expect(nullable.toSorted()).toEqual(NULLABLE.toSorted());
  });

  it.each(TOKEN_BOOLEAN_FIELDS)('accepts %s as a boolean only', (field) => {
    expect(checkTokenRequest({ clientId: 'u', [field]: false })).toBeUndefined();
    expect(checkTokenRequest({ clientId: 'u', [field]: 'true' })?.field).toBe(field);
  });

  it('never echoes a value', () => {
    const secret = 'Jonas-39001010000';
    for (const field of TOKEN_FIELDS) {
      const problem = checkTokenRequest({ clientId: 'u', [field]: { [secret]: [secret] } });
      expect(problem?.field).toBe(field);
      expect(problem?.message).not.toContain(secret);
    }
  });

  it('accepts the 250 countries', () => {
    expect(new Set(COUNTRIES).size).toBe(250);
  });
});
