import crypto, { createHash, createHmac, randomBytes } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  developmentKey,
  FieldCipher,
  KeyRing,
  parseEncryptionKeys,
  SealedValueError,
} from './field-cipher.js';
import { keyedHash } from './keyed-hash.js';

const OLD = `old:${randomBytes(32).toString('base64')}`;
const NEW = `new:${randomBytes(32).toString('base64')}`;
const ASSOCIATED = 'verification:1:auth_token';
const cipherOf = (...keys: string[]) => new FieldCipher(new KeyRing(parseEncryptionKeys(keys)));

describe('an encrypted value', () => {
  it('decrypts to the same bytes with the same associated data', () => {
    const cipher = cipherOf(NEW);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (bytes, associatedData) => {
        const plain = Buffer.from(bytes);
        expect(cipher.open(cipher.seal(plain, associatedData), associatedData)).toEqual(plain);
      }),
    );
  });

  it('differs each time', () => {
    const cipher = cipherOf(NEW);
    expect(cipher.seal('secret', ASSOCIATED)).not.toEqual(cipher.seal('secret', ASSOCIATED));
  });

  it('draws its nonce when it is sealed, none ahead, which a restored snapshot would repeat', () => {
    const cipher = cipherOf(NEW);
    const drawn = vi.spyOn(crypto, 'randomBytes');
    syncBuiltinESMExports();
    onTestFinished(() => {
      drawn.mockRestore();
      syncBuiltinESMExports();
    });

    const sealed = ['one', 'two'].map((value) => cipher.seal(value, ASSOCIATED));

    const nonces = sealed.map((bytes) => bytes.subarray(2 + 'new'.length, 2 + 'new'.length + 12));
    expect(drawn.mock.results.map(({ value }) => value as Buffer)).toEqual(nonces);
  });

  it('has a nonce of its own among those that are sealed together', () => {
    const cipher = cipherOf(NEW);
    const values = Array.from({ length: 50 }, (_, index) => ({
      plaintext: 'secret',
      associatedData: `webhook:${index}`,
    }));
    const sealed = cipher.sealAll(values);
    const nonceAt = cipher.writingHeader.length;
    const nonces = sealed.map((value) => value.toString('hex', nonceAt, nonceAt + 12));
    expect(new Set(nonces).size).toBe(50);
    expect(sealed.map((value, index) => cipher.open(value, `webhook:${index}`).toString())).toEqual(
      values.map(({ plaintext }) => plaintext),
    );
    expect(cipher.sealAll([])).toEqual([]);
  });

  it('does not decrypt with a changed bit or other associated data', () => {
    const cipher = cipherOf(NEW, OLD);
    const sealed = cipher.seal('secret', ASSOCIATED);
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const tampered = Buffer.from(sealed);
      tampered[bit >> 3] = (tampered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => cipher.open(tampered, ASSOCIATED), `bit ${bit}`).toThrow(SealedValueError);
    }
    for (const other of ['verification:2:auth_token', 'verification:1:redirect_url', '']) {
      expect(() => cipher.open(sealed, other)).toThrow('bound to other associated data');
    }
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => cipher.open(sealed.subarray(0, length), ASSOCIATED)).toThrow(SealedValueError);
    }
  });

  it('is written with the first key and read with any key', () => {
    const before = cipherOf(OLD).seal('secret', ASSOCIATED);
    const ring = cipherOf(NEW, OLD);

    expect(ring.open(before, ASSOCIATED).toString()).toBe('secret');
    expect(ring.keyIdOf(ring.seal('secret', ASSOCIATED))).toBe('new');
    expect(() => cipherOf(NEW).open(before, ASSOCIATED)).toThrow(
      'the encryption key "old" is not in the key ring',
    );
  });
});

describe('a key ring', () => {
  it('prints fingerprints instead of keys', () => {
    const ring = new KeyRing([
      ...parseEncryptionKeys([NEW, OLD]),
      developmentKey('default', 'an API secret'),
    ]);
    const printed = inspect({ ring, cipher: new FieldCipher(ring) }, { depth: 9 }) + JSON.stringify(ring);

    expect(printed).toMatch(/id: 'new', fingerprint: '[0-9a-f]{16}'/);
    for (const key of [NEW, OLD]) {
      const bytes = Buffer.from(key.slice(4), 'base64');
      expect(printed).not.toContain(key.slice(4));
      expect(printed).not.toContain(bytes.toString('hex', 0, 4));
      expect(printed).not.toContain(inspect(bytes).slice(8, 30));
    }
  });

  it.each([
    ['short:AAAA', 'encryptionKeys[1]'],
    [NEW.slice(4), 'encryptionKeys[1]'],
    [`new:${OLD.slice(4)}`, 'an id of its own'],
  ])('refuses %s at boot without quoting it', (key, sentence) => {
    expect(() => parseEncryptionKeys([NEW, key])).toThrow(sentence);
    expect(() => parseEncryptionKeys([NEW, key])).not.toThrow(key.slice(4));
  });

  it('makes fingerprints of signing keys that no one without an encryption key can recompute', () => {
    const guess = 'password1';
    const plain = createHash('sha256').update(guess).digest('hex');
    const [current = '', ...older] = new KeyRing(parseEncryptionKeys([NEW, OLD])).fingerprintsOf(guess);

    expect(current).toMatch(/^[0-9a-f]{16}$/);
    expect(plain.startsWith(current)).toBe(false);
    expect(older).toEqual(new KeyRing(parseEncryptionKeys([OLD])).fingerprintsOf(guess));
    expect(older).not.toContain(current);
  });

  it('makes hashes with keys derived per purpose, never with the encryption key itself', () => {
    const key = Buffer.from(NEW.slice(4), 'base64');
    const hashes = (['pseudonym', 'signingKey', 'encryptionKey'] as const).map((purpose) =>
      keyedHash(key, purpose, 'ada').toString('hex'),
    );

    expect(new Set(hashes).size).toBe(3);
    expect(hashes).not.toContain(createHmac('sha256', key).update('ada').digest('hex'));
  });
});
