import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { Injectable } from '@nestjs/common';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';
import { keyedFingerprint } from './keyed-hash.js';

/**
 * What the encryption of each stored value is bound to (AEAD: additional authenticated data): a value that was copied to
 * another row or column does not open there.
 */
export const associatedData = {
  authToken: (verificationId: string): string => `verification:${verificationId}:auth_token`,
  redirectUrl: (verificationId: string): string => `verification:${verificationId}:redirect_url`,
  digitString: (verificationId: string): string => `verification:${verificationId}:digit_string`,
  personalData: (verificationId: string): string => `verification:${verificationId}:personal_data`,
  claims: (verificationId: string): string => `verification:${verificationId}:claims`,
  amlHits: (verificationId: string): string => `verification:${verificationId}:aml_hits`,
  informationUrl: (verificationId: string): string => `verification:${verificationId}:information_url`,
  erasedIds: (verificationId: string): string => `verification:${verificationId}:erased_ids`,
  /** @param digest keyed digest of the text */
  freeText: (digest: string): string => `free-text:${digest}`,
  /** The key of one piece of evidence. */
  evidenceKey: (id: string): string => `evidence:${id}:data_key`,
  /** Part of the content of a piece of evidence, sealed with the key of that piece. */
  evidencePart: (id: string, position: number): string => `evidence:${id}:part:${position}`,
  /** New links of a collection of evidence. */
  evidenceLinks: (collectionId: string): string => `evidence-collection:${collectionId}:links`,
  /** @param digest SHA-256 of the raw bytes, in hex */
  webhookBody: (account: string, digest: string): string => `webhook:${account}:${digest}`,
};

const KEY_BYTES = 32;
const KEY_FORM = /^([A-Za-z0-9_.-]{1,32}):([A-Za-z0-9+/]{43}=)$/;

/** One AES-256 key and the id that is stored with every value it sealed. */
export interface EncryptionKey {
  readonly id: string;
  readonly bytes: Buffer;
}

/** The keys for personal data at rest. The first one seals new values, all of them open stored ones. */
export class KeyRing {
  readonly #keys: ReadonlyMap<string, Buffer>;
  readonly #writing: EncryptionKey;

  constructor(keys: readonly EncryptionKey[]) {
    const [first] = keys;
    if (!first)
      throw new IdenfyConfigurationError({ option: 'encryptionKeys', hint: 'give at least one key' });
    this.#writing = first;
    this.#keys = new Map(keys.map((key) => [key.id, key.bytes]));
  }

  /** The key that new values are sealed with. */
  get writing(): EncryptionKey {
    return this.#writing;
  }

  find(id: string): Buffer | undefined {
    return this.#keys.get(id);
  }

  /** Ids and fingerprints: enough to compare two deployments, useless for anything else. */
  describe(): { id: string; fingerprint: string }[] {
    return [...this.#keys].map(([id, bytes]) => ({
      id,
      fingerprint: keyedFingerprint(bytes, 'encryptionKey', ''),
    }));
  }

  /**
   * Fingerprints of a signing key, which people may have typed: under the first key of the ring, then under the others,
   * which were first when older webhooks were stored.
   */
  fingerprintsOf(signingKey: string): string[] {
    return [...this.#keys.values()].map((bytes) => keyedFingerprint(bytes, 'signingKey', signingKey));
  }

  toJSON(): object {
    return this.describe();
  }

  [inspect.custom](): string {
    return `KeyRing ${inspect(this.describe())}`;
  }
}

/**
 * Reads keys written as `id:base64(32 bytes)`.
 * @throws IdenfyConfigurationError naming the key at fault by its index; it never quotes a key
 */
export function parseEncryptionKeys(keys: readonly string[], option = 'encryptionKeys'): EncryptionKey[] {
  const seen = new Set<string>();
  return keys.map((text, index) => {
    const [, id, base64] = KEY_FORM.exec(text.trim()) ?? [];
    if (id === undefined || base64 === undefined) {
      throw new IdenfyConfigurationError({
        option: `${option}[${index}]`,
        hint: 'write it as id:base64 of 32 random bytes, for example made by `openssl rand -base64 32`',
      });
    }
    if (seen.has(id)) {
      throw new IdenfyConfigurationError({
        option: `${option}[${index}]`,
        hint: 'give every key an id of its own',
      });
    }
    seen.add(id);
    return { id, bytes: Buffer.from(base64, 'base64') };
  });
}

