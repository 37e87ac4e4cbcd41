import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FieldCipher, SealedValueError } from './field-cipher.js';
import { developmentKey, KeyRing, parseEncryptionKeys } from './key-ring.js';

const OLD = `old:${randomBytes(32).toString('base64')}`;
const NEW = `new:${randomBytes(32).toString('base64')}`;
const PLACE = 'verification:1:auth_token';
const cipherOf = (...keys: string[]) => new FieldCipher(new KeyRing(parseEncryptionKeys(keys)));

describe('sealing a value', () => {
  it('gives any bytes back, at the place they were sealed for', () => {
    const cipher = cipherOf(NEW);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (bytes, place) => {
        const plain = Buffer.from(bytes);
        expect(cipher.open(cipher.seal(plain, place), place)).toEqual(plain);
      }),
    );
  });

  it('never gives the same bytes twice', () => {
    const cipher = cipherOf(NEW);
    expect(cipher.seal('secret', PLACE)).not.toEqual(cipher.seal('secret', PLACE));
  });

  it('notices every single bit that differs, and any other place', () => {
    const cipher = cipherOf(NEW, OLD);
    const sealed = cipher.seal('secret', PLACE);
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const tampered = Buffer.from(sealed);
      tampered[bit >> 3] = (tampered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => cipher.open(tampered, PLACE), `bit ${bit}`).toThrow(SealedValueError);
    }
    for (const place of ['verification:2:auth_token', 'verification:1:redirect_url', '']) {
      expect(() => cipher.open(sealed, place)).toThrow('stands in the wrong place');
    }
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => cipher.open(sealed.subarray(0, length), PLACE)).toThrow(SealedValueError);
    }
  });

  it('writes with the first key and reads with all of them', () => {
    const before = cipherOf(OLD).seal('secret', PLACE);
    const ring = cipherOf(NEW, OLD);

    expect(ring.open(before, PLACE).toString()).toBe('secret');
    expect(ring.keyIdOf(ring.seal('secret', PLACE))).toBe('new');
    expect(() => cipherOf(NEW).open(before, PLACE)).toThrow(
      'the encryption key "old" is not in the key ring',
    );
  });
});

describe('a key ring', () => {
  it('prints fingerprints and no keys', () => {
    const ring = new KeyRing([
      ...parseEncryptionKeys([NEW, OLD]),
      developmentKey('default', 'an API secret'),
    ]);
    const printed = inspect({ ring, cipher: new FieldCipher(ring) }, { depth: 9 }) + JSON.stringify(ring);

    expect(printed).toMatch(/id: 'new', fingerprint: '[0-9a-f]{8}'/);
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
  ])('refuses %s at boot, and does not repeat it', (key, sentence) => {
    expect(() => parseEncryptionKeys([NEW, key])).toThrow(sentence);
    expect(() => parseEncryptionKeys([NEW, key])).not.toThrow(key.slice(4));
  });

  it('makes pseudonyms that nobody without the key can tell', () => {
    const pseudonym = cipherOf(NEW).pseudonym('default:ada');

    expect(pseudonym).toBe(cipherOf(NEW, OLD).pseudonym('default:ada'));
    expect(pseudonym).not.toBe(cipherOf(OLD).pseudonym('default:ada'));
    expect(pseudonym).not.toContain('ada');
  });
});
