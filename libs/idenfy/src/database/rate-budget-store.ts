import { Database } from './database.js';
import { Logger } from '@nestjs/common';
import type { IdenfyClock } from '../client/clock.js';
import { safeCause } from '../errors/idenfy.error.js';

const LONGEST_WAIT_MS = 500;
const RETRY_AFTER_MS = 5_000;

/** A query as rate-limiter-flexible hands it to a pool of pg. */
interface CounterQuery {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * The pool that rate-limiter-flexible counts with: the host's DataSource, which must never delay a call to iDenfy. A slow
 * query counts as failed, and after a failure the database is not asked for a while.
 */
export class BudgetStore {
  private readonly logger = new Logger('IdenfyRateBudget');
  #retryAtMs: number | null = null;

  constructor(
    private readonly database: Database,
    private readonly clock: IdenfyClock,
  ) {}

  /** Whether the last query failed. */
  get isAway(): boolean {
    return this.#retryAtMs !== null;
  }

  async query({ text, values }: CounterQuery): Promise<{ rows: unknown[]; rowCount: number }> {
    if (this.#retryAtMs !== null && this.clock.elapsedMs() < this.#retryAtMs) {
      throw new Error('The database was away a moment ago.');
    }
    try {
      const rows = await this.inTime(this.database.query<unknown[]>(text, [...values]));
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
        `The budget of calls to iDenfy cannot be shared (${reason}); this process spends its own share of it.`,
      );
    }
    this.#retryAtMs = this.clock.elapsedMs() + RETRY_AFTER_MS;
  }

  private found(): void {
    if (this.isAway) this.logger.log('The budget of calls to iDenfy is shared again.');
    this.#retryAtMs = null;
  }
}
