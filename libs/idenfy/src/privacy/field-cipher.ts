import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { KeyRing } from './key-ring.js';
import { NONCE_BYTES, Nonces } from './nonces.js';

const ALGORITHM = 'aes-256-gcm';
const FORMAT = 1;
const TAG_BYTES = 16;

/** Why a sealed value could not be opened. It never holds the value. */
export class SealedValueError extends Error {
  override readonly name = 'SealedValueError';
}

/**
 * Seals single values with AES-256-GCM. A value carries the id of its key and is bound to its place:
 * moved to another row or column it no longer opens.
 */
@Injectable()
export class FieldCipher {
  /** First bytes of every value that the writing key sealed: rotation looks for values that begin otherwise. */
  readonly writingHeader: Buffer;
  readonly #nonces = new Nonces();

  constructor(private readonly keys: KeyRing) {
    const { id } = keys.writing;
    this.writingHeader = Buffer.from([FORMAT, id.length, ...Buffer.from(id, 'latin1')]);
  }

  /** @param place where the value will stand, e.g. `verification:<id>:auth_token` */
  seal(plaintext: string | Buffer, place: string): Buffer {
    const nonce = this.#nonces.take();
    const cipher = createCipheriv(ALGORITHM, this.keys.writing.bytes, nonce);
    cipher.setAAD(Buffer.from(place));
    const sealed = cipher.update(typeof plaintext === 'string' ? Buffer.from(plaintext) : plaintext);
    return Buffer.concat([this.writingHeader, nonce, sealed, cipher.final(), cipher.getAuthTag()]);
  }

  /** @throws SealedValueError for an unknown key, a foreign place or damaged bytes */
  open(sealed: Buffer, place: string): Buffer {
    const id = this.keyIdOf(sealed);
    const key = this.keys.find(id);
    if (!key) throw new SealedValueError(`the encryption key "${id}" is not in the key ring`);
    const start = 2 + id.length;
    const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(start, start + NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(place));
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    try {
      const opened = decipher.update(sealed.subarray(start + NONCE_BYTES, sealed.length - TAG_BYTES));
      // GCM gives every byte at once, so what is left is to check the tag
      decipher.final();
      return opened;
    } catch {
      throw new SealedValueError('a sealed value is damaged or stands in the wrong place');
    }
  }

  /** Which key sealed it. */
  keyIdOf(sealed: Buffer): string {
    const length = sealed[1] ?? 0;
    if (sealed[0] !== FORMAT || sealed.length < 2 + length + NONCE_BYTES + TAG_BYTES) {
      throw new SealedValueError('not a sealed value');
    }
    return sealed.toString('latin1', 2, 2 + length);
  }

  /** A keyed hash: the same name gives the same word, and nobody without the key can tell the name. */
  pseudonym(value: string): string {
    return createHmac('sha256', this.keys.writing.bytes)
      .update(`pseudonym:${value}`)
      .digest('base64url')
      .slice(0, 32);
  }
}
