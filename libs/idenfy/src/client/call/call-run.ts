import type { Operation } from '../../contract/operation.js';
import { IdenfyBudgetError } from '../../errors/idenfy-budget.error.js';
import { readAnswer } from '../answer/read-answer.js';
import type { Lane } from '../lane.js';
import { backoffMs } from '../retry/retry-timing.js';
import { sendOnce } from '../transport/send-once.js';
import type { WireRequest } from '../transport/wire.js';
import type { CallScope } from './call-scope.js';
import type { CallTools } from './call-tools.js';
import { endedWaiting, heldBack } from './held-back.js';
import { judgeAnswer } from './judge-answer.js';
import { judgeSilence } from './judge-silence.js';
import { isVendorFailure, reasonOf, type Outcome, type TryEnd, type TryFailure } from './outcome.js';
import type { TryFacts } from './try-facts.js';

/** Less time than this is not worth a try. */
const SHORTEST_TRY_MS = 250;

/** What one call is about. */
export interface Call {
  readonly operation: Operation<unknown, unknown>;
  readonly account: string;
  readonly request: WireRequest;
  readonly tryTimeoutMs: number;
  readonly defaultedFields: readonly string[];
}

/** One call under way: as many tries as it takes and is allowed. */
export class CallRun {
  #attempts = 0;
  #inDoubt = false;
  #lastFailure?: TryFailure;

  constructor(
    private readonly call: Call,
    private readonly scope: CallScope,
    private readonly lane: Lane,
    private readonly tools: CallTools,
  ) {}

  /** Tries sent so far. */
  get attempts(): number {
    return this.#attempts;
  }

  outcome(): Promise<Outcome> {
    const tries = () => this.tools.retry.execute(() => this.tryOnce());
    const work = () => this.lane.run(tries, (refusal) => heldBack(refusal, this.call.operation.name));
    return this.scope.untilEnd(work, () => this.ended());
  }

  private async tryOnce(): Promise<Outcome> {
    await this.waitForTurn();
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
    this.remember(end);
    return end;
  }

  // cockatiel would wait by the machine's clock and could not be interrupted, so the wait is ours.
  private async waitForTurn(): Promise<void> {
    const { retryInMs, error } = this.#lastFailure ?? {};
    if (retryInMs !== undefined && error !== undefined) {
      this.tools.events.emit('retried', { ...this.about(), delayMs: retryInMs, reason: reasonOf(error) });
      await this.scope.sleep(retryInMs);
    }
  }

  private async takeFromBudget(): Promise<Outcome | undefined> {
    try {
      await this.tools.budget.take(this.call.account);
      return undefined;
    } catch (error) {
      if (error instanceof IdenfyBudgetError) {
        return { kind: 'held-back', error };
      }
      throw error;
    }
  }

  private async send(): Promise<TryEnd> {
    const { tryTimeoutMs, request } = this.call;
    const { axios, http } = this.tools;
    const limitMs = Math.min(tryTimeoutMs, this.scope.remainingMs());
    const { maxResponseBytes } = http;
    const wire = await this.scope.runTry(limitMs, (signal) =>
      sendOnce(axios, request, this.lane.agents, { signal, maxResponseBytes }),
    );
    if (wire.kind !== 'answer') {
      return judgeSilence(wire, this.facts());
    }
    const reading = readAnswer(this.call.operation, wire.status, wire.text);
    return reading.kind === 'success' ? reading : judgeAnswer(wire, reading, this.facts());
  }

  private facts(): TryFacts {
    const { clock, http, random } = this.tools;
    return {
      operation: this.call.operation,
      attempts: this.#attempts,
      inDoubt: this.#inDoubt,
      ended: this.scope.ended,
      patienceMs: this.scope.remainingMs() - this.shortestTryMs(),
      now: clock.now(),
      backoffMs: backoffMs(this.#attempts, http.retryDelayMs, () => random.next()),
      defaultedFields: this.call.defaultedFields,
    };
  }

  // A try that is cut short right after it was sent leaves us in doubt: better none at all.
  private shortestTryMs(): number {
    return Math.min(SHORTEST_TRY_MS, this.call.tryTimeoutMs / 10);
  }

  private remember(end: TryEnd): void {
    if (end.kind !== 'success') {
      this.#lastFailure = end;
      this.#inDoubt ||= isVendorFailure(end);
    }
  }

  private isOver(): boolean {
    return this.scope.ended !== undefined || this.scope.remainingMs() < this.shortestTryMs();
  }

  private ended(): Outcome {
    return endedWaiting({
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
