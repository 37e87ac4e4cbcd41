import { Injectable } from '@nestjs/common';
import type { CallOptions } from '../client/call/call-options.js';
import { IdenfyClock } from '../client/clock.js';
import { IdenfyClient } from '../client/idenfy-client.js';
import { ResolvedClientOptions } from '../client/resolved-client-options.js';
import { requestInformation } from '../contract/endpoints.js';
import type {
  RequestInformationRequest,
  RequestInformationResponse,
} from '../contract/request-information.js';
import { checkTokenRequest } from '../contract/token-rules.js';
import type { TokenRequest, TokenResponse } from '../contract/token.js';
import { IdenfyValidationError } from '../errors/idenfy-validation.error.js';
import { printedWithout } from '../errors/printed-without.js';
import { requireScanRef } from './require-scan-ref.js';
import { CallClock } from './token/call-clock.js';
import { checkRequestInformation } from './token/check-request-information.js';
import { type KnownScanRefs, TokenCreation } from './token/token-creation.js';

/** Seconds that an unused token lives unless the request says otherwise. */
export const DEFAULT_EXPIRY_SECONDS = 3600;

/** Seconds that a session lasts once it was opened, unless the request says otherwise. */
export const DEFAULT_SESSION_SECONDS = 1800;

/** What may be said about the creation of one session. */
export interface CreateTokenOptions extends CallOptions {
  /**
   * Which of these sessions you have a record of. Without it every active session of the person counts as one
   * whose answer was lost.
   */
  knownScanRefs?: KnownScanRefs;
}

/** Opens verification sessions: POST /api/v2/token, and asking a verified person for more. */
@Injectable()
export class IdenfyTokenService {
  readonly #requestInformation: typeof requestInformation;

  constructor(
    private readonly client: IdenfyClient,
    private readonly clock: IdenfyClock,
    private readonly options: ResolvedClientOptions,
  ) {
    this.#requestInformation = { ...requestInformation, path: options.requestInformationPath };
  }

  /**
   * Creates a session. Every documented rule is checked before anything is sent. `expiryTime` and
   * `sessionLength` are always sent, so that a session whose answer is lost ends within a known time.
   *
   * Each session costs, and iDenfy cannot recognise a repetition. So after a cut connection it is tried once
   * more, and only if iDenfy's list shows no session that we know nothing of.
   *
   * @throws IdenfyValidationError the request breaks a rule; nothing was sent
   * @throws IdenfyLostAnswerError the session exists, or may exist, and its token is lost
   * @throws IdenfyError whatever {@link IdenfyClient.call} throws
   */
  async create(request: TokenRequest, options: CreateTokenOptions = {}): Promise<TokenResponse> {
    const body = {
      ...request,
      expiryTime: request.expiryTime ?? DEFAULT_EXPIRY_SECONDS,
      sessionLength: request.sessionLength ?? DEFAULT_SESSION_SECONDS,
    };
    const problem = checkTokenRequest(body);
    if (problem !== undefined) {
      throw new IdenfyValidationError(problem);
    }
    const time = new CallClock(this.clock, this.options.http.totalTimeoutMs, options);
    const known = options.knownScanRefs ?? noneKnown;
    const created = await new TokenCreation(body, this.client, time, known).run();
    return printedWithout(created, ['authToken', 'digitString']);
  }

  /**
   * Asks a person who was verified for more. Completion arrives as `IDENTIFICATION_RESUBMITTED`. Never repeated.
   *
   * @throws IdenfyValidationError the request breaks a rule; nothing was sent
   * @throws IdenfyError whatever {@link IdenfyClient.call} throws
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
