import type { OpenEnum } from './open-enum.js';

/** Who can do something about an error. */
export type ErrorActor = 'user' | 'operator' | 'developer' | 'vendor';

/** What an error from iDenfy means to our own caller. */
export interface CatalogueEntry {
  /** The status our caller gets. */
  readonly httpStatus: number;
  /** Whether the same request may work later without anybody doing anything. */
  readonly retryable: boolean;
  readonly actor: ErrorActor;
  /** Our sentence. iDenfy's own text is never passed on: it can echo values and account policy. */
  readonly message: string;
}

const badValue = { httpStatus: 422, retryable: false, actor: 'user' } as const;
const ourAccount = { httpStatus: 502, retryable: false, actor: 'operator' } as const;
const ourMistake = { httpStatus: 502, retryable: false, actor: 'developer' } as const;

/** Every identifier iDenfy documents (S0, S1; `PARTNER_ERROR`: D:kyc/deletion) and what it means to our caller. */
export const ERROR_CATALOGUE = {
  INTERNAL_ERROR: {
    httpStatus: 502,
    retryable: true,
    actor: 'vendor',
    message: 'The identity verification service had an internal error.',
  },
  BAD_VALUE: { ...badValue, message: 'The identity verification service refused a value of the request.' },
  MISSING_VALUE: { ...badValue, message: 'The identity verification service misses a value in the request.' },
  UNAUTHORIZED: {
    ...ourAccount,
    message: 'The identity verification service did not accept our credentials.',
  },
  ENCODING_ERROR: {
    ...ourMistake,
    message: 'The identity verification service could not decode our request.',
  },
  JSON_ERROR: { ...ourMistake, message: 'The identity verification service could not parse our request.' },
  TOKEN_NOT_VALID: {
    httpStatus: 410,
    retryable: false,
    actor: 'user',
    message: 'The verification session is expired, used or unknown; start again.',
  },
  PARTNER_CONTRACT_ERROR: {
    ...ourAccount,
    message: 'Our contract with the identity verification service does not cover this.',
  },
  METHOD_NOT_ALLOWED: {
    ...ourMistake,
    message: 'The identity verification service does not know this kind of call.',
  },
  PERMISSIONS_ERROR: {
    ...ourAccount,
    message: 'Our account at the identity verification service may not do this.',
  },
  TOO_MANY_REQUESTS: {
    httpStatus: 503,
    retryable: true,
    actor: 'vendor',
    message: 'The identity verification service is called too often; try again later.',
  },
  VALIDATION_ERROR: {
    ...badValue,
    message: 'The identity verification service refused one or more values of the request.',
  },
  PARTNER_ERROR: {
    httpStatus: 409,
    retryable: false,
    actor: 'user',
    message: 'The state of the verification does not allow this now.',
  },
} as const satisfies Record<string, CatalogueEntry>;

/** An identifier that iDenfy documents. */
export type KnownIdentifier = keyof typeof ERROR_CATALOGUE;

/** The constant that names an error. iDenfy may send others: `PARTNER_ERROR` is not on its own list. */
export type IdenfyIdentifier = OpenEnum<KnownIdentifier>;

/** Every identifier that iDenfy documents. */
export const IDENTIFIERS = Object.keys(ERROR_CATALOGUE) as readonly KnownIdentifier[];

/** Whether the value is an identifier that iDenfy documents. */
export function isKnownIdentifier(value: unknown): value is KnownIdentifier {
  return typeof value === 'string' && Object.hasOwn(ERROR_CATALOGUE, value);
}

/** Body of an error (S0, S1, S4). Any part may be missing; the body may also be absent or no JSON at all. */
export interface IdenfyErrorBody {
  identifier?: IdenfyIdentifier | null;
  message?: string | null;
  /** Often an empty string. */
  documentation?: string | null;
  severity?: OpenEnum<'NOT_SEVERE'> | null;
}
