import { createHmac, hkdfSync } from 'node:crypto';

const KEY_BYTES = 32;

/** What hashes are made for. Each purpose has a key of its own, so a hash of one says nothing about another. */
const LABELS = {
  pseudonym: 'pseudonym of an erased person',
  idempotencyKey: 'idempotency key of a handler',
  eventStream: 'id of an event of a stream',
  named: 'id that a webhook names',
  receipt: 'proof of a receipt of an erasure',
  freeText: 'digest of a free text',
  signingKey: 'fingerprint of a signing key',
  encryptionKey: 'fingerprint of an encryption key',
  auditChain: 'chain of history or audit',
  auditKey: 'fingerprint of an audit key',
} as const;

export type HashPurpose = keyof typeof LABELS;

/**
 * HMAC-SHA256 under a key that HKDF derives for the purpose: without `key`, a value that people chose cannot be found by
 * trying. The encryption key itself encrypts, and does nothing else.
 */
export function keyedHash(key: Uint8Array, purpose: HashPurpose, value: string): Buffer {
  return createHmac('sha256', derivedKey(key, purpose)).update(value).digest();
}

/** The key of one purpose. */
export function derivedKey(key: Uint8Array, purpose: HashPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', key, 'nestjs-idenfy', LABELS[purpose], KEY_BYTES));
}

/** Characters of a fingerprint: enough to tell keys apart. */
const FINGERPRINT_LENGTH = 16;

/** Names a key in logs and health. Useless to anyone without the encryption key. */
export function keyedFingerprint(key: Uint8Array, purpose: HashPurpose, value: string): string {
  return keyedHash(key, purpose, value).toString('hex').slice(0, FINGERPRINT_LENGTH);
}
