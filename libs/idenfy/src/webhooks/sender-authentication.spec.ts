import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveOptions } from '../client/options.js';
import { developmentKey, KeyRing } from '../privacy/field-cipher.js';
import { AddressList, checkSignature, SigningKey, WebhookSenders } from './sender-authentication.js';
import {
  type IdenfyAccountSigningKeys,
  type IdenfyWebhookOptions,
  WebhookOptions,
} from './webhook.options.js';

const KEY = 'an-old-key-of-32-characters-or-so';
const NEW_KEY = 'a-new-key-of-32-characters-or-so';
const body = Buffer.from('{"scanRef":"scan-1","clientId":"ada","name":"Žydrūnas"}');
const signed = (bytes: Uint8Array, key = KEY) => createHmac('sha256', key).update(bytes).digest('hex');
const keyRing = new KeyRing([developmentKey('default', 'an API secret')]);
const keys = [new SigningKey(NEW_KEY, keyRing), new SigningKey(KEY, keyRing)];

describe('the check of a signature', () => {
  it('names the key that signed when two are valid', () => {
    expect(checkSignature(body, signed(body), keys)).toEqual({ signedBy: keys[1] });
    expect(checkSignature(body, signed(body, NEW_KEY), keys)).toEqual({ signedBy: keys[0] });
  });

  it('fails for any changed bit of the body', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 4_096 }),
        fc.nat(),
        fc.integer({ min: 0, max: 7 }),
        (bytes, position, bit) => {
          const tampered = Uint8Array.from(bytes);
          const index = position % bytes.length;
          tampered[index] = (tampered[index] ?? 0) ^ (1 << bit);

          expect(checkSignature(bytes, signed(bytes), keys)).toHaveProperty('signedBy', keys[1]);
          expect(checkSignature(tampered, signed(bytes), keys)).toEqual({ problem: 'mismatch' });
        },
      ),
    );
  });

  it('fails for any changed bit of the signature', () => {
    const signature = Buffer.from(signed(body), 'hex');
    for (let bit = 0; bit < 256; bit++) {
      const tampered = Buffer.from(signature);
      tampered[bit >> 3] = (tampered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(checkSignature(body, tampered.toString('hex'), keys)).toEqual({ problem: 'mismatch' });
    }
  });

  it('accepts hex digits in upper case', () => {
    expect(checkSignature(Buffer.from(body), signed(body).toUpperCase(), keys)).toHaveProperty('signedBy');
  });

  it.each([
    ['Base64', createHmac('sha256', KEY).update(body).digest('base64')],
    ['a prefix', `sha256=${signed(body)}`],
    ['a digit less', signed(body).slice(1)],
    ['a digit more', `${signed(body)}0`],
    ['space around it', ` ${signed(body)}`],
    ['a line end', `${signed(body)}\n`],
    ['two headers in one', `${signed(body)}, ${signed(body)}`],
  ])('fails for %s without a comparison', (_, signature) => {
    expect(checkSignature(body, signature, keys)).toEqual({ problem: 'malformed' });
  });

  it.each([undefined, ''])('reports %j as missing', (signature) => {
    expect(checkSignature(body, signature, keys)).toEqual({ problem: 'missing' });
  });

  it('fails for every signature without a key', () => {
    expect(checkSignature(body, signed(body), [])).toEqual({ problem: 'no-key' });
  });
});

describe('a signing key', () => {
  it('prints its fingerprint only', () => {
    const key = new SigningKey(KEY, keyRing);

    expect(key.fingerprint).toMatch(/^[0-9a-f]{16}$/);
    expect(`${inspect({ key }, { showHidden: true })} ${JSON.stringify({ key })}`).not.toContain(KEY);
  });
});

type Accounts = Record<string, IdenfyAccountSigningKeys>;

function sendersOf(options: IdenfyWebhookOptions, accounts: Accounts = { default: {} }): WebhookSenders {
  const resolved = resolveOptions(WebhookOptions, options as Partial<WebhookOptions>, 'webhooks');
  return new WebhookSenders(resolved, accounts, keyRing);
}

