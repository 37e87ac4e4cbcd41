import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { IdenfyClock } from '../../client/clock.js';
import { safeCause } from '../../errors/safe-cause.js';

const LONGEST_WAIT_MS = 500;
const ASK_AGAIN_AFTER_MS = 5_000;

/** A query as rate-limiter-flexible hands it to a pool of pg. */
interface CounterQuery {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * The pool that rate-limiter-flexible counts in: the host's DataSource, which must never make a call to iDenfy wait.
 * A slow query counts as none, and a database that failed is left alone for a while.
 */
export class BudgetStore {
  private readonly logger = new Logger('IdenfyRateBudget');
  #askAgainAtMs: number | null = null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: IdenfyClock,
  ) {}

  /** Whether the last answer is missing. */
  get isAway(): boolean {
    return this.#askAgainAtMs !== null;
  }

  async query({ text, values }: CounterQuery): Promise<{ rows: unknown[]; rowCount: number }> {
    if (this.#askAgainAtMs !== null && this.clock.elapsedMs() < this.#askAgainAtMs) {
      throw new Error('The database was away a moment ago.');
    }
    try {
      const rows = await this.inTime(this.dataSource.query<unknown[]>(text, [...values]));
      this.found();
      return { rows, rowCount: rows.length };
    } catch (error) {
      this.lost(error);
      throw error;
    }
  }

  private inTime<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = this.clock.after(LONGEST_WAIT_MS, () =>
        reject(Object.assign(new Error('The database did not answer in time.'), { code: 'ETIMEDOUT' })),
      );
      void work.then(resolve, reject).finally(stop);
    });
  }

  private lost(error: unknown): void {
    if (!this.isAway) {
      const reason = safeCause(error)?.message ?? 'no connection';
      this.logger.warn(
        `The budget of calls to iDenfy cannot be shared (${reason}); this process goes on with its own share.`,
      );
    }
    this.#askAgainAtMs = this.clock.elapsedMs() + ASK_AGAIN_AFTER_MS;
  }

  private found(): void {
    if (this.isAway) this.logger.log('The budget of calls to iDenfy is shared again.');
    this.#askAgainAtMs = null;
  }
}
