import type { IdenfyClient } from '../../client/idenfy-client.js';
import { createToken } from '../../contract/endpoints.js';
import type { TokenRequest, TokenResponse } from '../../contract/token.js';
import { IdenfyApiError } from '../../errors/idenfy-api.error.js';
import { IdenfyCancelledError } from '../../errors/idenfy-cancelled.error.js';
import { IdenfyLostAnswerError } from '../../errors/idenfy-lost-answer.error.js';
import { IdenfyNetworkError } from '../../errors/idenfy-network.error.js';
import { activeSessionsOf } from './active-sessions.js';
import type { CallClock } from './call-clock.js';

/** Picks the scanRefs that the host has a record of. */
export type KnownScanRefs = (scanRefs: readonly string[]) => Promise<readonly string[]>;

/** How long iDenfy gets to finish what a cut connection interrupted before we look for it. */
const LOOK_UP_AFTER_MS = 1_000;

/** Time that looking up and asking again take at the very least. */
const LOOK_UP_MS = 1_000;

const createTokenOnce: typeof createToken = { ...createToken, repeat: 'never' };

/**
 * The creation of one session, with what is done when its answer gets lost: each session costs, and iDenfy
 * cannot recognise a repetition.
 */
export class TokenCreation {
  constructor(
    private readonly request: TokenRequest,
    private readonly client: IdenfyClient,
    private readonly time: CallClock,
    private readonly known: KnownScanRefs,
  ) {}

  async run(): Promise<TokenResponse> {
    try {
      return await this.client.call(createToken, this.request, this.time.callOptions());
    } catch (error) {
      if (isCut(error)) {
        return await this.runAfter(error);
      }
      // After a failure of our own, the session in the way may well be the one we have just asked for.
      throw isConflict(error) && error.answerLost ? await this.lostAnswer(error) : error;
    }
  }

  /** Once more, unless the session turns out to be there. */
  private async runAfter(cut: IdenfyNetworkError): Promise<TokenResponse> {
    if (this.time.remainingMs() < LOOK_UP_AFTER_MS + LOOK_UP_MS) {
      throw cut;
    }
    await this.waitAfter(cut);
    const candidates = await this.unknownSessions().catch(() => {
      throw cut;
    });
    if (candidates.length > 0) {
      throw new IdenfyLostAnswerError({ operation: createToken.name, candidates, cause: cut });
    }
    try {
      return await this.client.call(createTokenOnce, this.request, this.time.callOptions());
    } catch (error) {
      throw isConflict(error) ? await this.lostAnswer(error) : error;
    }
  }

  private async waitAfter({ operation = createToken.name, attempts }: IdenfyNetworkError): Promise<void> {
    try {
      await this.time.sleep(LOOK_UP_AFTER_MS);
    } catch {
      throw new IdenfyCancelledError({ operation, attempts, answerLost: true });
    }
  }

  private async lostAnswer(cause: IdenfyApiError): Promise<IdenfyLostAnswerError> {
    const candidates = await this.unknownSessions().catch(() => []);
    return new IdenfyLostAnswerError({ operation: createToken.name, candidates, cause });
  }

  private async unknownSessions(): Promise<readonly string[]> {
    const clientId = this.request.clientId ?? this.request.personScanRef;
    const active = await activeSessionsOf(clientId, this.client, () => this.time.callOptions());
    const known = new Set(active.length === 0 ? [] : await this.known(active));
    return active.filter((scanRef) => !known.has(scanRef));
  }
}

function isCut(error: unknown): error is IdenfyNetworkError {
  return error instanceof IdenfyNetworkError && error.answerLost === true;
}

function isConflict(error: unknown): error is IdenfyApiError {
  return error instanceof IdenfyApiError && error.status === 409;
}
