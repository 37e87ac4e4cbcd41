import { Injectable } from '@nestjs/common';
import {
  checkTokenRequest,
  COUNTRY_CODE_FIELDS,
  foldedCountryCode,
  LIMITS,
  requestInformation,
  type RequestInformationRequest,
  type RequestInformationResponse,
  type TokenField,
  type TokenRequest,
  type TokenResponse,
  UUID_PATTERN,
} from '@nestjs-idenfy/contract';
import type { CallOptions } from '../client/call-options.js';
import { ClientOptions } from '../client/client.options.js';
import { IdenfyClock } from '../client/clock.js';
import { IdenfyClient } from '../client/idenfy-client.js';
import { printedWithout } from '../errors/hidden-properties.js';
import { IdenfyValidationError } from '../errors/refusal.errors.js';
import { requireScanRef } from './require-scan-ref.js';
import { CallClock, type KnownScanRefs, TokenCreation } from './token-creation.js';

/** Seconds that an unused token is valid unless the request gives `expiryTime`. */
export const DEFAULT_EXPIRY_SECONDS = 3600;

/** Seconds that a session lasts once it was opened unless the request gives `sessionLength`. */
export const DEFAULT_SESSION_SECONDS = 1800;

declare const checked: unique symbol;

/** A token request that breaks no documented rule, with `expiryTime` and `sessionLength`. Frozen. */
export type CheckedTokenRequest = Readonly<TokenRequest> & {
  readonly expiryTime: number;
  readonly sessionLength: number;
  readonly [checked]: true;
};

const checkedRequests = new WeakSet<object>();

/**
 * Fills in `expiryTime` and `sessionLength`, so that a session whose answer is lost ends within a known time, and checks
 * every documented rule. Each entry point calls it once; a request that was checked before is returned as it is.
 *
 * @throws IdenfyValidationError naming the first field at fault
 */
export function checkedTokenRequest(request: TokenRequest): CheckedTokenRequest {
  if (isChecked(request)) {
    return request;
  }
  const complete = {
    ...request,
    expiryTime: request.expiryTime ?? DEFAULT_EXPIRY_SECONDS,
    sessionLength: request.sessionLength ?? DEFAULT_SESSION_SECONDS,
  };
  fold(complete);
  const problem = checkTokenRequest(complete);
  if (problem !== undefined) {
    throw new IdenfyValidationError(problem);
  }
  checkedRequests.add(Object.freeze(complete));
  return complete as CheckedTokenRequest;
}

// iDenfy takes lower case too, but reports upper case.
function fold(request: Partial<Record<TokenField, unknown>>): void {
  for (const field of COUNTRY_CODE_FIELDS) {
    if (request[field] !== undefined) request[field] = foldedCountryCode(request[field]);
  }
}

function isChecked(request: TokenRequest): request is CheckedTokenRequest {
  return checkedRequests.has(request);
}

/** Options of the creation of one session. */
export interface CreateTokenOptions extends CallOptions {
  /**
   * Which of these sessions you have a record of. Without it every active session of the person counts as one
   * whose answer was lost.
   */
  knownScanRefs?: KnownScanRefs;
}

/** Creates sessions (POST /api/v2/token), and asks verified persons for more information. */
@Injectable()
export class IdenfyTokenService {
  readonly #requestInformation: typeof requestInformation;

  constructor(
    private readonly client: IdenfyClient,
    private readonly clock: IdenfyClock,
    private readonly options: ClientOptions,
  ) {
    this.#requestInformation = { ...requestInformation, path: options.requestInformationPath };
  }

  /**
   * Creates a session (S1). Every documented rule is checked before anything is sent. `expiryTime` (3600 seconds unless
   * given) and `sessionLength` (1800) are always sent, so that a session whose answer is lost ends within a known time.
   *
   * Each session costs, and iDenfy cannot recognise a duplicate. After a cut connection the call is therefore retried
   * once, and only if iDenfy's list shows no session that is unknown to us.
   *
   * @throws IdenfyValidationError the request breaks a rule; nothing was sent
   * @throws IdenfyLostAnswerError the session exists, or may exist, and its token is lost
   * @throws IdenfyError each that {@link IdenfyClient.call} throws
   */
  async create(request: TokenRequest, options: CreateTokenOptions = {}): Promise<TokenResponse> {
    const body = checkedTokenRequest(request);
    const time = new CallClock(this.clock, this.options.http.totalTimeoutMs, options);
    const known = options.knownScanRefs ?? noneKnown;
    const created = await new TokenCreation(body, this.client, time, known).run();
    return printedWithout(created, ['authToken', 'redirectUrl', 'digitString']);
  }

  /**
   * Asks a person who was verified for more information. iDenfy announces the completion as
   * `IDENTIFICATION_RESUBMITTED`. Never retried.
   *
   * @throws IdenfyValidationError the request breaks a rule; nothing was sent
   * @throws IdenfyError each that {@link IdenfyClient.call} throws
   */
  async requestInformation(
    scanRef: string,
    request: RequestInformationRequest = {},
    options: CallOptions = {},
  ): Promise<RequestInformationResponse> {
    requireScanRef(scanRef);
    checkRequestInformation(request);
    const isInPath = this.#requestInformation.path.includes(':scanRef');
    return this.client.call(this.#requestInformation, isInPath ? request : { scanRef, ...request }, {
      ...options,
      pathParams: { scanRef },
    });
  }
}

async function noneKnown(): Promise<readonly string[]> {
  return [];
}

const LAST_FOUR = new RegExp(`^\\d{${LIMITS.bankCardLastFourLength}}$`);

// What iDenfy documents of a request for more information (OAS).
function checkRequestInformation(request: RequestInformationRequest): void {
  const { lifetime, questionnaire, riskAssessmentProfile, bankCardExpectedLastFour } = request;
  const { min, max } = LIMITS.requestInformationLifetime;
  if (lifetime !== undefined && !(Number.isInteger(lifetime) && lifetime >= min && lifetime <= max)) {
    refuse('lifetime', `must be a whole number from ${min} to ${max}`);
  }
  if (questionnaire === '') {
    refuse('questionnaire', 'must not be empty');
  }
  if (riskAssessmentProfile !== undefined && !UUID_PATTERN.test(riskAssessmentProfile)) {
    refuse('riskAssessmentProfile', 'must be a UUID');
  }
  if (bankCardExpectedLastFour != null && !LAST_FOUR.test(bankCardExpectedLastFour)) {
    refuse('bankCardExpectedLastFour', 'must be four digits');
  }
}

function refuse(field: string, rule: string): never {
  throw new IdenfyValidationError({ field, message: `Field '${field}' ${rule}.` });
}
