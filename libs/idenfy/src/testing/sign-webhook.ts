import { createHmac } from 'node:crypto';
import {
  EVENT_TYPE_HEADER,
  type IdenfyEventType,
  isJsonObject,
  SIGNATURE_HEADER,
  type WebhookStatus,
} from '@nestjs-idenfy/contract';

/** A webhook that can be posted as it is. */
export interface SignedWebhook {
  /** Send exactly these bytes: the signature covers them. */
  body: Buffer;
  headers: Record<string, string>;
}

/**
 * Signs a webhook as iDenfy does: hex HMAC-SHA256 over the raw bytes (D:security/callback-signing).
 *
 * @param body the payload: an object from one of the builders, or bytes or text to send unchanged
 * @param key one of the receiver's signing keys
 * @param eventType the `Idenfy-Event-Type` header; null omits it. @default the event type that fits the body
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

/** The event type that fits the body (OAS); null for text and bytes. */
export function eventTypeOf(body: object): IdenfyEventType;
export function eventTypeOf(body: object | string): IdenfyEventType | null;
export function eventTypeOf(body: object | string): IdenfyEventType | null {
  if (typeof body === 'string' || Buffer.isBuffer(body)) return null;
  if ('documentExpiration' in body) return 'DOCUMENT_EXPIRATION';
  const status: Partial<WebhookStatus> | null =
    'status' in body && isJsonObject(body.status) ? body.status : null;
  if (status?.overall === 'EXPIRED') return 'IDENTIFICATION_EXPIRED';
  return status?.manualDocument || status?.manualFace
    ? 'IDENTIFICATION_MANUAL_FINISHED'
    : 'IDENTIFICATION_AUTO_FINISHED';
}
