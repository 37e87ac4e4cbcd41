import { Test } from '@nestjs/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { RetentionSettings } from './erasure/erasure.options.js';
import { MODULE_OPTIONS_TOKEN } from './idenfy.module-definition.js';
import type { IdenfyOptions } from './idenfy.options.js';
import { settingsProviders } from './idenfy.settings.js';
import { KeyRing } from './privacy/key-ring.js';

const ENOUGH = {
  apiKey: 'key',
  apiSecret: 'secret',
  webhooks: { signingKeys: ['a-signing-key'] },
  encryptionKeys: [`k1:${Buffer.alloc(32, 1).toString('base64')}`],
  retention: { keepAtLeastDays: 1_826, deleteAfterDays: 1_826 },
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
    ['retention', { retention: undefined }],
    ['retention', { retention: { deleteAfterDays: 100 } }],
    ['retention', { retention: { keepAtLeastDays: 100 } }],
    ['retention', { retention: { accounts: { default: ENOUGH.retention } } }],
    ['webhooks.signingKeys', { webhooks: {} }],
  ])('are not enough without %s: %j', async (option, given) => {
    vi.stubEnv('NODE_ENV', 'production');

    await expect(settingsOf({ ...ENOUGH, ...given })).rejects.toMatchObject({
      name: 'IdenfyConfigurationError',
      option,
    });
  });

  it('are enough with keys and both clocks', async () => {
    vi.stubEnv('NODE_ENV', 'production');

    const settings = await settingsOf(ENOUGH);

    expect(settings.get(KeyRing).describe()).toEqual([{ id: 'k1', fingerprint: expect.any(String) }]);
    expect(settings.get(RetentionSettings).of('default')).toEqual(ENOUGH.retention);
  });

  it('may be left out on the machine of a developer', async () => {
    const settings = await settingsOf({
      ...ENOUGH,
      encryptionKeys: undefined,
      retention: undefined,
    });

    expect(settings.get(KeyRing).writing.id).toBe('dev-default');
    expect(settings.get(RetentionSettings).of('default')).toEqual({
      keepAtLeastDays: 0,
      deleteAfterDays: null,
    });
  });
});

describe('the options', () => {
  it.each([
    ['budget.share', { budget: { share: 1 } }],
    ['retention.accounts.uk', { retention: { accounts: { uk: {} } } }],
  ])('are refused where they would be ignored in silence, or break later: %s', async (option, given) => {
    await expect(settingsOf({ ...ENOUGH, ...given })).rejects.toMatchObject({ option });
  });
});

describe('the retention times of an account', () => {
  const retention = {
    keepAtLeastDays: 30,
    deleteAfterDays: 365,
    accounts: { eu: { keepAtLeastDays: 60 }, us: { keepAtLeastDays: 0, deleteAfterDays: 10 } },
  };

  it('are its own, and those of all where it names none', () => {
    const settings = new RetentionSettings(retention, true);

    expect(settings.of('eu')).toEqual({ keepAtLeastDays: 60, deleteAfterDays: 365 });
    expect(settings.of('us')).toEqual({ keepAtLeastDays: 0, deleteAfterDays: 10 });
    expect(settings.of('default')).toEqual({ keepAtLeastDays: 30, deleteAfterDays: 365 });
  });

  it.each<[option: string, eu: object]>([
    ['retention.accounts.eu.deleteAfterDays', { deleteAfterDays: 29 }],
    ['retention.accounts.eu.deleteAfterDays', { keepAtLeastDays: 366 }],
    ['retention.accounts.eu.keepAtLeastDays', { keepAtLeastDays: -1 }],
    ['retention.accounts.eu.keepAtLeastDays', { keepAtLeastDays: Number.NaN }],
    ['retention.accounts.eu.keepForDays', { keepForDays: 1 }],
  ])('are refused as %s: %j', (option, eu) => {
    expect(() => new RetentionSettings({ ...retention, accounts: { eu } })).toThrow(
      expect.objectContaining({ option }),
    );
  });
});
