import { inspect } from 'node:util';

/**
 * A picture in memory, in the form it came in. Its Base64 is produced step by step while it is sent, and again
 * for every try, so that nothing is ever held twice.
 */
export abstract class UploadedImage {
  /** Size of the picture itself, in bytes. */
  abstract readonly byteLength: number;

  /** Its bytes from `start` up to, but without, `end`; fewer where it ends earlier. */
  abstract bytes(start: number, end: number): Buffer;

  /**
   * The whole picture in Base64, in steps of at most about 64 KB: characters, or their bytes, which may change
   * once the upload is over.
   */
  abstract base64Steps(): Iterable<string | Buffer>;

  /** Characters that `base64Steps()` amounts to. */
  get base64Length(): number {
    return Math.ceil(this.byteLength / 3) * 4;
  }

  toJSON(): string {
    return `UploadedImage of ${this.byteLength} bytes`;
  }

  [inspect.custom](): string {
    return this.toJSON();
  }
}
