import { CircuitState, type IBreaker } from 'cockatiel';
import type { ResolvedHttpOptions } from '../client.options.js';
import type { IdenfyClock } from '../clock.js';
import { SlidingCounter } from '../sliding-counter.js';

/**
 * Opens when a share of the operations within a sliding window failed. Unlike cockatiel's own sampling breaker
 * it counts operations instead of a rate, opens at exactly the share, and forgets what is old however long
 * nothing happened in between.
 */
export class RatioBreaker implements IBreaker {
  /** Asked for by cockatiel, which can carry a state over to another process; we do not. */
  state: unknown;

  readonly #successes: SlidingCounter;
  readonly #failures: SlidingCounter;

  constructor(
    private readonly options: ResolvedHttpOptions['circuit'],
    clock: IdenfyClock,
  ) {
    this.#successes = new SlidingCounter(options.windowMs, clock);
    this.#failures = new SlidingCounter(options.windowMs, clock);
  }

  success(state: CircuitState): void {
    if (state === CircuitState.HalfOpen) {
      this.#successes.reset();
      this.#failures.reset();
    }
    this.#successes.add();
  }

  /** Whether the circuit must open. */
  failure(state: CircuitState): boolean {
    this.#failures.add();
    const failures = this.#failures.total();
    const operations = failures + this.#successes.total();
    return (
      state !== CircuitState.Closed ||
      (operations >= this.options.minimumOperations && failures >= this.options.failureRatio * operations)
    );
  }
}
