import { bytesBetween, inSteps } from './chunks.js';
import { UploadedImage } from './uploaded-image.js';

/** Bytes that become 64 KB of Base64. */
const STEP = 49_152;

/** A picture whose bytes came as they are: a file part of a form, or a Buffer. */
export class BinaryImage extends UploadedImage {
  /**
   * @param chunks read anew for every use; the length of all but the last is a multiple of 3, as Base64 turns
   * three bytes into four characters
   * @param byteLength bytes in all
   */
  constructor(
    private readonly chunks: Iterable<Buffer>,
    readonly byteLength: number,
  ) {
    super();
  }

  bytes(start: number, end: number): Buffer {
    return bytesBetween(this.chunks, start, end);
  }

  *base64Steps(): Generator<string> {
    for (const step of inSteps(this.chunks, STEP)) {
      yield step.toString('base64');
    }
  }
}
