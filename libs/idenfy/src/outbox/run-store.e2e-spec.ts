import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import type { Queryable } from '../database/database.js';
import { idenfyEntities } from '../database/entities/idenfy-entities.js';
import { idenfyMigrations } from '../database/migrations/idenfy-migrations.js';
import { tablesOf } from '../database/table-names.js';
import { type ClaimedRun, extendLeases, giveBack, settleRuns } from './run-store.js';

const RUNS = 6;
const PATIENCE = { timeout: 20_000, interval: 20 };

let database: TestDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  source = await new DataSource({
    type: 'postgres',
    url: database.url,
    entities: idenfyEntities,
    migrations: idenfyMigrations,
    uuidExtension: 'pgcrypto',
    installExtensions: false,
  }).initialize();
  await source.runMigrations();
});
afterAll(async () => {
  await source.destroy();
  await database.drop();
});

/** One connection without the retries of `Database`, which would hide a deadlock. */
async function connection(): Promise<Queryable & { end(): Promise<void>; query: Queryable['query'] }> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  return {
    async query<Result>(sql: string, values: readonly unknown[] = []) {
      return (await client.query(sql, [...values])).rows as Result;
    },
    end: () => client.end(),
  };
}

async function claimed(): Promise<ClaimedRun[]> {
  await database.query('delete from idenfy_handler_run');
  return database.query<ClaimedRun>(
    `insert into idenfy_handler_run (handler, attempts, leased_until)
     select 'works', 1, now() + interval '30 seconds' from generate_series(1, $1)
     returning id, handler, event_id, inbox_id, verification_id, attempts`,
    [RUNS],
  );
}

describe('two statements over the same runs in opposite orders', () => {
  it.each([
    ['extended', 1], // an extension skips what is locked
    ['given back', 2],
    ['settled', 2],
  ] as const)(
    'wait for each other in a line, not in a circle, while runs are settled and %s: %i waits',
    async (second, waits) => {
      const runs = await claimed();
      const reversed = runs.toReversed();
      const tables = tablesOf(source);
      const [holder, one, other] = [await connection(), await connection(), await connection()];
      const settle = (on: Queryable, settled: readonly ClaimedRun[]) =>
        settleRuns(
          on,
          tables,
          settled.map((run) => ({ run, outcome: { state: 'done' } })),
          null,
        );

      // both have locked some of the rows when they meet the one in the middle
      await holder.query('begin');
      await holder.query('select from idenfy_handler_run where id = $1 for update', [runs[RUNS / 2]?.id]);
      const statements = [
        settle(one, runs),
        {
          extended: () => extendLeases(other, tables, { runs: reversed, now: null, leaseMs: 30_000 }),
          'given back': () => giveBack(other, tables, reversed, null),
          settled: () => settle(other, reversed),
        }[second](),
      ];
      await vi.waitFor(async () => expect(await waiting()).toBe(waits), PATIENCE);
      await holder.query('commit');

      expect(await Promise.allSettled(statements)).toEqual(Array(2).fill({ status: 'fulfilled' }));
      expect(await database.query(`select distinct state from idenfy_handler_run`)).toEqual([
        { state: 'done' },
      ]);
      for (const each of [holder, one, other]) await each.end();
    },
  );

  async function waiting(): Promise<number> {
    const [row] = await database.query<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return row?.count ?? 0;
  }
});
