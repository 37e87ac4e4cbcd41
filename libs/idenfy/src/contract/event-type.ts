import type { OpenEnum } from './open-enum.js';

/** The header that names the event; the body does not (OAS). It is not covered by the signature. */
export const EVENT_TYPE_HEADER = 'Idenfy-Event-Type';

/** The header with the hex HMAC-SHA256 of the raw request body (D:security/callback-signing). */
export const SIGNATURE_HEADER = 'Idenfy-Signature';

/** The events whose body is an identification result (OAS). `IDENTIFICATION` is the legacy one, for any outcome. */
export const IDENTIFICATION_EVENT_TYPES = [
  'IDENTIFICATION',
  'IDENTIFICATION_AUTO_FINISHED',
  'IDENTIFICATION_MANUAL_FINISHED',
  'IDENTIFICATION_EXPIRED',
  'IDENTIFICATION_CANCELLED',
  'IDENTIFICATION_RESUBMITTED',
] as const;

/** Every value of the event header (OAS). */
export const EVENT_TYPES = [
  ...IDENTIFICATION_EVENT_TYPES,
  'DOCUMENT_EXPIRATION',
  'VIDEO_CALL_FINISHED',
  'FACIAL_AUTHENTICATION',
] as const;

/** What a callback is about. */
export type IdenfyEventType = OpenEnum<(typeof EVENT_TYPES)[number]>;
