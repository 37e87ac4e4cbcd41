import type { Operation } from '@nestjs-idenfy/contract';
import type { AxiosInstance } from 'axios';
import { IdenfyBudgetError } from '../errors/call.errors.js';
import { type AccountLimits, isVendorFailure } from './account-limits.js';
import { classifyAnswer } from './classify-answer.js';
import { classifyEndedWait, classifyFailure, classifyRefusal } from './classify-failure.js';
import { type ClientEvents, reasonOf } from './client-events.js';
import type { HttpOptions } from './client.options.js';
import type { IdenfyClock, IdenfyRandom } from './clock.js';
import type { AttemptEnd, AttemptFacts, CallEnd, Outcome } from './outcome.js';
import type { RateBudget } from './rate-budget.js';
import { backoffMs } from './retry.js';
import { AttemptSignal, type PreparedRequest, sendOnce } from './transport.js';

/** What one call is about. */
export interface Call {
  readonly operation: Operation<unknown, unknown>;
  readonly account: string;
  readonly request: PreparedRequest;
  readonly attemptTimeoutMs: number;
  /** For all attempts and the waits between them. */
  readonly totalTimeoutMs: number;
  /** Ends the call for its caller. */
  readonly signal: AbortSignal | undefined;
  readonly defaultedFields: readonly string[];
}

/** What every call of a client is made with. */
export interface CallTools {
  readonly axios: AxiosInstance;
  readonly clock: IdenfyClock;
  readonly random: IdenfyRandom;
  readonly budget: RateBudget;
  readonly events: ClientEvents;
  readonly http: Readonly<HttpOptions>;
}

/** An attempt that has less time than this is not made. */
const SHORTEST_ATTEMPT_MS = 250;

/** One call under way: as many attempts as it needs and is allowed. */
export class CallRun {
  #attempts = 0;
  #inDoubt = false;
  private readonly scope: CallScope;

  /** The time of the call begins here. */
  constructor(
    private readonly call: Call,
    private readonly limits: AccountLimits,
    private readonly tools: CallTools,
  ) {
    this.scope = new CallScope(tools.clock, call.totalTimeoutMs, call.signal);
  }

  /** Attempts sent so far. */
  get attempts(): number {
    return this.#attempts;
  }

  async outcome(): Promise<Outcome> {
    const work = () =>
      this.limits.run(
        () => this.withRetries(),
        (refusal) => classifyRefusal(refusal, this.call.operation.name),
      );
    try {
      return await this.scope.untilEnd(work, () => this.ended());
    } finally {
      this.scope.close();
    }
  }

  private async withRetries(): Promise<Outcome> {
    for (let retries = 0; ; retries++) {
      const outcome = await this.attempt();
      if (
        !('retryInMs' in outcome) ||
        outcome.retryInMs === undefined ||
        retries === this.tools.http.maxRetries
      ) {
        return outcome;
      }
      const { retryInMs, error } = outcome;
      this.tools.events.emit('retried', { ...this.about(), delayMs: retryInMs, reason: reasonOf(error) });
      await this.scope.sleep(retryInMs);
    }
  }

  private async attempt(): Promise<Outcome> {
    const refusal = this.isOver() ? this.ended() : await this.takeFromBudget();
    if (refusal !== undefined || this.isOver()) {
      return refusal ?? this.ended();
    }
    this.#attempts++;
    this.tools.events.emit('attempt', this.about());
    const startedMs = this.tools.clock.elapsedMs();
    const end = await this.send();
    const durationMs = this.tools.clock.elapsedMs() - startedMs;
    this.tools.events.emit('answered', { ...this.about(), durationMs, outcome: end.kind });
    this.#inDoubt ||= isVendorFailure(end);
    return end;
  }

  private async takeFromBudget(): Promise<Outcome | undefined> {
    try {
      await this.tools.budget.take(this.call.account);
      return undefined;
    } catch (error) {
      if (error instanceof IdenfyBudgetError) {
        return { kind: 'not-sent', error };
      }
      throw error;
    }
  }

