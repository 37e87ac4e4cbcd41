import { createHmac } from 'node:crypto';

/** Value of the signature header: HMAC-SHA256 over the raw bytes, in hex (iDenfy: callback signing). */
export function signatureOf(body: Buffer, signingKey: string): string {
  return createHmac('sha256', signingKey).update(body).digest('hex');
}
