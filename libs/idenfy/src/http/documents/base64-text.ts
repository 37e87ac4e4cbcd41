import { Base64Check } from '../../operations/direct-processing/base64-check.js';
import { Base64Image } from '../../operations/direct-processing/base64-image.js';
import { imageNotBase64 } from '../../operations/direct-processing/image-errors.js';
import type { LeasedBytes } from './memory/leased-bytes.js';

/** A picture in Base64 while it arrives: checked piece by piece, and kept as it is. */
export class Base64Text {
  readonly #check = new Base64Check();

  constructor(
    private readonly step: string,
    private readonly text: LeasedBytes,
  ) {}

  /** @throws IdenfyUploadError 400 it is no Base64 */
  take(piece: Buffer): void {
    if (!this.#check.take(piece)) {
      throw imageNotBase64(this.step);
    }
    this.text.push(piece);
  }

  /** The picture, when all of it is there. @throws IdenfyUploadError 400 it is no Base64 */
  finish(): Base64Image {
    if (!this.#check.isComplete()) {
      throw imageNotBase64(this.step);
    }
    return new Base64Image(this.text, this.text.length);
  }
}
