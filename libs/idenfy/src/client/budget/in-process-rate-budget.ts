import { Injectable } from '@nestjs/common';
import { IdenfyBudgetError } from '../../errors/idenfy-budget.error.js';
import { IdenfyClock } from '../clock.js';
import { ResolvedClientOptions } from '../resolved-client-options.js';
import { SlidingCounter } from '../sliding-counter.js';
import { RateBudget } from './rate-budget.js';

const HOUR_MS = 3_600_000;

/** Counts the requests that this process made within the last hour. */
@Injectable()
export class InProcessRateBudget extends RateBudget {
  readonly #spent = new Map<string, SlidingCounter>();

  constructor(
    private readonly options: ResolvedClientOptions,
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
