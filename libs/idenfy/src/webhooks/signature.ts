import { createHash, createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { inspect } from 'node:util';
import type { SignatureProblem } from '../errors/idenfy-signature.error.js';

/** What iDenfy's header holds (D:security/callback-signing). Node throws on comparing lengths that differ. */
const HEX_SHA256 = /^[0-9a-f]{64}$/;

/** A key that callbacks are signed with. Whatever prints it shows only the fingerprint. */
export class SigningKey {
  readonly #key: KeyObject;
  /** First 8 hex digits of the key's SHA-256: tells which key it was and nothing of the key. */
  readonly fingerprint: string;

  constructor(key: string) {
    this.#key = createSecretKey(Buffer.from(key));
    this.fingerprint = createHash('sha256').update(key).digest('hex').slice(0, 8);
  }

  sign(body: Uint8Array): Buffer {
    return createHmac('sha256', this.#key).update(body).digest();
  }

  toJSON(): string {
    return `SigningKey ${this.fingerprint}`;
  }

  [inspect.custom](): string {
    return this.toJSON();
  }
}

export type SignatureCheck = { readonly signedBy: SigningKey } | { readonly problem: SignatureProblem };

/**
 * Which of the keys signed these bytes. iDenfy signs what it sent: parsing and writing again changes the bytes, so
 * this must see the raw body.
 */
export function checkSignature(
  body: Uint8Array,
  signature: string | undefined,
  keys: readonly SigningKey[],
): SignatureCheck {
  if (keys.length === 0) return { problem: 'no-key' };
  if (signature === undefined || signature === '') return { problem: 'missing' };
  if (!HEX_SHA256.test(signature)) return { problem: 'malformed' };
  const given = Buffer.from(signature, 'hex');
  const signedBy = keys.find((key) => timingSafeEqual(key.sign(body), given));
  return signedBy ? { signedBy } : { problem: 'mismatch' };
}
