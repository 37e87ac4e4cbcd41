import { aWebhook, signWebhook } from 'nestjs-idenfy/testing';
import type { PacedRequest } from '../harness/paced.js';

export const SIGNING_KEY = 'a-signing-key-of-all-benches-here';

const BODY_BYTES = 2_048;

/** A unique webhook as raw HTTP, with its body of 2 KB, so that the client only has to write it. */
export function signedRequest(scanRef: string): Buffer {
  const { body, headers } = signed(scanRef);
  const lines = Object.entries({ ...headers, Host: '127.0.0.1', 'Content-Length': body.length }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return Buffer.concat([Buffer.from(`POST /idenfy/webhooks HTTP/1.1\r\n${lines.join('')}\r\n`), body]);
}

/** The same webhooks as `signedRequest()` makes, each for the next of these ports. */
export function* pacedRequests(
  scanRefs: readonly string[],
  ports: readonly number[],
): Iterable<PacedRequest> {
  for (const [index, scanRef] of scanRefs.entries()) {
    const { body, headers } = signed(scanRef);
    const port = ports[index % ports.length] ?? 0;
    yield {
      port,
      path: '/idenfy/webhooks',
      headers: { ...headers, 'Content-Length': String(body.length) },
      body,
    };
  }
}

function signed(scanRef: string): ReturnType<typeof signWebhook> {
  const fields = { scanRef, clientId: `person-${scanRef}` };
  const missing = BODY_BYTES - JSON.stringify(aWebhook({ ...fields, clientLocation: '' })).length;
  return signWebhook(aWebhook({ ...fields, clientLocation: 'x'.repeat(Math.max(0, missing)) }), SIGNING_KEY);
}
