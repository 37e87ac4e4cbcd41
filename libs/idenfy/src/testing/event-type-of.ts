import type { IdenfyEventType } from '../contract/event-type.js';
import type { WebhookStatus } from '../contract/webhook.js';

/** The event whose body this may be (OAS). */
export function eventTypeOf(body: object): IdenfyEventType;
export function eventTypeOf(body: object | string): IdenfyEventType | null;
export function eventTypeOf(body: object | string): IdenfyEventType | null {
  if (typeof body === 'string' || Buffer.isBuffer(body)) return null;
  if ('documentExpiration' in body) return 'DOCUMENT_EXPIRATION';
  const status = 'status' in body && isStatus(body.status) ? body.status : null;
  if (status?.overall === 'EXPIRED') return 'IDENTIFICATION_EXPIRED';
  return status?.manualDocument || status?.manualFace
    ? 'IDENTIFICATION_MANUAL_FINISHED'
    : 'IDENTIFICATION_AUTO_FINISHED';
}

function isStatus(value: unknown): value is Partial<WebhookStatus> {
  return typeof value === 'object' && value !== null;
}
