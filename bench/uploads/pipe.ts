import { createServer, request } from 'node:http';
import { pipeline } from 'node:stream';
import { contender } from '../harness/contender.js';
import { listen } from '../harness/listen.js';
import type { Target } from './target.js';

/** The least that can be done: every byte on to iDenfy as it comes, nothing looked at, nothing kept. */
await contender<Target>(({ sinkPort }) =>
  listen(
    createServer((incoming, response) => {
      const headers = { 'content-length': incoming.headers['content-length'] };
      const outgoing = request({ host: '127.0.0.1', port: sinkPort, method: 'POST', headers });
      outgoing.on('response', (answer) => pipeline(answer, response, () => undefined));
      pipeline(incoming, outgoing, () => undefined);
    }),
  ),
);
