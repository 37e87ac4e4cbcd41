import { Test } from '@nestjs/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AuditKeys } from './audit/audit-keys.js';
import { RetentionRules } from './erasure/retention.options.js';
import { MODULE_OPTIONS_TOKEN } from './idenfy.module-definition.js';
import type { IdenfyOptions } from './idenfy.options.js';
import { settingsProviders } from './idenfy.settings.js';
import { KeyRing } from './privacy/field-cipher.js';

const ENOUGH = {
  apiKey: 'key',
  apiSecret: 'secret',
  webhooks: { signingKeys: ['a-signing-key'] },
  encryptionKeys: [`k1:${Buffer.alloc(32, 1).toString('base64')}`],
  hashKey: Buffer.alloc(32, 2).toString('base64'),
  auditKeys: [`a1:${Buffer.alloc(32, 3).toString('base64')}`],
  retention: { startsAt: 'relationship-end', keepAtLeastDays: 1_826, deleteAfterDays: 1_826 },
} satisfies IdenfyOptions;

const settingsOf = (options: object) =>
  Test.createTestingModule({
    providers: [{ provide: MODULE_OPTIONS_TOKEN, useValue: options }, ...settingsProviders],
  }).compile();

afterEach(() => vi.unstubAllEnvs());

describe('the options, in production', () => {
  it.each<[option: string, given: object]>([
    ['encryptionKeys', { encryptionKeys: undefined }],
    ['encryptionKeys', { encryptionKeys: [] }],
    ['encryptionKeys[0]', { encryptionKeys: ['k1:c2hvcnQ='] }],
    ['hashKey', { hashKey: undefined }],
    ['hashKey', { hashKey: 'c2hvcnQ=' }],
    ['auditKeys', { auditKeys: undefined }],
    ['auditKeys', { auditKeys: [] }],
    ['auditKeys[0]', { auditKeys: ['a1:c2hvcnQ='] }],
    ['retention', { retention: undefined }],
    ['retention', { retention: { deleteAfterDays: 100 } }],
    ['retention', { retention: { keepAtLeastDays: 100 } }],
    ['retention.startsAt', { retention: { keepAtLeastDays: 100, deleteAfterDays: 100 } }],
    ['retention', { retention: { accounts: { default: ENOUGH.retention } } }],
    ['webhooks.signingKeys', { webhooks: {} }],
  ])('are not enough without %s: %j', async (option, given) => {
    vi.stubEnv('NODE_ENV', 'production');

    await expect(settingsOf({ ...ENOUGH, ...given })).rejects.toMatchObject({
      name: 'IdenfyConfigurationError',
      option,
    });
  });

  it('are complete with keys, both retention limits and what they count from', async () => {
    vi.stubEnv('NODE_ENV', 'production');

    const settings = await settingsOf(ENOUGH);

    expect(settings.get(KeyRing).describe()).toEqual([{ id: 'k1', fingerprint: expect.any(String) }]);
    expect(settings.get(RetentionRules).of('default')).toEqual(ENOUGH.retention);
  });

  it('may be left out outside production', async () => {
    const settings = await settingsOf({
      ...ENOUGH,
      encryptionKeys: undefined,
      hashKey: undefined,
      auditKeys: undefined,
      retention: undefined,
    });

    expect(settings.get(KeyRing).writing.id).toBe('dev-default');
    expect(settings.get(AuditKeys).writing.id).toBe('dev');
    expect(settings.get(RetentionRules).of('default')).toEqual({
      startsAt: 'verification-end',
      keepAtLeastDays: 0,
      deleteAfterDays: null,
    });
  });
});

describe('the options', () => {
  it.each([
    ['budget.share', { budget: { share: 1 } }],
    ['retention.accounts.uk', { retention: { accounts: { uk: {} } } }],
  ])('are refused when they would have no effect or fail later: %s', async (option, given) => {
    await expect(settingsOf({ ...ENOUGH, ...given })).rejects.toMatchObject({ option });
  });
});

describe('the retention times of an account', () => {
  const retention = {
    startsAt: 'relationship-end' as const,
    keepAtLeastDays: 30,
    deleteAfterDays: 365,
    accounts: {
      eu: { keepAtLeastDays: 60 },
      us: { startsAt: 'verification-end' as const, keepAtLeastDays: 0, deleteAfterDays: 10 },
    },
  };

  it('are its own, or else those of all accounts', () => {
    const settings = new RetentionRules(retention, true);

    expect(settings.of('eu')).toMatchObject({
      startsAt: 'relationship-end',
      keepAtLeastDays: 60,
      deleteAfterDays: 365,
    });
    expect(settings.of('us')).toMatchObject({
      startsAt: 'verification-end',
      keepAtLeastDays: 0,
      deleteAfterDays: 10,
    });
    expect(settings.of('default')).toMatchObject({ keepAtLeastDays: 30, deleteAfterDays: 365 });
  });

  it.each<[option: string, eu: object]>([
    ['retention.accounts.eu.deleteAfterDays', { deleteAfterDays: 29 }],
    ['retention.accounts.eu.deleteAfterDays', { keepAtLeastDays: 366 }],
    ['retention.accounts.eu.keepAtLeastDays', { keepAtLeastDays: -1 }],
    ['retention.accounts.eu.keepAtLeastDays', { keepAtLeastDays: Number.NaN }],
    ['retention.accounts.eu.startsAt', { startsAt: 'start' }],
    ['retention.accounts.eu.keepForDays', { keepForDays: 1 }],
  ])('are refused as %s: %j', (option, eu) => {
    expect(() => new RetentionRules({ ...retention, accounts: { eu } })).toThrow(
      expect.objectContaining({ option }),
    );
  });
});
