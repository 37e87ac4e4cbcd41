import { createServer, request } from 'node:http';
import { pipeline } from 'node:stream';
import { contender } from '../harness/contender.js';
import { listen } from '../harness/listen.js';
import type { Target } from './target.js';

/** The minimum: forwards every byte to iDenfy as it arrives, without reading or keeping any. */
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
