import { type CatalogueEntry, ERROR_CATALOGUE, isKnownIdentifier } from './error-catalogue.js';
import type { EmptyAnswer } from './operation.js';

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
 * What an error answer means to our caller. 401, 402, 403, 404, 409, 429 and 5xx are classified by status,
 * all others by identifier: at those statuses the identifier is missing (S1), or says less.
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
