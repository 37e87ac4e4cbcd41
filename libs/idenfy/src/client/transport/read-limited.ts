import type { Readable } from 'node:stream';

/** More came than may be read. */
export class TooLargeError extends Error {}

/**
 * Everything a stream yields, unless it is more than `maxBytes`: then the stream is destroyed.
 * @throws TooLargeError
 */
export function readLimited(stream: Readable, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    stream.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBytes) {
        reject(new TooLargeError());
        stream.destroy();
      } else {
        chunks.push(chunk);
      }
    });
    stream.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    stream.once('error', reject);
    stream.once('close', () => reject(new Error('The stream ended early')));
  });
}
