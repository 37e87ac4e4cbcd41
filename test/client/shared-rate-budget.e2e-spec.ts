import 'reflect-metadata';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import {
  IdenfyBudgetError,
  IdenfyClock,
  IdenfyModule,
  type IdenfyOptions,
  IdenfyRetrievalService,
  RateBudget,
} from 'nestjs-idenfy';
import { idenfyMigrations } from 'nestjs-idenfy/migrations';
import { IdenfySimulator } from '@nestjs-idenfy/simulator';
import { FakeClock } from 'nestjs-idenfy/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { KycApp } from '../support/kyc-app.js';

const KEY = 'the-api-key-of-this-test';

let database: TestDatabase;
let dropped: boolean;
let running: INestApplicationContext[];

beforeEach(async () => {
  database = await createTestDatabase();
  dropped = false;
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((one) => one.close()));
  if (!dropped) await database.drop();
});

/** One process of a host. */
async function aProcess(
  options: Partial<IdenfyOptions>,
  { clock, place = {} }: { clock?: IdenfyClock; place?: { schema?: string; entityPrefix?: string } } = {},
): Promise<INestApplicationContext> {
  @Module({
    imports: [
      TypeOrmModule.forRoot({
        type: 'postgres',
        url: database.url,
        autoLoadEntities: true,
        migrations: idenfyMigrations,
        migrationsRun: true,
        uuidExtension: 'pgcrypto',
        installExtensions: false,
        ...place,
      }),
      IdenfyModule.forRoot({
        controllers: false,
        ...(options.accounts ? {} : { apiKey: KEY, apiSecret: 'secret' }),
        reconciliation: { enabled: false },
        replace: clock ? [{ provide: IdenfyClock, useValue: clock }] : [],
        ...options,
        webhooks: { requireSignature: false, worker: { enabled: false } },
      }),
    ],
  })
  class HostModule {}

  const testing = await Test.createTestingModule({ imports: [HostModule] }).compile();
  const host = testing.createNestApplication({ logger: false });
  running.push(host);
  return host.init();
}

async function granted(takes: readonly Promise<void>[]): Promise<number> {
  const outcomes = await Promise.allSettled(takes);
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(IdenfyBudgetError);
  }
  return outcomes.filter(({ status }) => status === 'fulfilled').length;
}

const times = <T>(count: number, make: () => T) => Array.from({ length: count }, make);

describe('the hourly rate budget of a key pair', () => {
  it('is shared by all processes, which together never exceed it and use almost all of it', async () => {
    const options = { http: { requestsPerHour: 2_000 } };
    const one = (await aProcess(options)).get(RateBudget);
    const other = (await aProcess(options)).get(RateBudget);

    const first = await granted(times(700, () => one.take('default')));
    const rest = await granted([
      ...times(1_000, () => one.take('default')),
      ...times(1_000, () => other.take('default')),
    ]);

    expect(first).toBe(700);
    expect(first + rest).toBeLessThanOrEqual(2_000);
    expect(first + rest).toBeGreaterThan(1_975);
    expect(await other.remaining('default')).toBeLessThan(25);
    await expect(other.take('default')).rejects.toMatchObject({
      httpStatus: 503,
      retryAfterSeconds: expect.toSatisfy((seconds: number) => seconds > 3_500 && seconds <= 3_600),
    });
  });

  it('is counted exactly when few requests are left', async () => {
    const options = { http: { requestsPerHour: 60 } };
    const one = (await aProcess(options)).get(RateBudget);
    const other = (await aProcess(options)).get(RateBudget);
    const takes = [one, other].flatMap((budget) => times(50, () => budget.take('default')));

    expect(await granted(takes)).toBe(60);
  });

  it('is shared by accounts with the same key, which is stored only as a hash', async () => {
    const secret = { apiSecret: 'secret' };
    const accounts = {
      default: { apiKey: KEY, ...secret },
      eu: { apiKey: KEY, ...secret },
      us: { apiKey: 'another-key', ...secret },
    };
    const budget = (await aProcess({ accounts, http: { requestsPerHour: 2 } })).get(RateBudget);

    await budget.take('default');
    await budget.take('eu');

    await expect(budget.take('default')).rejects.toBeInstanceOf(IdenfyBudgetError);
    expect([await budget.remaining('eu'), await budget.remaining('us')]).toEqual([0, 2]);
    await budget.take('us');
    const rows = await database.query('select * from idenfy_rate_budget');
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toMatch(/key-of-this-test|another-key/);
  });

  it('starts again after an hour', async () => {
    const clock = new FakeClock();
    const budget = (await aProcess({ http: { requestsPerHour: 1 } }, { clock })).get(RateBudget);
    await budget.take('default');
    await expect(budget.take('default')).rejects.toBeInstanceOf(IdenfyBudgetError);

    await database.query('update idenfy_rate_budget set expire = expire - 3600000');
    await clock.advance(5_000);

    await budget.take('default');
  });

  it('follows the schema and the prefix of the DataSource', async () => {
    await database.query('create schema kyc');
    const place = { schema: 'kyc', entityPrefix: 'acme_' };
    const budget = (await aProcess({}, { place })).get(RateBudget);

    await budget.take('default');

    expect(await database.query('select points from kyc.acme_idenfy_rate_budget')).toEqual([{ points: 1 }]);
    expect(await budget.remaining('default')).toBe(9_999);
  });

  it('is reported to callers with 503 and Retry-After', async () => {
    const kyc = await KycApp.start({ options: { http: { requestsPerHour: 1 } } });
    await kyc.started('ada');
    const { status, headers, body } = await kyc.request('POST', '/idenfy/verifications', {
      caller: 'grace',
      body: {},
    });
    await kyc.close();

    expect({ status, body }).toMatchObject({ status: 503, body: { retryable: true, actor: 'vendor' } });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(3_500);
  });
});

describe('the rate budget without the database', () => {
  it('falls back to a share of its own in each process', async () => {
    const simulator = await IdenfySimulator.start({ port: 0 });
    const host = await aProcess({
      apiKey: simulator.apiKey,
      apiSecret: simulator.apiSecret,
      baseUrl: simulator.url,
      http: { requestsPerHour: 20 },
      budget: { localShare: 0.2 },
    });
    const [retrieval, budget] = [host.get(IdenfyRetrievalService), host.get(RateBudget)];
    await retrieval.list();

    await database.drop();
    dropped = true;

    for (const _ of times(4, () => 0)) await retrieval.list();
    await expect(retrieval.list()).rejects.toBeInstanceOf(IdenfyBudgetError);
    expect(simulator.requests('/kyc/identifications/')).toHaveLength(5);
    expect(await budget.remaining('default')).toBeUndefined();
    await simulator.close();
  });

  it('waits at most half a second for the database and tries it again after five', async () => {
    const clock = new FakeClock();
    const budget = (await aProcess({}, { clock })).get(RateBudget);
    await database.query('begin');
    await database.query('lock table idenfy_rate_budget');

    const taken = budget.take('default');
    await expect.poll(() => waitingForLocks()).toBe(1);
    await clock.advance(500);
    await taken;
    await budget.take('default');
    expect(await waitingForLocks()).toBe(1);

    await database.query('rollback');
    await clock.advance(5_000);
    await budget.take('default');
    expect(await budget.remaining('default')).toBeLessThan(10_000);
  });

  async function waitingForLocks(): Promise<number> {
    const rows = await database.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows.length;
  }
});
