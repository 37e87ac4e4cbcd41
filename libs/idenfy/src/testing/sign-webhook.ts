import { createHmac } from 'node:crypto';
import { EVENT_TYPE_HEADER, type IdenfyEventType, SIGNATURE_HEADER } from '../contract/event-type.js';
import { eventTypeOf } from './event-type-of.js';

/** A callback, ready to be posted. */
export interface SignedWebhook {
  /** Send exactly these bytes: the signature covers them. */
  body: Buffer;
  headers: Record<string, string>;
}

/**
 * Signs a callback as iDenfy does: hex HMAC-SHA256 over the raw bytes (D:security/callback-signing).
 *
 * @param body what to send: a payload from one of the builders, or bytes or a text as they are
 * @param key one of the signing keys the receiver knows
 * @param eventType `Idenfy-Event-Type`; null leaves it out. @default what fits the body
 *
 * @example
 * ```ts
 * const { body, headers } = signWebhook(aWebhook({ scanRef, overall: 'APPROVED' }), signingKey);
 * await fetch(`${url}/idenfy/webhooks`, { method: 'POST', body, headers });
 * ```
 */
export function signWebhook(
  body: object | string | Buffer,
  key: string,
  { eventType = eventTypeOf(body) }: { eventType?: IdenfyEventType | null } = {},
): SignedWebhook {
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return {
    body: bytes,
    headers: {
      'Content-Type': 'application/json',
      ...(eventType !== null && { [EVENT_TYPE_HEADER]: eventType }),
      [SIGNATURE_HEADER]: createHmac('sha256', key).update(bytes).digest('hex'),
    },
  };
}
