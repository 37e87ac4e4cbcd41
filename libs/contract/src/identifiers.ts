import type { OpenEnum } from './open-enum.js';

/** Every error identifier that iDenfy documents (S0, S1; `PARTNER_ERROR`: D:kyc/deletion). */
export const IDENTIFIERS = [
  'INTERNAL_ERROR',
  'BAD_VALUE',
  'MISSING_VALUE',
  'UNAUTHORIZED',
  'ENCODING_ERROR',
  'JSON_ERROR',
  'TOKEN_NOT_VALID',
  'PARTNER_CONTRACT_ERROR',
  'METHOD_NOT_ALLOWED',
  'PERMISSIONS_ERROR',
  'TOO_MANY_REQUESTS',
  'VALIDATION_ERROR',
  'PARTNER_ERROR',
] as const;

/** An error identifier that iDenfy documents. */
export type KnownIdentifier = (typeof IDENTIFIERS)[number];

/** The identifier of an error. iDenfy also sends undocumented ones: `PARTNER_ERROR` is not in its list of errors. */
export type IdenfyIdentifier = OpenEnum<KnownIdentifier>;

/** Whether the value is an error identifier that iDenfy documents. */
export function isKnownIdentifier(value: unknown): value is KnownIdentifier {
  return IDENTIFIERS.some((identifier) => identifier === value);
}

/** Body of an error (S0, S1, S4). Any field may be missing, and the body may be empty or not JSON. */
export interface IdenfyErrorBody {
  identifier?: IdenfyIdentifier | null;
  message?: string | null;
  /** Often an empty string. */
  documentation?: string | null;
  severity?: OpenEnum<'NOT_SEVERE'> | null;
}
