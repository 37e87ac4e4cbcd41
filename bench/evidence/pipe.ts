import { createServer } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { contender } from '../harness/contender.js';
import { listen } from '../harness/listen.js';

const PIECE_BYTES = 64 * 1024;

/** The minimum: sends as many bytes as a pack has, in buffers that are made one after the other. */
await contender(() =>
  listen(
    createServer((request, response) => {
      const bytes = Number(new URL(request.url ?? '/', 'http://127.0.0.1').searchParams.get('bytes'));
      pipeline(Readable.from(pieces(bytes), { objectMode: false }), response, () => undefined);
    }),
  ),
);

function* pieces(bytes: number): Iterable<Buffer> {
  for (let left = bytes; left > 0; left -= PIECE_BYTES) yield Buffer.alloc(Math.min(left, PIECE_BYTES), 1);
}
