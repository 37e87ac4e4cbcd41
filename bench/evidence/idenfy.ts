import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { contender } from '../harness/contender.js';
import { listen } from '../harness/listen.js';

const PIECE = Buffer.alloc(64 * 1024, 'image');

/** Replaces iDenfy: one session after another, images of the size that their link names, and a small report. */
let sessions = 0;

await contender(() =>
  listen(
    createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
      request.resume();
      if (pathname.startsWith('/images/')) {
        const bytes = Number(searchParams.get('bytes'));
        response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': bytes });
        Readable.from(pieces(bytes)).pipe(response);
      } else if (pathname.endsWith('/generate-pdf')) {
        response.writeHead(200, { 'content-type': 'text/plain' });
        response.end(Buffer.from('%PDF-1.4 report').toString('base64'));
      } else {
        sessions++;
        const session = { authToken: `token-${sessions}-of-the-bench`, scanRef: `scan-${sessions}` };
        response.writeHead(201, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ ...session, expiryTime: 3600, sessionLength: 1800 }));
      }
    }),
  ),
);

function* pieces(bytes: number): Iterable<Buffer> {
  for (let left = bytes; left > 0; left -= PIECE.length)
    yield PIECE.subarray(0, Math.min(left, PIECE.length));
}
