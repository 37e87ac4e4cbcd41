import type { OpenEnum } from './open-enum.js';

/**
 * How a face authentication ended (OAS-FACE, which writes them in mixed case; D:face-authentication/iframe in upper case):
 * compare without case. `PENDING` has not ended.
 */
export const FACIAL_AUTHENTICATION_STATUSES = [
  'SUCCESS',
  'FAILED',
  'EXPIRED',
  'CANCELED',
  'PENDING',
] as const;

/** What a face authentication was for (OAS-FACE). */
export const FACIAL_AUTHENTICATION_TYPES = ['ENROLLMENT', 'AUTHENTICATION'] as const;

/** How the face was checked (OAS-FACE). */
export const FACIAL_AUTHENTICATION_METHODS = ['ACTIVE_LIVENESS', 'FACE_MATCHING'] as const;

/** Risks of the environment of a face authentication (OAS-FACE). */
export const FACIAL_AUTHENTICATION_RISK_TAGS = ['UNTRUSTED_ENVIRONMENT'] as const;

/** Body of the `FACIAL_AUTHENTICATION` event (OAS-FACE). Its `status` is a string, unlike that of an identification. */
export interface FacialAuthenticationWebhook {
  /** UUID */
  id: string;
  /** Compare without case: see {@link FACIAL_AUTHENTICATION_STATUSES}. */
  status: OpenEnum<(typeof FACIAL_AUTHENTICATION_STATUSES)[number]>;
  scanRef?: string | null;
  clientId?: string | null;
  /** Credential of the session; do not log it. */
  token?: string | null;
  type?: OpenEnum<(typeof FACIAL_AUTHENTICATION_TYPES)[number]> | null;
  method?: OpenEnum<(typeof FACIAL_AUTHENTICATION_METHODS)[number]> | null;
  facePhoto?: string | null;
  ipAddress?: string | null;
  /** Free text, e.g. `FACE_MISMATCH`. */
  failReason?: string | null;
  riskTags?: OpenEnum<(typeof FACIAL_AUTHENTICATION_RISK_TAGS)[number]>[] | null;
}
