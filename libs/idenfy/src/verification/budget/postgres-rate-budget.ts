import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterPostgres } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { IdenfyAccounts } from '../../client/accounts.js';
import { RateBudget } from '../../client/budget/rate-budget.js';
import { IdenfyClock } from '../../client/clock.js';
import { ResolvedClientOptions } from '../../client/resolved-client-options.js';
import { IdenfyNotFoundError } from '../../errors/idenfy-not-found.error.js';
import { placeOf } from '../table-names.js';
import { BudgetSettings } from './budget.options.js';
import { BudgetStore } from './budget-store.js';
import { KeyPairBudget } from './key-pair-budget.js';

const HOUR_S = 3_600;

/**
 * One budget for all processes on this database, per key pair: accounts with the same API key share its hour, which
 * begins with the first request in it. While the database does not answer, each process goes on with a share of its own.
 */
@Injectable()
export class PostgresRateBudget extends RateBudget {
  readonly #store: BudgetStore;
  readonly #budgets: ReadonlyMap<string, KeyPairBudget>;

  constructor(
    dataSource: DataSource,
    accounts: IdenfyAccounts,
    { http }: ResolvedClientOptions,
    { localShare }: BudgetSettings,
    clock: IdenfyClock,
  ) {
    super();
    this.#store = new BudgetStore(dataSource, clock);
    const limiter = hourlyLimiter(this.#store, placeOf(dataSource, 'rateBudget'), {
      shared: http.requestsPerHour,
      alone: Math.max(1, Math.floor(http.requestsPerHour * localShare)),
    });
    const perKeyPair = new Map<string, KeyPairBudget>();
    this.#budgets = new Map(
      accounts.names().map((name) => {
        const key = fingerprint(accounts.get(name).apiKey);
        const budget = perKeyPair.get(key) ?? new KeyPairBudget(key, limiter, clock);
        perKeyPair.set(key, budget);
        return [name, budget];
      }),
    );
  }

  async take(account: string): Promise<void> {
    await this.of(account).take();
  }

  /** Undefined while the database does not answer. */
  async remaining(account: string): Promise<number | undefined> {
    const remaining = await this.of(account).remaining();
    return this.#store.isAway ? undefined : remaining;
  }

  private of(account: string): KeyPairBudget {
    const budget = this.#budgets.get(account);
    if (budget === undefined) throw new IdenfyNotFoundError({ message: 'There is no such iDenfy account.' });
    return budget;
  }
}

function hourlyLimiter(
  store: BudgetStore,
  { schema, name }: { schema: string | undefined; name: string },
  requests: { shared: number; alone: number },
): RateLimiterAbstract {
  const hour = { duration: HOUR_S, keyPrefix: '' };
  return new RateLimiterPostgres({
    ...hour,
    points: requests.shared,
    storeClient: store,
    storeType: 'pool',
    tableName: name,
    ...(schema !== undefined && { schemaName: schema }),
    tableCreated: true,
    clearExpiredByTimeout: false, // there is one row per key pair, used again hour by hour
    insuranceLimiter: new RateLimiterMemory({ ...hour, points: requests.alone }),
  });
}

/** The key itself stays out of the database. */
function fingerprint(apiKey: string): string {
  return createHash('sha256').update(apiKey).digest('hex').slice(0, 32);
}
