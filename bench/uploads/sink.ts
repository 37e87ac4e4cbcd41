import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { contender } from '../harness/contender.js';
import { listen } from '../harness/listen.js';

/** Replaces iDenfy, as fast as Node can: issues tokens and discards images. */
let sessions = 0;

function answer({ url }: IncomingMessage, response: ServerResponse): void {
  if (url?.endsWith('/token') !== true) {
    response.end();
    return;
  }
  sessions++;
  const session = { authToken: `token-${sessions}-of-the-bench`, scanRef: `scan-${sessions}` };
  response.writeHead(201, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ ...session, expiryTime: 3600, sessionLength: 1800 }));
}

await contender(() =>
  listen(createServer((request, response) => request.on('end', () => answer(request, response)).resume())),
);
