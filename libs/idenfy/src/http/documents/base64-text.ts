import { Base64Image } from '../../operations/direct-processing/base64-image.js';
import { imageNotBase64 } from '../../operations/direct-processing/image-errors.js';
import { isBase64End, isBase64Text } from '../../operations/direct-processing/is-base64.js';
import type { Lease } from './memory/lease.js';
import { LeasedBytes } from './memory/leased-bytes.js';

/** A picture in Base64 while it arrives: checked block by block, and kept as it is. */
export class Base64Text {
  readonly #text: LeasedBytes;

  constructor(
    lease: Lease,
    private readonly step: string,
  ) {
    this.#text = new LeasedBytes(lease, (block) => this.assert(isBase64Text(block)));
  }

  /** @throws IdenfyUploadError 400 it is no Base64 */
  take(piece: Buffer): void {
    this.#text.push(piece);
  }

  /** The picture, when all of it is there. @throws IdenfyUploadError 400 it is no Base64 */
  finish(): Base64Image {
    this.assert(isBase64End(this.#text.last));
    return new Base64Image(this.#text, this.#text.length);
  }

  private assert(isBase64: boolean): void {
    if (!isBase64) {
      throw imageNotBase64(this.step);
    }
  }
}