  private async send(): Promise<AttemptEnd> {
    const { attemptTimeoutMs, request } = this.call;
    const { axios, http } = this.tools;
    const limitMs = Math.min(attemptTimeoutMs, this.scope.remainingMs());
    const { maxResponseBytes } = http;
    const response = await this.scope.runAttempt(limitMs, (signal) =>
      sendOnce(axios, request, this.limits.connections, { signal, maxResponseBytes }),
    );
    return response.kind === 'answer'
      ? classifyAnswer(response, this.facts())
      : classifyFailure(response, this.facts());
  }

  private facts(): AttemptFacts {
    const { clock, http, random } = this.tools;
    return {
      operation: this.call.operation,
      attempts: this.#attempts,
      inDoubt: this.#inDoubt,
      ended: this.scope.ended,
      patienceMs: this.scope.remainingMs() - this.shortestAttemptMs(),
      now: clock.now(),
      backoffMs: () => backoffMs(this.#attempts, http.retryDelayMs, () => random.next()),
      defaultedFields: this.call.defaultedFields,
    };
  }

  // An attempt that is cut short right after it was sent leaves us in doubt: better none at all.
  private shortestAttemptMs(): number {
    return Math.min(SHORTEST_ATTEMPT_MS, this.call.attemptTimeoutMs / 10);
  }

  private isOver(): boolean {
    return this.scope.ended !== undefined || this.scope.remainingMs() < this.shortestAttemptMs();
  }

  private ended(): Outcome {
    return classifyEndedWait({
      end: this.scope.ended ?? 'timeout',
      operation: this.call.operation.name,
      attempts: this.#attempts,
      inDoubt: this.#inDoubt,
    });
  }

  private about() {
    return {
      operation: this.call.operation.name,
      account: this.call.account,
      attempt: this.#attempts,
    };
  }
}

/** How long one call may take with all its attempts and waits, and whether its caller still wants it. */
class CallScope {
  readonly #endsAtMs: number;
  readonly #stopTimer: () => void;
  readonly #onCallerAbort = () => this.#end('cancelled');
  #ended?: CallEnd;
  #currentAttempt?: AttemptSignal;
  #leave?: () => void;

  constructor(
    private readonly clock: IdenfyClock,
    totalMs: number,
    private readonly callerSignal: AbortSignal | undefined,
  ) {
    this.#endsAtMs = clock.elapsedMs() + totalMs;
    this.#stopTimer = clock.after(totalMs, () => this.#end('timeout'));
    callerSignal?.addEventListener('abort', this.#onCallerAbort, { once: true });
    if (callerSignal?.aborted) {
      this.#end('cancelled');
    }
  }

  get ended(): CallEnd | undefined {
    return this.#ended;
  }

  remainingMs(): number {
    return this.#endsAtMs - this.clock.elapsedMs();
  }

  /** Waits between two attempts; the caller can interrupt it. Check beforehand that there is time for it. */
  async sleep(ms: number): Promise<void> {
    await this.clock.sleep(ms, this.callerSignal).catch(() => undefined);
  }

  /** Runs one attempt with a signal that aborts after `ms`, and when the call ends. */
  async runAttempt<T>(ms: number, work: (signal: AttemptSignal) => Promise<T>): Promise<T> {
    const signal = new AttemptSignal();
    const stopTimer = this.clock.after(ms, () => signal.abort());
    this.#currentAttempt = signal;
    try {
      return await work(signal);
    } finally {
      this.#currentAttempt = undefined;
      stopTimer();
    }
  }

  /**
   * The result of `work`; or `onEnd` as soon as the call ends, whatever `work` waits for at that moment. Only an
   * attempt in flight is left to end by itself, because it alone knows whether its answer is lost.
   */
  untilEnd<T>(work: () => Promise<T>, onEnd: () => T): Promise<T> {
    if (this.#ended !== undefined) {
      return Promise.resolve(onEnd());
    }
    return new Promise((resolve, reject) => {
      this.#leave = () => resolve(onEnd());
      work().then(resolve, reject);
    });
  }

  /** Releases the timer and the caller's signal. */
  close(): void {
    this.#stopTimer();
    this.callerSignal?.removeEventListener('abort', this.#onCallerAbort);
  }

  #end(reason: CallEnd): void {
    this.#ended ??= reason;
    if (this.#currentAttempt === undefined) {
      this.#leave?.();
    } else {
      this.#currentAttempt.abort();
    }
  }
}
