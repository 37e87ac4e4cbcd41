import { bytesBetween, inSteps, lengthOf } from './chunks.js';
import { UploadedImage } from './uploaded-image.js';

/** Bytes that become 64 KB of Base64. */
const STEP = 49_152;

/** A picture whose bytes came as they are: a file part of a form, or a Buffer. */
export class BinaryImage extends UploadedImage {
  readonly byteLength: number;

  constructor(private readonly chunks: readonly Buffer[]) {
    super();
    this.byteLength = lengthOf(chunks);
  }

  bytes(start: number, end: number): Buffer {
    return bytesBetween(this.chunks, start, end);
  }

  // Base64 turns three bytes into four characters, and chunks end where they like: what is left of one is
  // encoded with the beginning of the next.
  *base64Steps(): Generator<Buffer> {
    let left: Buffer = Buffer.alloc(0);
    for (const step of inSteps(this.chunks, STEP)) {
      const missing = (3 - left.length) % 3;
      if (step.length < missing) {
        left = Buffer.concat([left, step]);
        continue;
      }
      const end = step.length - ((step.length - missing) % 3);
      yield encoded(Buffer.concat([left, step.subarray(0, missing)]), step.subarray(missing, end));
      left = step.subarray(end);
    }
    if (left.length > 0) {
      yield encoded(left, left.subarray(0, 0));
    }
  }
}

function encoded(beginning: Buffer, rest: Buffer): Buffer {
  const base64 = Buffer.allocUnsafeSlow((Math.ceil(beginning.length / 3) + rest.length / 3) * 4);
  const written = base64.write(beginning.toString('base64'), 'latin1');
  base64.write(rest.toString('base64'), written, 'latin1');
  return base64;
}
