import { HttpService } from '@nestjs/axios';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Operation } from '@nestjs-idenfy/contract';
import { IdenfyValidationError } from '../errors/refusal.errors.js';
import { AccountLimits, type CircuitState } from './account-limits.js';
import { type IdenfyAccount, IdenfyAccounts } from './accounts.js';
import type { CallOptions } from './call-options.js';
import { CallRun, type CallTools } from './call.js';
import { ClientEvents, reasonOf } from './client-events.js';
import { ClientOptions } from './client.options.js';
import { IdenfyClock, IdenfyRandom } from './clock.js';
import { RateBudget } from './rate-budget.js';
import { type PreparedRequest, probe, type Probe } from './transport.js';

/**
 * Makes one call to iDenfy: with credentials, within time limits, retried where that is safe (never where it could do
 * something twice), and not sent while iDenfy is down or the budget is spent.
 */
@Injectable()
export class IdenfyClient implements OnApplicationShutdown {
  /** What happens to calls, for logs and metrics. */
  readonly events = new ClientEvents();

  readonly #limits: ReadonlyMap<string, AccountLimits>;
  readonly #tools: CallTools;

  constructor(
    private readonly accounts: IdenfyAccounts,
    private readonly options: ClientOptions,
    clock: IdenfyClock,
    random: IdenfyRandom,
    budget: RateBudget,
    { axiosRef }: HttpService,
  ) {
    const { http } = options;
    const limitsOf = (name: string) => [name, new AccountLimits(http, clock)] as const;
    this.#limits = new Map(accounts.names().map(limitsOf));
    this.#tools = { axios: axiosRef, clock, random, budget, events: this.events, http };
  }

  /**
   * Calls iDenfy and returns its answer; unknown fields and values are kept.
   *
   * @throws IdenfyApiError iDenfy refused, also with status 200
   * @throws IdenfyContractError the answer is not what iDenfy documents
   * @throws IdenfyTimeoutError no answer in time
   * @throws IdenfyNetworkError connection refused or cut
   * @throws IdenfyBudgetError, IdenfyCircuitError, IdenfyBulkheadError nothing was sent
   * @throws IdenfyCancelledError `options.signal` aborted
   * @throws IdenfyNotFoundError no account has that name
   */
  async call<Request, Response>(
    operation: Operation<Request, Response>,
    request: Request,
    options: CallOptions = {},
  ): Promise<Response> {
    const account = this.accounts.get(options.account);
    const { attemptTimeoutMs, totalTimeoutMs } = this.timeoutsOf(operation);
    const call = {
      operation,
      account: account.name,
      request: prepareRequest(account, operation, request, options),
      attemptTimeoutMs,
      totalTimeoutMs: Math.min(totalTimeoutMs, options.totalTimeoutMs ?? totalTimeoutMs),
      signal: options.signal,
      defaultedFields: options.defaultedFields ?? [],
    };
    const run = new CallRun(call, this.limitsOf(account.name), this.#tools);
    const outcome = await run.outcome();
    if (outcome.kind === 'success') {
      return outcome.value as Response;
    }
    this.events.emit('gaveUp', {
      operation: operation.name,
      account: account.name,
      attempt: run.attempts,
      reason: reasonOf(outcome.error),
    });
    throw outcome.error;
  }

  /**
   * Whether requests of this account are sent at the moment.
   * @param account `'default'` when it is not given
   * @throws IdenfyNotFoundError no account has that name
   */
  circuitState(account?: string): CircuitState {
    return this.limitsOf(this.accounts.get(account).name).circuit.state;
  }

  /**
   * What the API host of an account answers to a request without credentials, for checks of health. Not counted and not retried.
   * @param account `'default'` when it is not given
   * @throws IdenfyNotFoundError no account has that name; otherwise what the HTTP client throws where no answer comes in time
   */
  probe(account: string | undefined, timeoutMs: number): Promise<Probe> {
    const { name, baseUrl } = this.accounts.get(account);
    return probe(this.#tools.axios, baseUrl, this.limitsOf(name).connections, timeoutMs);
  }

  onApplicationShutdown(): void {
    for (const { connections } of this.#limits.values()) {
      connections.destroy();
    }
  }

  private limitsOf(account: string): AccountLimits {
    return this.#limits.get(account) as AccountLimits; // every account that exists has its own
  }

  private timeoutsOf({ retryPolicy }: Operation<unknown, unknown>) {
    const { http } = this.options;
    return retryPolicy === 'process'
      ? { attemptTimeoutMs: http.processTryTimeoutMs, totalTimeoutMs: http.processTotalTimeoutMs }
      : { attemptTimeoutMs: http.tryTimeoutMs, totalTimeoutMs: http.totalTimeoutMs };
  }
}

/** How many of the latest answers are remembered of an account. */
const LATEST = 20;

/** How iDenfy answered this process lately. */
export interface AnswersReading {
  /** When the last request was answered, or failed; null before the first one. */
  readonly lastAt: Date | null;
  /** Whether the last request was answered, be it with a refusal. */
  readonly answered: boolean | null;
  /** Median time to an answer of the last 20 requests that got one, in milliseconds; null where none did. */
  readonly medianMs: number | null;
}

interface Remembered {
  lastAt: Date;
  answered: boolean;
  durationsMs: number[];
}

/** Remembers how quickly iDenfy answers this process. */
@Injectable()
export class IdenfyAnswers {
  readonly #accounts = new Map<string, Remembered>();

  constructor(client: IdenfyClient, clock: IdenfyClock) {
    client.events.on('answered', ({ account, durationMs, outcome }) => {
      if (outcome === 'cancelled') return;
      const answered = outcome === 'success' || outcome === 'refused';
      const durationsMs = [
        ...(this.#accounts.get(account)?.durationsMs ?? []),
        ...(answered ? [durationMs] : []),
      ];
      this.#accounts.set(account, { lastAt: clock.now(), answered, durationsMs: durationsMs.slice(-LATEST) });
    });
  }

  of(account: string): AnswersReading {
    const remembered = this.#accounts.get(account);
    if (!remembered) return { lastAt: null, answered: null, medianMs: null };
    const { lastAt, answered, durationsMs } = remembered;
    const sorted = durationsMs.toSorted((one, other) => one - other);
    return { lastAt, answered, medianMs: sorted[Math.floor(sorted.length / 2)] ?? null };
  }
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

// A POST carries the request as JSON, a GET as query.
function prepareRequest(
  account: IdenfyAccount,
  operation: Operation<unknown, unknown>,
  request: unknown,
  { pathParams, query, body }: CallOptions,
): PreparedRequest {
  const isGet = operation.method === 'GET';
  const path = fillPath(operation.path, pathParams?.scanRef);
  const parameters = isGet ? { ...(request as Query), ...query } : query;
  return {
    method: operation.method,
    url: `${account.baseUrl}${path}${queryString(parameters)}`,
    authorization: account.authorization,
    body: isGet ? undefined : (body ?? JSON.stringify(request)),
  };
}

function fillPath(path: string, scanRef: string | undefined): string {
  if (!path.includes(':scanRef')) {
    return path;
  }
  if (scanRef === undefined) {
    throw new IdenfyValidationError({ field: 'scanRef', message: "Field 'scanRef' is required." });
  }
  return path.replace(':scanRef', encodeURIComponent(scanRef));
}

function queryString(parameters: Query | undefined): string {
  if (parameters === undefined) {
    return '';
  }
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) {
      search.append(name, String(value));
    }
  }
  return search.size === 0 ? '' : `?${search.toString()}`;
}
