import { HttpService } from '@nestjs/axios';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ConstantBackoff, handleWhenResult, retry } from 'cockatiel';
import type { Operation } from '../contract/operation.js';
import { IdenfyAccounts } from './accounts.js';
import { RateBudget } from './budget/rate-budget.js';
import type { CallOptions } from './call/call-options.js';
import { CallRun } from './call/call-run.js';
import { CallScope } from './call/call-scope.js';
import type { CallTools } from './call/call-tools.js';
import { type Outcome, reasonOf, wantsRetry } from './call/outcome.js';
import { wireRequest } from './call/wire-request.js';
import type { CircuitName } from './circuit/circuit.js';
import { ClientEvents } from './client-events.js';
import { IdenfyClock } from './clock.js';
import { Lane } from './lane.js';
import { IdenfyRandom } from './random.js';
import { ResolvedClientOptions } from './resolved-client-options.js';

/**
 * Makes one call to iDenfy: with credentials, within time limits, repeated where that is safe (never where it
 * could do a thing twice), and held back while iDenfy is down or our budget is spent.
 */
@Injectable()
export class IdenfyClient implements OnApplicationShutdown {
  /** What happens to calls, for logs and metrics. */
  readonly events = new ClientEvents();

  readonly #lanes = new Map<string, Lane>();
  readonly #tools: CallTools;

  constructor(
    private readonly accounts: IdenfyAccounts,
    private readonly options: ResolvedClientOptions,
    private readonly clock: IdenfyClock,
    random: IdenfyRandom,
    budget: RateBudget,
    { axiosRef }: HttpService,
  ) {
    const { http } = options;
    this.#tools = {
      axios: axiosRef,
      clock,
      random,
      budget,
      events: this.events,
      http,
      retry: retry(
        handleWhenResult((result) => wantsRetry(result as Outcome)),
        { maxAttempts: http.maxRetries, backoff: new ConstantBackoff(0) },
      ),
    };
  }

  /**
   * Calls iDenfy and answers what it answered; unknown fields and values are kept.
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
    const { tryTimeoutMs, totalTimeoutMs } = this.limitsOf(operation);
    const totalMs = Math.min(totalTimeoutMs, options.totalTimeoutMs ?? totalTimeoutMs);
    const scope = new CallScope(this.clock, totalMs, options.signal);
    try {
      const call = {
        operation,
        account: account.name,
        request: wireRequest(account, operation, request, options),
        tryTimeoutMs,
        defaultedFields: options.defaultedFields ?? [],
      };
      const run = new CallRun(call, scope, this.laneOf(account.name), this.#tools);
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
    } finally {
      scope.close();
    }
  }

  /**
   * Whether iDenfy is asked at all at the moment with this account.
   * @throws IdenfyNotFoundError no account has that name
   */
  circuitState(account?: string): CircuitName {
    return this.laneOf(this.accounts.get(account).name).circuit.state;
  }

  onApplicationShutdown(): void {
    for (const lane of this.#lanes.values()) {
      lane.agents.destroy();
    }
  }

  private laneOf(account: string): Lane {
    let lane = this.#lanes.get(account);
    if (lane === undefined) {
      lane = new Lane(this.options.http, this.clock);
      this.#lanes.set(account, lane);
    }
    return lane;
  }

  private limitsOf({ repeat }: Operation<unknown, unknown>) {
    const { http } = this.options;
    return repeat === 'process'
      ? { tryTimeoutMs: http.processTryTimeoutMs, totalTimeoutMs: http.processTotalTimeoutMs }
      : { tryTimeoutMs: http.tryTimeoutMs, totalTimeoutMs: http.totalTimeoutMs };
  }
}
