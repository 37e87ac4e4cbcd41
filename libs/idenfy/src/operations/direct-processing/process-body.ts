import { Readable } from 'node:stream';
import type { StreamedBody } from '../../client/call/call-options.js';
import type { ProcessRequest } from '../../contract/process.js';
import type { UploadedImage } from './uploaded-image.js';

/** Everything of the request but the pictures. */
type Fields = Omit<ProcessRequest, 'images' | 'authToken'>;

/** The JSON body of `/process`: its text, with the pictures where their Base64 goes. */
export class ProcessBody {
  readonly #parts: readonly (string | UploadedImage)[];

  /** Exact length in bytes. */
  readonly contentLength: number;

  /** @param token the token under the name that iDenfy is to find it by */
  constructor(token: Record<string, string>, fields: Fields, images: ReadonlyMap<string, UploadedImage>) {
    const start = JSON.stringify({ ...token, ...fields }).slice(0, -1);
    const pictures = [...images].flatMap(([step, image], index) => [
      `${index === 0 ? '' : ','}${JSON.stringify(step)}:"`,
      image,
      '"',
    ]);
    this.#parts = [`${start},"images":{`, ...pictures, '}}'];
    this.contentLength = this.#parts.reduce((sum, part) => sum + lengthOf(part), 0);
  }

  /**
   * The body from its first byte, produced as it is read. Call it anew for every try.
   *
   * What was bytes is sent as text: strings are gone with the next minor collection, while megabytes of new
   * Buffers, which lie outside the heap, make V8 mark all of it again and again.
   */
  open(): StreamedBody {
    const { contentLength } = this;
    return { contentLength, stream: Readable.from(this.#steps(), { highWaterMark: 1 }) };
  }

  *#steps(): Generator<string | Buffer> {
    for (const part of this.#parts) {
      yield* typeof part === 'string' ? [part] : part.base64Steps();
    }
  }
}

function lengthOf(part: string | UploadedImage): number {
  return typeof part === 'string' ? Buffer.byteLength(part) : part.base64Length;
}
