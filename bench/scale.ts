import type { INestApplication } from '@nestjs/common';
import { IdenfyWorkers, OverviewRollup } from 'nestjs-idenfy';
import { startPostgres } from '@nestjs-idenfy/local-postgres';
import { IdenfySimulator } from '@nestjs-idenfy/simulator';
import { Client } from 'pg';
import { type Measurement, publish } from './harness/report.js';
import { withFreshDatabase } from './harness/fresh-database.js';
import { median, percentile } from './harness/statistics.js';
import { generateRows } from './scale/generate.js';
import { startHost } from './scale/host.js';
import { PERIODIC_WORK, slowestStatementMs } from './scale/periodic-work.js';
import { RATES } from './scale/rates.js';
import { request, ROUTES } from './scale/routes.js';

const SMALL = 10_000;
const LARGE = Number(process.env['BENCH_ROWS'] ?? 1_000_000);
/** Rows of the queue, in both databases. @default one for each 250 verifications */
const CASES = process.env['BENCH_CASES'];
/** Only what has this in its name is measured, such as `overview`. */
const ONLY = process.env['BENCH_ONLY'];
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 4);
const REQUESTS_PER_ROUND = Number(process.env['BENCH_REQUESTS'] ?? 200);

/** A host with its database. */
interface Scaled {
  readonly size: number;
  readonly app: INestApplication;
  readonly url: string;
  readonly databaseUrl: string;
}

const postgres = await startPostgres({ durable: true });
const simulator = await IdenfySimulator.start({ port: 0 });
try {
  await withFreshDatabase(postgres.url, (small) =>
    withFreshDatabase(postgres.url, async (large) => {
      const hosts = [await hostOf(small, SMALL), await hostOf(large, LARGE)] as const;
      await measure(hosts);
      for (const { app } of hosts) await app.close();
    }),
  );
} finally {
  await simulator.close();
  await postgres.stop();
}
process.exit();

async function hostOf(databaseUrl: string, size: number): Promise<Scaled> {
  const app = await startHost(databaseUrl, simulator.url);
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const began = performance.now();
  const openCases = CASES === undefined ? undefined : Math.min(Number(CASES), size);
  await generateRows(client, size, openCases, { queueOnly: ONLY === 'queue' });
  const { rows } = await client.query<{ size: string }>(
    'select pg_size_pretty(pg_database_size(current_database())) as size',
  );
  await client.end();
  await countHistory(app);
  const seconds = Math.round((performance.now() - began) / 1_000);
  console.log(`${size.toLocaleString('en')} verifications: ${rows[0]?.size}, generated in ${seconds} s`);
  return { size, app, url: await app.getUrl(), databaseUrl };
}

/** Counts the generated history into the figures of the overview, which a service does as it happens. */
async function countHistory(app: INestApplication): Promise<void> {
  const began = performance.now();
  const rollup = app.get(OverviewRollup);
  let { cursor, complete } = await rollup.rebuild();
  // an open transaction, such as that of an automatic ANALYZE, delays it
  while (!complete) ({ cursor, complete } = await rollup.run());
  const seconds = (performance.now() - began) / 1_000;
  console.log(`${Number(cursor).toLocaleString('en')} lines of history counted in ${seconds.toFixed(1)} s`);
}

async function settle(app: INestApplication): Promise<void> {
  await app.get(IdenfyWorkers).drain();
  const rollup = app.get(OverviewRollup);
  while (!(await rollup.run()).complete);
}

/** Both sizes take turns within a round, so that other work of the machine concerns both. */
async function measure(hosts: readonly [Scaled, Scaled]): Promise<void> {
  const samples = new Map<string, number[]>();
  const sampled = (name: string): number[] => {
    const known = samples.get(name) ?? [];
    samples.set(name, known);
    return known;
  };
  for (let round = 0; round <= ROUNDS; round++) {
    // what the round before left to do would be measured as periodic work
    for (const { app } of hosts) await settle(app);
    for (const [what, work] of chosen(PERIODIC_WORK)) {
      for (const { size, app } of hosts) {
        const ms = await slowestStatementMs(() => work(app));
        if (round > 0) sampled(named(what, 'slowest statement', size)).push(ms);
      }
    }
    for (const [route, requestOf] of chosen(ROUTES)) {
      const times = hosts.map(() => new Array<number>());
      for (let index = 0; index < REQUESTS_PER_ROUND; index++) {
        for (const [host, { size, url }] of hosts.entries()) {
          const unique = `${size}-${round}-${index}`;
          times[host]?.push(await request(url, requestOf(approved(index + round * 7_919, size), unique)));
        }
      }
      for (const [host, { size }] of hosts.entries()) {
        if (round === 0) continue; // warm-up
        sampled(named(route, 'p50', size)).push(percentile(times[host] ?? [], 0.5));
        sampled(named(route, 'p99', size)).push(percentile(times[host] ?? [], 0.99));
      }
    }
    for (const [what, rateOf] of chosen(RATES)) {
      for (const host of hosts) {
        const perSecond = await rateOf(host);
        if (round > 0) sampled(named(what, 'a second', host.size)).push(perSecond);
      }
    }
    console.log(round === 0 ? 'warmed up' : `round ${round} of ${ROUNDS}`);
    // after each: a run at a large size takes an hour, and what it measured so far must not be lost
    if (round > 0) await report(samples, round);
  }
}

async function report(samples: ReadonlyMap<string, readonly number[]>, rounds: number): Promise<void> {
  const contenders = [...samples].map(([name, values]): Measurement => ({
    name,
    unit: name.includes(': a second') ? 'webhooks/s' : 'ms',
    samples: values,
  }));
  const sizes = `at ${LARGE.toLocaleString('en')} to ${SMALL.toLocaleString('en')}`;
  const ratioOf = (what: string, figure: string) =>
    median(samples.get(named(what, figure, LARGE)) ?? []) /
    median(samples.get(named(what, figure, SMALL)) ?? []);
  await publish({
    name: ONLY === undefined ? 'scale' : `scale-${ONLY}`,
    scenario:
      `Periodic work with nothing due, and requests one after another on Express, beside ${LARGE.toLocaleString('en')} and ` +
      `${SMALL.toLocaleString('en')} verifications with a webhook, four lines of history and two handler runs each; fsync on`,
    rounds,
    contenders,
    ratios: Object.fromEntries([
      ...chosen(ROUTES).map(([route]) => [
        `${route}: p99 ${sizes} (target at most 1.5)`,
        ratioOf(route, 'p99'),
      ]),
      ...chosen(RATES).map(([what]) => [
        `${what}: ${sizes} (target at least 0.9)`,
        ratioOf(what, 'a second'),
      ]),
    ]),
  });
}

function chosen<Value>(all: Readonly<Record<string, Value>>): [string, Value][] {
  return Object.entries(all).filter(([name]) => name.includes(ONLY ?? ''));
}

function named(what: string, figure: string, size: number): string {
  return `${what}: ${figure} at ${size.toLocaleString('en')}`;
}

/** The number of an approved verification, spread over all of them; see `generateRows()`. */
function approved(index: number, size: number): number {
  return ((index * 104_729) % (size / 10)) * 10 + 6;
}
