import { describe, expect, it } from 'vitest';
import { IDENTIFIERS, knownFieldIn, TOKEN_FIELDS } from '@nestjs-idenfy/contract';
import { classify } from './http-policy.js';

const at = (httpStatus: number, identifier: string | null = null, takesScanRef = false) =>
  classify({ httpStatus, identifier, takesScanRef });

describe('classify', () => {
  it.each<[string, number, string, boolean]>([
    ['INTERNAL_ERROR', 502, 'vendor', true],
    ['BAD_VALUE', 422, 'user', false],
    ['MISSING_VALUE', 422, 'user', false],
    ['VALIDATION_ERROR', 422, 'user', false],
    ['TOKEN_NOT_VALID', 410, 'user', false],
    ['PARTNER_ERROR', 409, 'user', false],
    ['UNAUTHORIZED', 502, 'operator', false],
    ['PERMISSIONS_ERROR', 502, 'operator', false],
    ['PARTNER_CONTRACT_ERROR', 502, 'operator', false],
    ['ENCODING_ERROR', 502, 'developer', false],
    ['JSON_ERROR', 502, 'developer', false],
    ['METHOD_NOT_ALLOWED', 502, 'developer', false],
    ['TOO_MANY_REQUESTS', 503, 'vendor', true],
    ['SOMETHING_NEW', 502, 'vendor', false],
    ['toString', 502, 'vendor', false],
  ])('uses the identifier %s at status 400', (identifier, httpStatus, actor, retryable) => {
    expect(at(400, identifier)).toMatchObject({ httpStatus, actor, retryable });
  });

  it('has a message for every documented identifier', () => {
    const messages = IDENTIFIERS.map((identifier) => at(400, identifier).message);
    expect(IDENTIFIERS).toHaveLength(13);
    expect(new Set(messages).size).toBe(13);
  });

  it.each<[number, number, string, boolean]>([
    [401, 502, 'operator', false],
    [402, 502, 'operator', false],
    [403, 502, 'operator', false],
    [404, 502, 'developer', false],
    [409, 409, 'user', false],
    [429, 503, 'vendor', true],
    [500, 502, 'vendor', true],
    [501, 502, 'vendor', false],
    [502, 502, 'vendor', true],
    [503, 502, 'vendor', true],
    [504, 502, 'vendor', true],
  ])('uses status %i for any identifier', (status, httpStatus, actor, retryable) => {
    for (const identifier of [null, 'BAD_VALUE', 'TOO_MANY_REQUESTS']) {
      expect(at(status, identifier)).toMatchObject({ httpStatus, actor, retryable });
    }
  });

  it('treats 404 as an unknown verification where the operation takes a scanRef', () => {
    expect(at(404, 'BAD_VALUE', true)).toMatchObject({ httpStatus: 404, actor: 'user' });
  });

  it('treats "Partner reached token limit" as missing funds, not as a rate limit', () => {
    const facts = { identifier: null, message: 'Partner reached token limit', takesScanRef: false };
    expect(classify({ ...facts, httpStatus: 400 })).toMatchObject({
      httpStatus: 502,
      actor: 'operator',
      retryable: false,
    });
  });

  it('treats 200 with an error body as refused images where success is an empty body', () => {
    const facts = { httpStatus: 200, takesScanRef: false, emptyAnswer: 'expected' } as const;
    expect(classify({ ...facts, identifier: 'DOCUMENT_NOT_FOUND' })).toMatchObject({
      httpStatus: 422,
      actor: 'user',
    });
    expect(classify({ ...facts, identifier: null })).toMatchObject({ httpStatus: 422, actor: 'user' });
    expect(classify({ ...facts, identifier: 'BAD_VALUE' })).toMatchObject({ httpStatus: 422, actor: 'user' });
    expect(classify({ ...facts, identifier: 'PERMISSIONS_ERROR' })).toMatchObject({ httpStatus: 502 });
  });
});

describe('knownFieldIn', () => {
  it.each<[string, string | undefined]>([
    ["Field 'country' must be a valid ISO 3166-1 alpha-2 code.", 'country'],
    ["No image provided for step 'BACK'", 'images.BACK'],
    ['expiryTime must be greater than 0', 'expiryTime'],
    ["Value 'Jonas' of 'firstName' is wrong", 'firstName'],
    ["Value 'Jonas' is wrong", undefined],
    ['The address of this country is wrong', undefined],
    ["Field 'constructor' is wrong", undefined],
    ['', undefined],
  ])('finds in %j the field %s', (message, field) => {
    expect(knownFieldIn(message)).toBe(field);
  });

  it('finds every field of the token request', () => {
    for (const field of TOKEN_FIELDS) {
      expect(knownFieldIn(`Field '${field}' is wrong.`)).toBe(field);
    }
  });
});
