import {
  createToken,
  listIdentifications,
  type TokenRequest,
  type TokenResponse,
} from '@nestjs-idenfy/contract';
import type { CallOptions } from '../client/call-options.js';
import type { IdenfyClock } from '../client/clock.js';
import type { IdenfyClient } from '../client/idenfy-client.js';
import {
  IdenfyApiError,
  IdenfyCancelledError,
  IdenfyLostAnswerError,
  IdenfyNetworkError,
} from '../errors/call.errors.js';

/** Picks the scanRefs that the host has a record of. */
export type KnownScanRefs = (scanRefs: readonly string[]) => Promise<readonly string[]>;

/** How long iDenfy gets to finish what a cut connection interrupted before we look for it. */
const LOOKUP_AFTER_MS = 1_000;

/** Time that the lookup and the retry take at the very least. */
const LOOKUP_MS = 1_000;

const createTokenOnce: typeof createToken = { ...createToken, retryPolicy: 'never' };

/**
 * The creation of one session, and what is done when its answer gets lost: each session costs, and iDenfy cannot
 * recognise a duplicate.
 */
export class TokenCreation {
  constructor(
    private readonly request: Readonly<TokenRequest>,
    private readonly client: IdenfyClient,
    private readonly time: CallClock,
    private readonly known: KnownScanRefs,
  ) {}

  async run(): Promise<TokenResponse> {
    try {
      return await this.client.call(createToken, this.request, this.time.callOptions());
    } catch (error) {
      if (isCut(error)) {
        return await this.retryAfter(error);
      }
      // After a failure of our own, the session in the way may well be the one we have just asked for.
      throw isConflict(error) && error.answerLost ? await this.lostAnswer(error) : error;
    }
  }

  // Once more, unless the session turns out to exist.
  private async retryAfter(cut: IdenfyNetworkError): Promise<TokenResponse> {
    if (this.time.remainingMs() < LOOKUP_AFTER_MS + LOOKUP_MS) {
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
      await this.time.sleep(LOOKUP_AFTER_MS);
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

const PER_PAGE = 100;

/** No person has more verifications than these pages hold; a list without an end must not keep us busy. */
const MAX_PAGES = 10;

// The scanRefs of a person's sessions that can still be entered.
async function activeSessionsOf(
  clientId: string,
  client: IdenfyClient,
  options: () => CallOptions,
): Promise<readonly string[]> {
  const active: string[] = [];
  for (let page = 1; page <= MAX_PAGES; page++) {
    const query = { clientId, page, perPage: PER_PAGE };
    const { results, next } = await client.call(listIdentifications, query, options());
    active.push(...results.filter(({ status }) => status === 'ACTIVE').map(({ scanRef }) => scanRef));
    if (!next || results.length === 0) {
      break;
    }
  }
  return active;
}

/** The time of one operation that takes several calls: together they take no longer than one of them may. */
export class CallClock {
  readonly #endsAtMs: number;

  constructor(
    private readonly clock: IdenfyClock,
    totalMs: number,
    private readonly options: CallOptions,
  ) {
    this.#endsAtMs = clock.elapsedMs() + Math.min(totalMs, options.totalTimeoutMs ?? totalMs);
  }

  remainingMs(): number {
    return this.#endsAtMs - this.clock.elapsedMs();
  }

  /** The caller's options with what is left of the time. */
  callOptions(): CallOptions {
    const { account, signal, defaultedFields } = this.options;
    return { account, signal, defaultedFields, totalTimeoutMs: this.remainingMs() };
  }

  /** Rejects when the caller's signal aborts. */
  sleep(ms: number): Promise<void> {
    return this.clock.sleep(ms, this.options.signal);
  }
}
