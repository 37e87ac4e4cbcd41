import { EVENT_TYPES, IDENTIFICATION_EVENT_TYPES } from '../../contract/event-type.js';
import type { DocumentExpirationWebhook, IdentificationWebhook } from '../../contract/webhook.js';

/**
 * A signed body, read as tolerantly as can be: unknown fields and values pass.
 * `verification`: about one of our sessions. `other`: an event without a documented identity verification body, for
 * handlers alone. `unreadable`: it claims to be about a session and does not say which, is no JSON object at all, or
 * nothing of it is left.
 */
export type Callback =
  | { readonly kind: 'verification'; readonly payload: IdentificationWebhook | DocumentExpirationWebhook }
  | { readonly kind: 'other'; readonly payload: Readonly<Record<string, unknown>> }
  | {
      readonly kind: 'unreadable';
      readonly reason: 'not a JSON object' | 'no scanRef' | 'no status' | 'purged';
    };

/** Events that have a body of another kind. An event we do not know may have any body. */
const OTHER_EVENTS: readonly string[] = ['VIDEO_CALL_FINISHED', 'FACIAL_AUTHENTICATION'];
const IDENTIFICATION_EVENTS: readonly string[] = IDENTIFICATION_EVENT_TYPES;
const OUR_EVENTS: readonly string[] = [...IDENTIFICATION_EVENT_TYPES, 'DOCUMENT_EXPIRATION'];
const KNOWN_EVENTS: readonly string[] = EVENT_TYPES;

const utf8 = new TextDecoder();

/** @param eventType the header; it is not signed, so it only decides what to make of a body that fits nothing */
export function readCallback(body: Uint8Array, eventType: string | null): Callback {
  const payload = parseObject(body);
  if (!payload) return { kind: 'unreadable', reason: 'not a JSON object' };
  const { scanRef } = payload;
  const named = typeof scanRef === 'string' && scanRef !== '';
  if (named && (isIdentification(payload) || isDocumentExpiration(payload)))
    return { kind: 'verification', payload };
  if (mayHaveAnyBody(eventType)) return { kind: 'other', payload };
  return { kind: 'unreadable', reason: named ? 'no status' : 'no scanRef' };
}

/**
 * The event type by which handlers are chosen: none when the header claims a body of another kind than was signed, for
 * then a handler would get a payload it was not written for.
 */
export function credibleEventType(callback: Callback, eventType: string | null): string | null {
  if (callback.kind !== 'verification' || eventType === null) return eventType;
  const claimsExpiration = eventType === 'DOCUMENT_EXPIRATION';
  if (isIdentification(callback.payload)) return claimsExpiration ? null : eventType;
  return claimsExpiration || !IDENTIFICATION_EVENTS.includes(eventType) ? eventType : null;
}

function parseObject(body: Uint8Array): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(utf8.decode(body));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isIdentification(payload: object): payload is IdentificationWebhook {
  return 'status' in payload && isObject(payload.status) && typeof payload.status['overall'] === 'string';
}

function isDocumentExpiration(payload: object): payload is DocumentExpirationWebhook {
  return 'documentExpiration' in payload && !('status' in payload);
}

function mayHaveAnyBody(eventType: string | null): boolean {
  if (eventType === null || OUR_EVENTS.includes(eventType)) return false;
  return OTHER_EVENTS.includes(eventType) || !KNOWN_EVENTS.includes(eventType);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
