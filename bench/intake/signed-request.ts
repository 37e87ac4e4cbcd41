import { aWebhook, signWebhook } from 'nestjs-idenfy/testing';

export const SIGNING_KEY = 'a-signing-key-of-this-bench';

const BODY_BYTES = 2_048;

/** A unique webhook as raw HTTP, with its body of 2 KB, so that the client only has to write it. */
export function signedRequest(scanRef: string): Buffer {
  const fields = { scanRef, clientId: `person-${scanRef}` };
  const missing = BODY_BYTES - JSON.stringify(aWebhook({ ...fields, clientLocation: '' })).length;
  const { body, headers } = signWebhook(
    aWebhook({ ...fields, clientLocation: 'x'.repeat(Math.max(0, missing)) }),
    SIGNING_KEY,
  );
  const lines = Object.entries({ ...headers, Host: '127.0.0.1', 'Content-Length': body.length }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return Buffer.concat([Buffer.from(`POST /idenfy/webhooks HTTP/1.1\r\n${lines.join('')}\r\n`), body]);
}
