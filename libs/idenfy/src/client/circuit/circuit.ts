import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  circuitBreaker,
  handleWhenResult,
  type IBackoff,
} from 'cockatiel';
import type { ResolvedHttpOptions } from '../client.options.js';
import type { IdenfyClock } from '../clock.js';
import { isNeutral, isVendorFailure, type Outcome } from '../call/outcome.js';
import { RatioBreaker } from './ratio-breaker.js';

/** Whether iDenfy is asked at all. */
export type CircuitName = 'closed' | 'open' | 'half-open';

/** Leaves iDenfy alone for a while when too much of what we asked lately failed. */
export class Circuit {
  readonly #policy: CircuitBreakerPolicy;
  #openedAtMs = 0;

  constructor(
    private readonly options: ResolvedHttpOptions['circuit'],
    private readonly clock: IdenfyClock,
  ) {
    this.#policy = circuitBreaker(
      handleWhenResult((result) => isFailure(result as Outcome)),
      {
        breaker: new RatioBreaker(options, clock),
        halfOpenAfter: { next: () => this.#pause() },
      },
    );
    this.#policy.onBreak(() => (this.#openedAtMs = clock.elapsedMs()));
  }

  get state(): CircuitName {
    switch (this.#policy.state) {
      case CircuitState.Closed:
        return 'closed';
      case CircuitState.HalfOpen:
        return 'half-open';
      default:
        return 'open';
    }
  }

  /** Runs `work` and learns from its outcome; `refused` is the outcome if the circuit is open. */
  async run(work: () => Promise<Outcome>, refused: (retryAfterSeconds: number) => Outcome): Promise<Outcome> {
    try {
      return await this.#policy.execute(async () => this.#withoutNeutral(await work()));
    } catch (error) {
      if (error instanceof NotCounted) {
        return error.outcome;
      }
      if (error instanceof BrokenCircuitError) {
        return refused(this.#secondsUntilHalfOpen());
      }
      throw error;
    }
  }

  // To cockatiel every value is either a success or a failure; only what is thrown counts as neither. The trial
  // of a half-open circuit, however, must not close it without an answer: there, neutral is a failure.
  #withoutNeutral(outcome: Outcome): Outcome {
    if (isNeutral(outcome) && this.#policy.state !== CircuitState.HalfOpen) {
      throw new NotCounted(outcome);
    }
    return outcome;
  }

  // cockatiel measures the pause by the machine's clock, so it is told of one that lasts until ours says it is over.
  #pause(): IBackoff<unknown> {
    const isOver = () => this.#msUntilHalfOpen() <= 0;
    return {
      get duration() {
        return isOver() ? 0 : Infinity;
      },
      next: () => this.#pause(),
    };
  }

  #secondsUntilHalfOpen(): number {
    return Math.max(1, Math.ceil(this.#msUntilHalfOpen() / 1000));
  }

  #msUntilHalfOpen(): number {
    return this.#openedAtMs + this.options.halfOpenAfterMs - this.clock.elapsedMs();
  }
}

class NotCounted extends Error {
  constructor(readonly outcome: Outcome) {
    super();
  }
}

function isFailure(outcome: Outcome): boolean {
  return isVendorFailure(outcome) || isNeutral(outcome);
}