/** A key for machines of developers: it stays the same while the API secret does. Production requires real keys. */
export function developmentKey(account: string, apiSecret: string): EncryptionKey {
  const bytes = hkdfSync('sha256', apiSecret, 'nestjs-idenfy', `encryption at rest: ${account}`, KEY_BYTES);
  return { id: `dev-${account}`.slice(0, 32), bytes: Buffer.from(bytes) };
}

/** The nonce length of AES-GCM. */
const NONCE_BYTES = 12;

const ALGORITHM = 'aes-256-gcm';
const FORMAT = 1;
const TAG_BYTES = 16;

/** A sealed value could not be opened. The message tells why, and never contains the value. */
export class SealedValueError extends Error {
  override readonly name: string = 'SealedValueError';
}

/** The bytes were never sealed: they name no key. */
export class UnsealedValueError extends SealedValueError {
  override readonly name = 'UnsealedValueError';

  constructor() {
    super('not a sealed value');
  }
}

/** Its key is not in the key ring: the value can be opened once the key is back. */
export class MissingKeyError extends SealedValueError {
  override readonly name = 'MissingKeyError';

  constructor(readonly keyId: string) {
    super(`the encryption key "${keyId}" is not in the key ring`);
  }
}

/** A value to be sealed, and what it is bound to. */
export interface Unsealed {
  readonly plaintext: string | Buffer;
  readonly associatedData: string;
}

/**
 * Seals single values with AES-256-GCM. A value carries the id of its key and is bound to its associated data: copied to
 * another row or column it does not open.
 */
@Injectable()
export class FieldCipher {
  /** First bytes of every value that was sealed with the writing key: rotation looks for values that begin otherwise. */
  readonly writingHeader: Buffer;

  constructor(private readonly keys: KeyRing) {
    const { id } = keys.writing;
    this.writingHeader = Buffer.from([FORMAT, id.length, ...Buffer.from(id, 'latin1')]);
  }

  /** @param associatedData what the value is bound to, e.g. `verification:<id>:auth_token` */
  seal(plaintext: string | Buffer, associatedData: string): Buffer {
    return this.#seal(plaintext, associatedData, randomBytes(NONCE_BYTES));
  }

  /**
   * Seals values that are at hand together. Their nonces are drawn in one go, which costs as much as a single one, and are
   * used up before this returns: a machine that is restored from a snapshot would repeat nonces that were kept.
   */
  sealAll(values: readonly Unsealed[]): Buffer[] {
    const nonces = randomBytes(NONCE_BYTES * values.length);
    return values.map(({ plaintext, associatedData }, index) =>
      this.#seal(plaintext, associatedData, nonces.subarray(index * NONCE_BYTES, (index + 1) * NONCE_BYTES)),
    );
  }

  #seal(plaintext: string | Buffer, associatedData: string, nonce: Buffer): Buffer {
    const cipher = createCipheriv(ALGORITHM, this.keys.writing.bytes, nonce);
    cipher.setAAD(Buffer.from(associatedData));
    const sealed = cipher.update(typeof plaintext === 'string' ? Buffer.from(plaintext) : plaintext);
    return Buffer.concat([this.writingHeader, nonce, sealed, cipher.final(), cipher.getAuthTag()]);
  }

  /**
   * @throws UnsealedValueError, MissingKeyError for an unknown key, SealedValueError for other associated data or damaged bytes
   */
  open(sealed: Buffer, associatedData: string): Buffer {
    const id = this.keyIdOf(sealed);
    const key = this.keys.find(id);
    if (!key) throw new MissingKeyError(id);
    const start = 2 + id.length;
    const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(start, start + NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(associatedData));
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    try {
      const opened = decipher.update(sealed.subarray(start + NONCE_BYTES, sealed.length - TAG_BYTES));
      // GCM gives every byte at once, so what is left is to check the tag
      decipher.final();
      return opened;
    } catch {
      throw new SealedValueError('a sealed value is damaged or bound to other associated data');
    }
  }

  /**
   * The id of the key that sealed it.
   * @throws UnsealedValueError the bytes are no sealed value
   */
  keyIdOf(sealed: Buffer): string {
    const length = sealed[1] ?? 0;
    if (sealed[0] !== FORMAT || sealed.length < 2 + length + NONCE_BYTES + TAG_BYTES) {
      throw new UnsealedValueError();
    }
    return sealed.toString('latin1', 2, 2 + length);
  }
}
