import { describe, expect, it } from 'vitest';
import type { IdenfyAccountSigningKeys, IdenfyWebhookOptions } from './webhook.options.js';
import { WebhookSettings } from './webhook-settings.js';

type Accounts = Record<string, IdenfyAccountSigningKeys>;

describe('webhook options', () => {
  it('gives every account its own keys, trimmed and once each', () => {
    const settings = new WebhookSettings(
      { signingKeys: [' first ', 'first', 'second\n'] },
      { default: {}, eu: { signingKeys: ['third'] } },
    );

    expect(settings.signingKeysOf('default')).toHaveLength(2);
    expect(settings.signingKeysOf('eu')).toHaveLength(1);
    expect(settings.signingKeysOf('us')).toEqual([]);
  });

  it('takes an empty list for an account whose callbacks go elsewhere', () => {
    expect(new WebhookSettings({ signingKeys: [] }).signingKeysOf('default')).toEqual([]);
  });

  it.each<[string, IdenfyWebhookOptions, Accounts]>([
    ['webhooks.signingKeys', {}, { default: {} }],
    ['webhooks.signingKeys[1]', { signingKeys: ['good', '  '] }, { default: {} }],
    ['webhooks.signingKeys', { signingKeys: ['here'] }, { default: { signingKeys: ['there'] } }],
    ['webhooks.signingKeys', { signingKeys: ['whose'] }, { eu: { signingKeys: ['good'] } }],
    ['accounts.eu.signingKeys', { signingKeys: ['good'] }, { default: {}, eu: {} }],
    ['webhooks.maxBytes', { signingKeys: ['good'], maxBytes: 0 }, { default: {} }],
    ['webhooks.worker.batchSize', { signingKeys: ['good'], worker: { batchSize: 0.5 } }, { default: {} }],
    [
      'webhooks.handlers.maxAttempts',
      { signingKeys: ['good'], handlers: { maxAttempts: 0 } },
      { default: {} },
    ],
    ['webhooks.signingKey', JSON.parse('{"signingKey":["good"]}'), { default: {} }],
    ['webhooks.worker.pollSeconds', JSON.parse('{"worker":{"pollSeconds":5}}'), { default: {} }],
  ])('names %s when it is wrong', (option, options, accounts) => {
    expect(() => new WebhookSettings(options, accounts)).toThrow(
      expect.objectContaining({ name: 'IdenfyConfigurationError', option }),
    );
  });

  it('may be told that signatures are not required', () => {
    expect(new WebhookSettings({ requireSignature: false }).signingKeysOf('default')).toEqual([]);
  });
});
