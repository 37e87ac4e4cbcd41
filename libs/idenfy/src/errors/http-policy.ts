import { type EmptyAnswer, isKnownIdentifier, type KnownIdentifier } from '@nestjs-idenfy/contract';

/** Who can fix an error. */
export type ErrorActor = 'user' | 'operator' | 'developer' | 'vendor';

/** How an error is answered to our own caller. */
export interface HttpPolicy {
  /** The status our caller gets. */
  readonly httpStatus: number;
  /** Whether the same request may work later although nothing was changed. */
  readonly retryable: boolean;
  /** Who can fix it. */
  readonly actor: ErrorActor;
}

const notSent = { httpStatus: 503, retryable: true, actor: 'vendor' } as const;
const badAnswer = { httpStatus: 502, retryable: false, actor: 'vendor' } as const;

/**
 * How each error of our own is answered. An instance may differ where its class documents it: a network error or a
 * time-out is retryable where the call is safe to make again, a conflict where it is known when it ends.
 * {@link classify} does the same for what iDenfy answers (`IdenfyApiError`). Errors that are not listed are not served.
 */
export const HTTP_POLICY = {
  IdenfyBudgetError: notSent,
  IdenfyBulkheadError: notSent,
  IdenfyCircuitError: notSent,
  IdenfyCancelledError: { httpStatus: 503, retryable: false, actor: 'user' },
  IdenfyContractError: badAnswer,
  IdenfyLostAnswerError: badAnswer,
  IdenfyNetworkError: badAnswer,
  IdenfyTimeoutError: { httpStatus: 504, retryable: false, actor: 'vendor' },

  IdenfyValidationError: { httpStatus: 400, retryable: false, actor: 'user' },
  IdenfyUploadError: { httpStatus: 400, retryable: false, actor: 'user' },
  IdenfySignatureError: { httpStatus: 401, retryable: false, actor: 'operator' },
  IdenfyUnauthenticatedError: { httpStatus: 401, retryable: false, actor: 'user' },
  IdenfyForbiddenError: { httpStatus: 403, retryable: false, actor: 'user' },
  IdenfyNotFoundError: { httpStatus: 404, retryable: false, actor: 'user' },
  IdenfyConflictError: { httpStatus: 409, retryable: false, actor: 'user' },
  IdenfyPreconditionError: { httpStatus: 412, retryable: false, actor: 'user' },
  IdenfyThrottledError: { httpStatus: 429, retryable: true, actor: 'user' },
  IdenfyUnavailableError: { httpStatus: 503, retryable: true, actor: 'operator' },
} as const satisfies Record<string, HttpPolicy>;

/** How an error without a policy of its own is answered, should one reach a caller nevertheless. */
export const UNFORESEEN: HttpPolicy = { httpStatus: 500, retryable: false, actor: 'developer' };

/** What an error from iDenfy means to our own caller. */
export interface CatalogueEntry extends HttpPolicy {
  /** Our message. iDenfy's own text is never passed on: it can echo values and account policy. */
  readonly message: string;
}

const badValue = { httpStatus: 422, retryable: false, actor: 'user' } as const;
const ourAccount = { httpStatus: 502, retryable: false, actor: 'operator' } as const;
const ourMistake = { httpStatus: 502, retryable: false, actor: 'developer' } as const;

/** Every identifier iDenfy documents (S0, S1; `PARTNER_ERROR`: D:kyc/deletion) and how it is answered to our caller. */
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
} as const satisfies Record<KnownIdentifier, CatalogueEntry>;

/** What is known of an error answer. */
export interface ErrorAnswerFacts {
  /** Status that iDenfy answered. */
  httpStatus: number;
  identifier?: string | null | undefined;
  /** iDenfy's text; only looked at for one case that has no identifier. */
  message?: string | null | undefined;
  /** Whether the operation takes a scanRef. */
  takesScanRef: boolean;
  /** Of the operation: `expected` makes a 2xx with content a refusal. */
  emptyAnswer?: EmptyAnswer;
}

const NO_CREDITS = 'Partner reached token limit';
const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([500, 502, 503, 504]);

const WITHOUT_IDENTIFIER = {
  noFunds: {
    httpStatus: 502,
    retryable: false,
    actor: 'operator',
    message: 'Our account at the identity verification service has no funds or has reached its limit.',
  },
  unknownVerification: {
    httpStatus: 404,
    retryable: false,
    actor: 'user',
    message: 'The identity verification service does not know this verification.',
  },
  wrongAddress: {
    httpStatus: 502,
    retryable: false,
    actor: 'developer',
    message: 'The address of the identity verification service is wrong.',
  },
  activeSession: {
    httpStatus: 409,
    retryable: false,
    actor: 'user',
    message: 'This person has an active verification session already.',
  },
  permanentFault: { ...ERROR_CATALOGUE.INTERNAL_ERROR, retryable: false },
  refusedImages: {
    httpStatus: 422,
    retryable: false,
    actor: 'user',
    message: 'The identity verification service refused the images.',
  },
  notUnderstood: {
    httpStatus: 502,
    retryable: false,
    actor: 'vendor',
    message: 'The identity verification service refused the request for a reason we do not know.',
  },
} as const satisfies Record<string, CatalogueEntry>;

/**
 * How an error answer of iDenfy is answered to our caller. 401, 402, 403, 404, 409, 429 and 5xx are classified by status,
 * all others by identifier: at those statuses the identifier is missing (S1), or less exact.
 */
export function classify(facts: ErrorAnswerFacts): CatalogueEntry {
  return classifyByStatus(facts) ?? classifyByIdentifier(facts);
}

function classifyByStatus({ httpStatus, takesScanRef }: ErrorAnswerFacts): CatalogueEntry | undefined {
  switch (httpStatus) {
    case 401:
      return ERROR_CATALOGUE.UNAUTHORIZED;
    case 402:
      return WITHOUT_IDENTIFIER.noFunds;
    case 403:
      return ERROR_CATALOGUE.PERMISSIONS_ERROR;
    case 404:
      return takesScanRef ? WITHOUT_IDENTIFIER.unknownVerification : WITHOUT_IDENTIFIER.wrongAddress;
    case 409:
      return takesScanRef ? ERROR_CATALOGUE.PARTNER_ERROR : WITHOUT_IDENTIFIER.activeSession;
    case 429:
      return ERROR_CATALOGUE.TOO_MANY_REQUESTS;
  }
  if (httpStatus < 500) {
    return undefined;
  }
  return TRANSIENT_STATUSES.has(httpStatus)
    ? ERROR_CATALOGUE.INTERNAL_ERROR
    : WITHOUT_IDENTIFIER.permanentFault;
}

function classifyByIdentifier({
  httpStatus,
  identifier,
  message,
  emptyAnswer,
}: ErrorAnswerFacts): CatalogueEntry {
  if (isKnownIdentifier(identifier)) {
    return ERROR_CATALOGUE[identifier];
  }
  if (message?.includes(NO_CREDITS)) {
    return WITHOUT_IDENTIFIER.noFunds;
  }
  // The photo check of /process refuses with 200, and its identifier is not documented (S4).
  return httpStatus < 300 && emptyAnswer === 'expected'
    ? WITHOUT_IDENTIFIER.refusedImages
    : WITHOUT_IDENTIFIER.notUnderstood;
}
