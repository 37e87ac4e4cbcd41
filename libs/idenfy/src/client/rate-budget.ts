import { Injectable } from '@nestjs/common';
import { IdenfyBudgetError } from '../errors/call.errors.js';
import { ClientOptions } from './client.options.js';
import { IdenfyClock } from './clock.js';
import { SlidingCounter } from './sliding-counter.js';

/**
 * How many requests an account may still send. iDenfy counts 10,000 an hour by default (S0, S1). Several replicas need a
 * budget that they share, such as the one of `IdenfyModule`, or your own under this token.
 */
export abstract class RateBudget {
  /**
   * Takes one request out of the budget, right before it is sent.
   * @throws IdenfyBudgetError the budget is spent, with the seconds until there is room again
   */
  abstract take(account: string): Promise<void>;

  /** Requests that are left; undefined if that is not known. */
  abstract remaining(account: string): Promise<number | undefined>;
}

const HOUR_MS = 3_600_000;

/** Counts the requests that this process sent within the last hour, up to `http.requestsPerHour`. */
@Injectable()
export class InProcessRateBudget extends RateBudget {
  readonly #spent = new Map<string, SlidingCounter>();

  constructor(
    private readonly options: ClientOptions,
    private readonly clock: IdenfyClock,
  ) {
    super();
  }

  async take(account: string): Promise<void> {
    const spent = this.spentBy(account);
    if (spent.total() >= this.options.http.requestsPerHour) {
      throw new IdenfyBudgetError({ retryAfterSeconds: Math.ceil(spent.untilOldestLeavesMs() / 1000) });
    }
    spent.add();
  }

  async remaining(account: string): Promise<number> {
    return this.options.http.requestsPerHour - this.spentBy(account).total();
  }

  private spentBy(account: string): SlidingCounter {
    let spent = this.#spent.get(account);
    if (spent === undefined) {
      spent = new SlidingCounter(HOUR_MS, this.clock);
      this.#spent.set(account, spent);
    }
    return spent;
  }
}
