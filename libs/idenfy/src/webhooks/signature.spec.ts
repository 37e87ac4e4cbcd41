import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSignature, SigningKey } from './signature.js';

const KEY = 'an-old-key-of-32-characters-or-so';
const NEW_KEY = 'a-new-key-of-32-characters-or-so';
const body = Buffer.from('{"scanRef":"scan-1","clientId":"ada","name":"Žydrūnas"}');
const signed = (bytes: Uint8Array, key = KEY) => createHmac('sha256', key).update(bytes).digest('hex');
const keys = [new SigningKey(NEW_KEY), new SigningKey(KEY)];

describe('checking a signature', () => {
  it('names the key that signed, while two are valid', () => {
    expect(checkSignature(body, signed(body), keys)).toEqual({ signedBy: keys[1] });
    expect(checkSignature(body, signed(body, NEW_KEY), keys)).toEqual({ signedBy: keys[0] });
  });

  it('notices any single bit that differs in the body', () => {
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

  it('notices any single bit that differs in the signature', () => {
    const signature = Buffer.from(signed(body), 'hex');
    for (let bit = 0; bit < 256; bit++) {
      const tampered = Buffer.from(signature);
      tampered[bit >> 3] = (tampered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(checkSignature(body, tampered.toString('hex'), keys)).toEqual({ problem: 'mismatch' });
    }
  });

  it.each([
    ['upper case', signed(body).toUpperCase()],
    ['Base64', createHmac('sha256', KEY).update(body).digest('base64')],
    ['a prefix', `sha256=${signed(body)}`],
    ['a digit less', signed(body).slice(1)],
    ['a digit more', `${signed(body)}0`],
    ['space around it', ` ${signed(body)}`],
    ['a line end', `${signed(body)}\n`],
    ['two headers in one', `${signed(body)}, ${signed(body)}`],
  ])('refuses %s without comparing', (_, signature) => {
    expect(checkSignature(body, signature, keys)).toEqual({ problem: 'malformed' });
  });

  it.each([undefined, ''])('calls %j missing', (signature) => {
    expect(checkSignature(body, signature, keys)).toEqual({ problem: 'missing' });
  });

  it('believes nobody without a key', () => {
    expect(checkSignature(body, signed(body), [])).toEqual({ problem: 'no-key' });
  });
});

describe('a signing key', () => {
  it('shows its fingerprint and nothing else', () => {
    const key = new SigningKey(KEY);

    expect(key.fingerprint).toMatch(/^[0-9a-f]{8}$/);
    expect(`${inspect({ key }, { showHidden: true })} ${JSON.stringify({ key })}`).not.toContain(KEY);
  });
});
