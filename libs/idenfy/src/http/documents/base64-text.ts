import { Base64Check } from '../../operations/direct-processing/base64-check.js';
import { Base64Image } from '../../operations/direct-processing/base64-image.js';
import { ChunkList } from '../../operations/direct-processing/chunk-list.js';
import { imageNotBase64 } from '../../operations/direct-processing/image-errors.js';

/** A picture in Base64 while it arrives: checked piece by piece, and kept as it is. */
export class Base64Text {
  readonly #check = new Base64Check();
  readonly #chunks = new ChunkList();

  constructor(private readonly step: string) {}

  /** @throws IdenfyUploadError 400 it is no Base64 */
  take(piece: Buffer): void {
    if (!this.#check.take(piece.toString('latin1'))) {
      throw imageNotBase64(this.step);
    }
    this.#chunks.push(piece);
  }

  /** The picture, when all of it is there. @throws IdenfyUploadError 400 it is no Base64 */
  finish(): Base64Image {
    if (!this.#check.isComplete()) {
      throw imageNotBase64(this.step);
    }
    return new Base64Image(this.#chunks.end(), this.#chunks.length);
  }
}
