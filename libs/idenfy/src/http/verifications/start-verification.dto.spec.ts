import 'reflect-metadata';
import { getMetadataStorage } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { COUNTRIES, TOKEN_FIELDS } from '@nestjs-idenfy/contract';
import { IdenfyValidationError } from '../../errors/refusal.errors.js';
import { validated } from '../body/json-body.js';
import { StartVerificationDto } from './start-verification.dto.js';

const steps = { ALL: { ALL: { UTILITY_BILL: { type: 'UPLOAD' } } } };
const url = (length: number) =>
  `https://app.example.com/${'a'.repeat(length - 'https://app.example.com/'.length)}`;

async function refusedField(body: Record<string, unknown>): Promise<string | undefined> {
  const outcome: unknown = await validated(StartVerificationDto, body).catch((error: unknown) => error);
  return outcome instanceof IdenfyValidationError ? outcome.field : undefined;
}

describe('the body that starts a verification', () => {
  it('has all fields of /token but the legacy name of clientId', () => {
    const rules = getMetadataStorage().getTargetValidationMetadatas(StartVerificationDto, '', true, false);
    const known = new Set(rules.map(({ propertyName }) => propertyName));

    expect([...known].sort()).toEqual(
      [...TOKEN_FIELDS.filter((field) => field !== 'personScanRef'), 'account', 'force', 'level'].sort(),
    );
  });

  it.each([
    ['nothing at all', {}],
    ['a clientId', { clientId: 'customer-42' }],
    ['100 characters of clientId', { clientId: 'x'.repeat(100) }],
    ['XK', { country: 'XK' }],
    ['several countries', { country: ['LT', 'LV'] }],
    ['29 February of a leap year', { dateOfBirth: '2024-02-29' }],
    ['the shortest and the longest life', { expiryTime: 1, sessionLength: 3600 }],
    ['the longest and the shortest life', { expiryTime: 2_592_000, sessionLength: 60 }],
    ['2,048 characters of URL', { successUrl: url(2048) }],
    [
      'null where iDenfy takes it',
      { firstName: null, country: null, documents: null, successUrl: null, locale: null },
    ],
    ['address without additionalData', { address: '1 Example Street' }],
    [
      'additionalData with additionalSteps',
      { additionalSteps: steps, additionalData: { UTILITY_BILL: { address: 'x' } } },
    ],
  ])('accepts %s', async (_, body) => {
    expect(await refusedField(body)).toBeUndefined();
  });

  it.each(['country', 'nationality'])('accepts %s in either case, all 250 of them', async (field) => {
    const refused = await Promise.all(COUNTRIES.map((country) => refusedField({ [field]: country })));
    const refusedLower = await Promise.all(
      COUNTRIES.map((country) => refusedField({ [field]: country.toLowerCase() })),
    );

    expect(refused.filter(Boolean)).toEqual([]);
    expect(refusedLower.filter(Boolean)).toEqual([]);
    expect(refused).toHaveLength(250);
  });

  it.each([
    ['clientId', { clientId: '' }],
    ['clientId', { clientId: '   ' }],
    ['clientId', { clientId: 'x'.repeat(101) }],
    ['clientId', { clientId: 'žmogus' }],
    ['clientId', { clientId: null }],
    ['clientId', { clientId: 42 }],
    ['country', { country: 'XX' }],
    ['country', { country: 'LTU' }],
    ['country', { country: [] }],
    ['nationality', { nationality: 'ltu' }],
    ['successUrl', { successUrl: 'http://app.example.com' }],
    ['errorUrl', { errorUrl: 'app.example.com' }],
    ['unverifiedUrl', { unverifiedUrl: url(2049) }],
    ['callbackUrl', { callbackUrl: 'https://' }],
    ['expiryTime', { expiryTime: 0 }],
    ['expiryTime', { expiryTime: 2_592_001 }],
    ['expiryTime', { expiryTime: 1.5 }],
    ['expiryTime', { expiryTime: '3600' }],
    ['expiryTime', { expiryTime: null }],
    ['sessionLength', { sessionLength: 59 }],
    ['sessionLength', { sessionLength: 3601 }],
    ['dateOfBirth', { dateOfBirth: '2025-02-30' }],
    ['dateOfIssue', { dateOfIssue: '2025-2-3' }],
    ['dateOfExpiry', { dateOfExpiry: '2025-02-29T00:00:00Z' }],
    ['firstName', { firstName: 'R2' }],
    ['lastName', { lastName: '' }],
    ['sex', { sex: 'MALE' }],
    ['documents', { documents: ['LIBRARY_CARD'] }],
    ['tokenType', { tokenType: 'VIDEO_CALL' }],
    ['tokenType', { tokenType: null }],
    ['externalRef', { externalRef: 'x'.repeat(41) }],
    ['locale', { locale: 'en_US.UTF' }],
    ['theme', { theme: 'dark' }],
    ['checkAml', { checkAml: 'yes' }],
    ['checkAml', { checkAml: null }],
    ['dummyStatus', { dummyStatus: 'MAYBE' }],
    ['address', { address: 'x', additionalData: { UTILITY_BILL: { address: 'x' } }, additionalSteps: steps }],
    ['additionalData', { additionalData: { UTILITY_BILL: { address: 'x' } } }],
    ['utilityBill', { utilityBill: true, additionalSteps: steps }],
    ['additionalSteps', { additionalSteps: { LT: { ALL: { UTILITY_BILL: {} } } } }],
    ['personScanRef', { personScanRef: 'customer-42' }],
    ['skipFaceMatching', { skipFaceMatching: true }],
    ['account', { account: 'EU!' }],
    ['force', { force: 'true' }],
  ])('refuses %s: %j', async (field, body) => {
    expect(await refusedField(body)).toBe(field);
  });

  it('never quotes what was sent', async () => {
    const refusal = validated(StartVerificationDto, { country: 'AK123456', firstName: 'J4ne' });

    await expect(refusal).rejects.toMatchObject({ problems: [{ field: 'country' }, { field: 'firstName' }] });
    await expect(refusal).rejects.not.toThrow(/AK123456|J4ne/);
  });
});
