import { bytesBetween } from './chunks.js';
import { UploadedImage } from './uploaded-image.js';

const STEP = 65_536;

/** A picture that came in Base64, and is sent as it came: it is never decoded as a whole. */
export class Base64Image extends UploadedImage {
  readonly byteLength: number;

  /**
   * @param chunks text of at most about 64 KB each that was found to be Base64; read anew for every use
   * @param length characters in all
   */
  constructor(
    private readonly chunks: Iterable<Buffer>,
    private readonly length: number,
  ) {
    super();
    this.byteLength = (length / 4) * 3;
    this.byteLength -= this.padding();
  }

  bytes(start: number, end: number): Buffer {
    const first = Math.floor(start / 3);
    const text = bytesBetween(this.chunks, first * 4, Math.ceil(end / 3) * 4);
    return Buffer.from(text.toString('latin1'), 'base64').subarray(start - first * 3, end - first * 3);
  }

  base64Steps(): Iterable<Buffer> {
    return this.chunks;
  }

  private padding(): number {
    const ending = bytesBetween(this.chunks, this.length - 2, this.length).toString('latin1');
    return ending.length - ending.replaceAll('=', '').length;
  }
}

/** The characters of a Base64 string as chunks, made while they are read. */
export function chunksOf(base64: string): Iterable<Buffer> {
  return {
    *[Symbol.iterator]() {
      for (let start = 0; start < base64.length; start += STEP) {
        yield Buffer.from(base64.slice(start, start + STEP));
      }
    },
  };
}
