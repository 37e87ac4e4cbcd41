import { createHmac, hkdfSync } from 'node:crypto';
import { inspect } from 'node:util';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';
import { derivedKey, type HashPurpose } from './keyed-hash.js';

const KEY_BYTES = 32;
const KEY_FORM = /^[A-Za-z0-9+/]{43}=$/;

/** 192 bits: no two values share a hash by chance. */
const HASH_LENGTH = 32;

/**
 * The key of hashes that stay the same for as long as the database lives: keys of handlers, pseudonyms of erased people and
 * what webhooks name. It is no encryption key and is never rotated.
 */
export class HashKey {
  readonly #bytes: Buffer;
  readonly #derived = new Map<HashPurpose, Buffer>();

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** 32 characters: equal values give equal hashes, and no one without the key can tell which value it was. */
  hash(purpose: HashPurpose, value: string): string {
    const key = this.#derived.get(purpose) ?? derivedKey(this.#bytes, purpose);
    this.#derived.set(purpose, key);
    return createHmac('sha256', key).update(value).digest('base64url').slice(0, HASH_LENGTH);
  }

  toJSON(): string {
    return 'HashKey';
  }

  [inspect.custom](): string {
    return 'HashKey';
  }
}

/** @throws IdenfyConfigurationError; it never quotes the key */
export function parseHashKey(text: string): HashKey {
  if (KEY_FORM.test(text.trim())) return new HashKey(Buffer.from(text.trim(), 'base64'));
  throw new IdenfyConfigurationError({
    option: 'hashKey',
    hint: 'write it as base64 of 32 random bytes, for example made by `openssl rand -base64 32`',
  });
}

/** A key for machines of developers: it stays the same while the API secret does. Production requires a real one. */
export function developmentHashKey(apiSecret: string): HashKey {
  return new HashKey(Buffer.from(hkdfSync('sha256', apiSecret, 'nestjs-idenfy', 'hash key', KEY_BYTES)));
}
