import { createHash, randomBytes } from 'node:crypto';
import { associatedData, FieldCipher, KeyRing } from '../privacy/field-cipher.js';
import { PART_BYTES } from './evidence-store.js';

const KEY_BYTES = 32;

/** What is known of a content once all of it has passed. */
export interface ContentFacts {
  readonly bytes: number;
  readonly sha256: Buffer;
}

/**
 * The encryption of one piece of evidence: a key of its own, which seals each part, bound to its place. The ring seals that key
 * alone, so a rotation of keys leaves the content as it is, and an erasure that deletes the key makes it unreadable everywhere.
 */
export class SealedContent {
  readonly #key: Buffer;
  readonly #cipher: FieldCipher;

  private constructor(
    private readonly id: string,
    key: Buffer,
  ) {
    this.#key = key;
    this.#cipher = new FieldCipher(new KeyRing([{ id: 'content', bytes: key }]));
  }

  static withNewKey(id: string): SealedContent {
    return new SealedContent(id, randomBytes(KEY_BYTES));
  }

  /** @throws SealedValueError */
  static withKey(id: string, dataKey: Buffer, cipher: FieldCipher): SealedContent {
    return new SealedContent(id, cipher.open(dataKey, associatedData.evidenceKey(id)));
  }

  /** The key, as it is stored. */
  dataKey(cipher: FieldCipher): Buffer {
    return cipher.seal(this.#key, associatedData.evidenceKey(this.id));
  }

  /** The sealed parts of a content. @param done is told what has passed, after the last part */
  async *seal(content: AsyncIterable<Buffer>, done: (facts: ContentFacts) => void): AsyncIterable<Buffer> {
    const hash = createHash('sha256');
    let bytes = 0;
    let position = 0;
    for await (const part of inParts(content)) {
      hash.update(part);
      bytes += part.length;
      yield this.#cipher.seal(part, associatedData.evidencePart(this.id, position));
      position += 1;
    }
    done({ bytes, sha256: hash.digest() });
  }

  /**
   * The content of sealed parts.
   * @throws SealedValueError for a part that was changed, or of another place
   * @throws Error when it is not what was kept, by its length and SHA-256; after the last byte has passed
   */
  async *open(parts: AsyncIterable<Buffer>, expected: ContentFacts): AsyncIterable<Buffer> {
    const hash = createHash('sha256');
    let bytes = 0;
    let position = 0;
    for await (const part of parts) {
      const content = this.#cipher.open(part, associatedData.evidencePart(this.id, position));
      hash.update(content);
      bytes += content.length;
      position += 1;
      yield content;
    }
    if (bytes !== expected.bytes || !hash.digest().equals(expected.sha256)) {
      throw new Error('A piece of evidence is not what was kept: parts of it are gone.');
    }
  }
}

/** Pieces of any size as parts of `PART_BYTES`, the last one shorter. Each is overwritten by the next one. */
async function* inParts(content: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const part = Buffer.allocUnsafe(PART_BYTES);
  let length = 0;
  for await (const piece of content) {
    for (let start = 0; start < piece.length;) {
      const copied = piece.copy(part, length, start);
      start += copied;
      length += copied;
      if (length < PART_BYTES) continue;
      yield part;
      length = 0;
    }
  }
  if (length > 0) yield part.subarray(0, length);
}
