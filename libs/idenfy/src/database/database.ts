import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  Optional,
} from '@nestjs/common';
import { Registration } from '../client/registration.js';
import { DataSource, type EntityManager, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { isRetryableConflict, isSerializationFailure } from './database-errors.js';
import { DatabaseOptions } from './database.options.js';
import { type DatabaseFacts, databaseFacts } from './database-facts.js';
import { refuseDatabase, refuseSettings } from './database-requirements.js';
import { IdenfyTransactionError } from '../errors/transaction.error.js';
import { columnsOf, entityFromRow } from './entity-from-row.js';
import { GuardedConnections } from './guarded-connections.js';
import { type ListeningClient, listeningClient } from './listening-client.js';
import { refusePlaintext } from './plaintext-connections.js';
import { currentTime } from './now-sql.js';
import { PreparedStatement } from './prepared-statement.js';
import { ServerTime } from './server-time.js';
import { tableNameOf, type TableNames, tablesOf } from './table-names.js';

/** How often a statement or transaction is tried that fails by a serialization failure or a deadlock. */
const ATTEMPTS = 5;

/** Time between two log lines about a pool without a free connection, in milliseconds. */
const WARNED_EVERY_MS = 60_000;

/** What runs our SQL: a lone statement at a time, or the statements of one transaction. */
export interface Queryable {
  /** The rows; of an UPDATE or DELETE the rows it returns, and how many it changed. */
  query<Result = unknown[]>(sql: string, values?: readonly unknown[]): Promise<Result>;
}

/**
 * How this library talks to PostgreSQL; nothing goes around it (`only-way.spec.ts` holds TypeORM's DataSource to
 * this folder). Every statement
 *
 * - goes to the primary, also where the DataSource has read replicas;
 * - runs at READ COMMITTED, whatever the default of the role or the database is: a statement that has waited for a row
 *   lock must see what was committed meanwhile;
 * - is tried again, with its transaction, after a serialization failure (40001) or a deadlock (40P01);
 * - has `database.queryTimeoutMs` to answer, after which its connection is destroyed;
 * - is read with our own type parsers, not with those that the host registered in `pg.types`.
 *
 * A connection is held for one statement or one transaction, and never while another one is asked for, so a pool of two
 * is enough. Nothing is left behind on a connection (no session lock, no setting, no LISTEN), so poolers that give each
 * transaction another one are no problem.
 */
@Injectable()
export class Database
  implements Queryable, OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  readonly #connections: GuardedConnections;
  /** Whether the default isolation level is stricter than READ COMMITTED, so that lone statements have to name it. */
  #strictByDefault = false;
  #ready: Promise<void> | null = null;
  readonly #time = new ServerTime(() => this.run((manager) => currentTime(manager, null)));
  readonly #logger: Logger;
  #warnedAtMs = -Infinity;

  constructor(
    private readonly dataSource: DataSource,
    private readonly options: DatabaseOptions,
    @Optional() private readonly registration?: Registration,
  ) {
    this.#connections = new GuardedConnections(dataSource, options.queryTimeoutMs);
    this.#logger = registration?.logger('IdenfyDatabase') ?? new Logger('IdenfyDatabase');
  }

  /** @throws IdenfyConfigurationError for a pool, names or a database that this library cannot work with */
  async onApplicationBootstrap(): Promise<void> {
    this.#connections.watchPool();
    await this.#whenReady();
  }

  /** TypeORM's own module may close the pool before this one hears of the shutdown, depending on the order of imports. */
  beforeApplicationShutdown(): void {
    this.#connections.endWithPool();
  }

  /** Background work and requests are over: what still waits for the database would hold up the end of the pool. */
  onApplicationShutdown(): void {
    this.#connections.end();
  }

  /** Quoted names, ready for SQL. */
  get tables(): TableNames {
    return tablesOf(this.dataSource);
  }

  /** The same for one table, unquoted and in parts. */
  tableName(table: keyof TableNames): ReturnType<typeof tableNameOf> {
    return tableNameOf(this.dataSource, table);
  }

  /** Runs one statement. */
  query<Result = unknown[]>(sql: string, values: readonly unknown[] = []): Promise<Result> {
    return this.run((manager) => manager.query<Result>(sql, [...values]));
  }

  /** A statement that is parsed and planned once for each connection. */
  prepare<Row>(sql: (tables: TableNames) => string): PreparedStatement<Row> {
    return new PreparedStatement((work) => this.run(work), sql(this.tables));
  }

  /** Runs one operation of TypeORM's own, such as `findBy()` or a query builder's, on one connection. */
  async run<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    await this.#whenReady();
    return withRetries(() =>
      this.#strictByDefault
        ? this.#inTransaction(work)
        : this.#onConnection(work).catch((error: unknown) => {
            // the default was changed since the start, or is another one on this connection
            this.#strictByDefault ||= isSerializationFailure(error);
            throw error;
          }),
    );
  }

  /**
   * Runs `work` in one transaction: what it writes through `manager` is committed together, or rolled back when it
   * throws. After a conflict with another transaction `work` runs again, so it must do nothing but query.
   */
  async transaction<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    await this.#whenReady();
    return withRetries(() => this.#inTransaction(work));
  }

  /**
   * The open transaction of the host that `manager` is in, for a statement of ours to be committed or rolled back with it. A
   * stricter one than READ COMMITTED is refused: our background work changes the same rows meanwhile (it extends leases), so
   * the host would get 40001 for what is no conflict.
   *
   * @throws IdenfyTransactionError
   */
  async inTransactionOf(manager: EntityManager): Promise<Queryable> {
    if (manager.connection !== this.dataSource) throw new IdenfyTransactionError('other database');
    if (!manager.queryRunner?.isTransactionActive) throw new IdenfyTransactionError('no transaction');
    const [row] = await manager.query<{ level: string }[]>(
      `select current_setting('transaction_isolation') as level`,
    );
    // READ UNCOMMITTED is the same to PostgreSQL
    if (row?.level.startsWith('read ') !== true) throw new IdenfyTransactionError('isolation');
    return { query: (sql, values = []) => manager.query(sql, [...values]) };
  }

  /** The entity of a row that our own SQL returned. */
  entity<Entity extends ObjectLiteral>(
    target: EntityTarget<Entity>,
    row: Readonly<Record<string, unknown>>,
  ): Entity {
    return entityFromRow(this.dataSource, target, row);
  }

  /** The select list that `entity()` reads. @param alias of the table in the statement */
  columns<Entity extends ObjectLiteral>(target: EntityTarget<Entity>, alias: string): string {
    return columnsOf(this.dataSource, target, alias);
  }

  /** The names of all columns of an entity's table. */
  columnNames<Entity extends ObjectLiteral>(target: EntityTarget<Entity>): readonly string[] {
    return this.dataSource.getMetadata(target).columns.map(({ databaseName }) => databaseName);
  }

  /** What the database is, also where every other statement is refused because it lacks something. */
  facts(): Promise<DatabaseFacts> {
    return this.#onConnection((manager) =>
      databaseFacts(this.dataSource, (sql, values) => manager.query(sql, [...values])),
    );
  }

  /** The time for rows that are written next. @param given what `IdenfyClock.databaseTime()` returns */
  async now(given: Date | null): Promise<Date> {
    return given ?? this.#time.now();
  }

  /** The server's time of day, in milliseconds since 1970. */
  clockMs(): Promise<number> {
    return this.#onConnection(async (manager) => {
      const [row] = await manager.query<{ now: number }[]>(
        'select (extract(epoch from clock_timestamp()) * 1000)::float8 as now',
      );
      return row?.now ?? Number.NaN;
    });
  }

  /** A connection outside the pool, not opened yet, for LISTEN. */
  listeningClient(): ListeningClient {
    return listeningClient(this.dataSource, this.options.listenUrl);
  }

  #inTransaction<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return this.#onConnection((manager) => manager.transaction('READ COMMITTED', (inner) => work(inner)));
  }

  async #onConnection<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    const runner = this.dataSource.createQueryRunner('master');
    try {
      await this.#connections.connect(runner);
    } catch (error) {
      this.#warnOfExhaustedPool();
      throw error;
    }
    try {
      return await work(runner.manager);
    } finally {
      if (!runner.isReleased) await runner.release();
    }
  }

  #warnOfExhaustedPool(): void {
    const now = performance.now();
    const { taken } = this.#connections;
    if (taken === undefined || now - this.#warnedAtMs < WARNED_EVERY_MS) return;
    this.#warnedAtMs = now;
    this.#logger.warn(
      `No connection of the pool was free for ${this.options.queryTimeoutMs / 1_000} s: all ${taken} are taken. Code that ` +
        'calls this library inside a transaction of its own holds one while it waits for another: call start() before the ' +
        'transaction begins or after it ends, or give the pool more connections than there are such transactions at once.',
    );
  }

  /** Checks once, before the first statement, what the DataSource is and what its database holds. */
  async #whenReady(): Promise<void> {
    const ready = (this.#ready ??= this.#check());
    try {
      await ready;
    } catch (error) {
      if (this.#ready === ready) this.#ready = null; // the next one may find the database up, or migrated
      throw this.registration?.named(error) ?? error;
    }
  }

  async #check(): Promise<void> {
    refuseSettings(this.dataSource);
    refusePlaintext(this.dataSource, this.options);
    await this.#onConnection(async (manager) => {
      await refuseDatabase(this.dataSource, (sql, values) => manager.query(sql, [...values]));
      const [row] = await manager.query<{ level: string }[]>(
        `select current_setting('default_transaction_isolation') as level`,
      );
      this.#strictByDefault = row?.level !== 'read committed';
    });
  }
}

async function withRetries<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= ATTEMPTS || !isRetryableConflict(error)) throw error;
    }
  }
}