describe('a list of allowed addresses', () => {
  const list = new AddressList(['203.0.113.7', '198.51.100.0/24', '2001:db8::/32']);

  it.each([
    ['203.0.113.7', true],
    ['203.0.113.8', false],
    ['198.51.100.255', true],
    ['198.51.101.0', false],
    ['2001:db8:ffff::1', true],
    ['2001:db9::1', false],
    ['::ffff:203.0.113.7', true],
    ['::ffff:203.0.113.8', false],
    ['203.0.113.7:51008', true],
    ['203.0.113.8:51008', false],
    ['[2001:db8::1]:443', true],
    ['[2001:db8::1]', true],
    ['[2001:db9::1]:443', false],
    ['[::ffff:203.0.113.7]:443', true],
    ['203.0.113.7:evil', false],
    ['203.0.113.7:', false],
    ['203.0.113.7:65536', false],
    ['203.0.113.7:443:443', false],
    ['[203.0.113.7]:443', false],
    ['[2001:db8::1]:evil', false],
    ['[2001:db8::1]evil', false],
    ['[2001:db8::1', false],
    ['203.0.113.7, 10.0.0.1', false],
    ['localhost', false],
    ['', false],
    [undefined, false],
  ])('answers for %s: %s', (address, allowed) => {
    expect(list.has(address)).toBe(allowed);
  });

  it.each([
    '',
    'localhost',
    '203.0.113',
    '203.0.113.0/33',
    '203.0.113.0/',
    '203.0.113.0/-1',
    '::/129',
    '::/1/2',
  ])('refuses %j at boot without quoting it', (entry) => {
    expect(() => new AddressList(['203.0.113.7', entry])).toThrow(
      /allowedAddresses\[1\]' .* give an address/,
    );
  });
});

describe('webhook options', () => {
  it('give every account its own keys, trimmed and without duplicates', () => {
    const senders = sendersOf(
      { signingKeys: [' first ', 'first', 'second\n'] },
      { default: {}, eu: { signingKeys: ['third'] } },
    );

    expect(senders.signingKeysOf('default')).toHaveLength(2);
    expect(senders.signingKeysOf('eu')).toHaveLength(1);
    expect(senders.signingKeysOf('us')).toEqual([]);
  });

  it('accept an empty list for an account whose webhooks go elsewhere', () => {
    expect(sendersOf({ signingKeys: [] }).signingKeysOf('default')).toEqual([]);
  });

  it.each<[string, IdenfyWebhookOptions, Accounts]>([
    ['webhooks.signingKeys', {}, { default: {} }],
    ['webhooks.signingKeys[1]', { signingKeys: ['good', '  '] }, { default: {} }],
    ['webhooks.signingKeys', { signingKeys: ['here'] }, { default: { signingKeys: ['there'] } }],
    ['webhooks.signingKeys', { signingKeys: ['whose'] }, { eu: { signingKeys: ['good'] } }],
    ['accounts.eu.signingKeys', { signingKeys: ['good'] }, { default: {}, eu: {} }],
    [
      'accounts.eu.signingKeys[1]',
      { signingKeys: ['good', 'shared'] },
      { default: {}, eu: { signingKeys: ['fine', ' shared '] } },
    ],
    ['webhooks.maxBytes', { signingKeys: ['good'], maxBytes: 0 }, { default: {} }],
    ['webhooks.worker.batchSize', { signingKeys: ['good'], worker: { batchSize: 0.5 } }, { default: {} }],
    ['webhooks.signingKey', JSON.parse('{"signingKey":["good"]}'), { default: {} }],
    ['webhooks.worker.pollSeconds', JSON.parse('{"worker":{"pollSeconds":5}}'), { default: {} }],
  ])('name %s when it is wrong', (option, options, accounts) => {
    expect(() => sendersOf(options, accounts)).toThrow(
      expect.objectContaining({ name: 'IdenfyConfigurationError', option }),
    );
  });

  it('need no keys where signatures are not required', () => {
    expect(sendersOf({ requireSignature: false }).signingKeysOf('default')).toEqual([]);
  });
});
