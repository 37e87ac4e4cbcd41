import { Database } from './database.js';
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { IdenfyAccounts } from '../client/accounts.js';
import { RateBudget } from '../client/rate-budget.js';
import { IdenfyClock } from '../client/clock.js';
import { Range } from '../client/options.js';
import { ClientOptions } from '../client/client.options.js';
import { IdenfyBudgetError } from '../errors/call.errors.js';
import { IdenfyNotFoundError } from '../errors/refusal.errors.js';
import { BudgetStore } from './rate-budget-store.js';

/** How the requests to iDenfy are shared between the processes of one database. Injectable. */
export class BudgetOptions {
  /**
   * Share of `http.requestsPerHour` that this process may spend on its own while the database does not answer, from
   * 0.001 to 1. One divided by the number of replicas keeps them within the limit together.
   * @default 0.1
   */
  @Range(0.001, 1, 'number') localShare = 0.1;
}

/** How the requests to iDenfy are shared between the processes of one database. Part of `IdenfyOptions`. */
export type IdenfyBudgetOptions = Partial<BudgetOptions>;

const LARGEST_BLOCK = 25;
/** After a refusal the database is not asked again for so long. */
const REFUSE_FOR_MS = 5_000;

/**
 * The budget of one key pair. Requests are reserved in blocks and handed out from memory, so that few calls cost a query.
 * A block is at most a hundredth of what is left, so that a process that ends takes little of the hour with it.
 */
export class KeyPairBudget {
  #reserved = 0;
  #reservedUntilMs = 0;
  #nextBlock = 1;
  #reserving: Promise<void> | undefined;
  #refusal: { readonly untilMs: number; readonly roomAtMs: number } | undefined;

  constructor(
    private readonly key: string,
    private readonly limiter: RateLimiterAbstract,
    private readonly clock: IdenfyClock,
  ) {}

  /** Takes one request. @throws IdenfyBudgetError when the hour is used up */
  async take(): Promise<void> {
    while (!this.takeReserved()) {
      this.#reserving ??= this.reserve().finally(() => (this.#reserving = undefined));
      await this.#reserving;
    }
  }

  /** Requests of the hour that no process has reserved. */
  async remaining(): Promise<number> {
    const hour = await this.limiter.get(this.key);
    return hour?.remainingPoints ?? this.limiter.points;
  }

  private takeReserved(): boolean {
    if (this.#reserved === 0 || this.clock.elapsedMs() >= this.#reservedUntilMs) return false;
    this.#reserved--;
    return true;
  }

  private async reserve(): Promise<void> {
    this.refuseIfJustRefused();
    const block = this.#nextBlock;
    try {
      const { msBeforeNext, remainingPoints } = await this.limiter.consume(this.key, block);
      this.#reserved = block;
      this.#reservedUntilMs = this.clock.elapsedMs() + msBeforeNext;
      this.#nextBlock = Math.min(Math.max(1, Math.floor(remainingPoints / 100)), LARGEST_BLOCK);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const now = this.clock.elapsedMs();
      this.#nextBlock = 1;
      this.#refusal = { untilMs: now + REFUSE_FOR_MS, roomAtMs: now + refusal.msBeforeNext };
      this.refuseIfJustRefused();
    }
  }

  private refuseIfJustRefused(): void {
    const now = this.clock.elapsedMs();
    if (this.#refusal === undefined || now >= Math.min(this.#refusal.untilMs, this.#refusal.roomAtMs)) return;
    throw new IdenfyBudgetError({ retryAfterSeconds: Math.ceil((this.#refusal.roomAtMs - now) / 1_000) });
  }
}

const HOUR_S = 3_600;

/**
 * One budget for each key pair, shared by all processes on this database: accounts with the same API key share its hour,
 * which begins with the first request in it. While the database does not answer, each process spends a share of its own.
 */
@Injectable()
export class PostgresRateBudget extends RateBudget {
  readonly #store: BudgetStore;
  readonly #budgets: ReadonlyMap<string, KeyPairBudget>;

  constructor(
    database: Database,
    accounts: IdenfyAccounts,
    { http }: ClientOptions,
    { localShare }: BudgetOptions,
    clock: IdenfyClock,
  ) {
    super();
    this.#store = new BudgetStore(database, clock);
    const limiter = hourlyLimiter(this.#store, database.tableName('rateBudget'), {
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

  /** @throws IdenfyBudgetError when the hour of the account's key pair is used up */
  async take(account: string): Promise<void> {
    await this.of(account).take();
  }

  /** Requests left in the hour; undefined while the database does not answer. */
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
    clearExpiredByTimeout: false, // there is one row per key pair, used again every hour
    insuranceLimiter: new RateLimiterMemory({ ...hour, points: requests.alone }),
  });
}

/** Stands for the API key, which stays out of the database. */
function fingerprint(apiKey: string): string {
  return createHash('sha256').update(apiKey).digest('hex').slice(0, 32);
}
