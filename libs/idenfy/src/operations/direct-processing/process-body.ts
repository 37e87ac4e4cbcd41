import { Readable } from 'node:stream';
import type { StreamedBody } from '../../client/call/call-options.js';
import type { ProcessRequest } from '../../contract/process.js';
import type { UploadedImage } from './uploaded-image.js';

/** Everything of the request but the pictures. */
type Fields = Omit<ProcessRequest, 'images' | 'authToken'>;

/** The JSON body of `/process`: its text, with the pictures where their Base64 goes. */
export class ProcessBody {
  readonly #parts: readonly (Buffer | UploadedImage)[];

  /** Exact length in bytes. */
  readonly contentLength: number;

  /** @param token the token under the name that iDenfy is to find it by */
  constructor(token: Record<string, string>, fields: Fields, images: ReadonlyMap<string, UploadedImage>) {
    const start = JSON.stringify({ ...token, ...fields }).slice(0, -1);
    const pictures = [...images].flatMap(([step, image], index) => [
      Buffer.from(`${index === 0 ? '' : ','}${JSON.stringify(step)}:"`),
      image,
      Buffer.from('"'),
    ]);
    this.#parts = [Buffer.from(`${start},"images":{`), ...pictures, Buffer.from('}}')];
    this.contentLength = this.#parts.reduce((sum, part) => sum + lengthOf(part), 0);
  }

  /** The body from its first byte, produced as it is read. Call it anew for every try. */
  open(): StreamedBody {
    const { contentLength } = this;
    return { contentLength, stream: Readable.from(this.#steps(), { objectMode: false }) };
  }

  *#steps(): Generator<Buffer> {
    for (const part of this.#parts) {
      yield* Buffer.isBuffer(part) ? [part] : part.base64Steps();
    }
  }
}

function lengthOf(part: Buffer | UploadedImage): number {
  return Buffer.isBuffer(part) ? part.length : part.base64Length;
}
