import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { startPostgres } from '@nestjs-idenfy/local-postgres';
import { Client } from 'pg';
import { storeBacklog, storeSessions } from './applying/backlog.js';
import { drawChart } from './harness/chart.js';
import { ContenderProcess } from './harness/contender-process.js';
import { withFreshDatabase } from './harness/fresh-database.js';
import { sendPaced } from './harness/paced.js';
import { type Measurement, publish } from './harness/report.js';
import { median, percentile } from './harness/statistics.js';
import { useWal } from './harness/used-wal.js';
import { pacedRequests } from './intake/signed-request.js';

const BACKLOG = Number(process.env['BENCH_BACKLOG'] ?? 200_000);
/** What iDenfy sends on a busy day to a large customer. */
const INTAKE_PER_SECOND = 100;
const QUIET_S = 20;
const WARM_UP = 5_000;
const STORED_AT_ONCE = 20_000;
const LOOK_EVERY_MS = 1_000;
const MB = 2 ** 20;
const QUARTERS = [0, 1, 2, 3];

/** The state of the drain at one moment. */
interface Look {
  readonly seconds: number;
  /** Webhooks that still have to be applied. */
  readonly left: number;
  readonly residentMb: number;
  readonly heapMb: number;
}

/** Which processes there are. All run the same module, and differ in `webhooks.worker.enabled`. */
const DEPLOYMENTS = [
  { name: 'one process', separate: false },
  { name: 'one process receives, one applies', separate: true },
];

/** The process that receives webhooks and the one that applies them, which may be the same. */
interface Replica {
  readonly receiving: ContenderProcess;
  readonly applying: ContenderProcess;
}

/** How long answers took in milliseconds, before, during and after the drain, and how the drain went on. */
interface Drain {
  readonly name: string;
  readonly before: readonly number[];
  readonly during: readonly number[];
  readonly after: readonly number[];
  readonly drainedIn: number;
  readonly looks: readonly Look[];
}

const server = await startPostgres({ durable: true });
try {
  await useWal(server.url);
  const drains: Drain[] = [];
  for (const { name, separate } of DEPLOYMENTS) {
    console.log(name);
    drains.push({ name, ...(await withFreshDatabase(server.url, (url) => bench(url, separate))) });
  }
  await report(drains);
  if (drains[0]) await draw(drains[0]);
} finally {
  await server.stop();
}
process.exit();

async function bench(databaseUrl: string, separate: boolean): Promise<Omit<Drain, 'name'>> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();

  let replica = await start(databaseUrl, separate);
  await storeBacklog(client, WARM_UP);
  while ((await left(client)) > 0) await setTimeout(LOOK_EVERY_MS);
  await receive(client, replica, 2, () => setTimeout(2_000)); // what is first is slower
  const before = await receive(client, replica, QUIET_S, () => setTimeout(QUIET_S * 1_000));
  // nothing works meanwhile; what it was about to do is done
  await stop(replica);

  const storing = performance.now();
  for (let stored = 0; stored < BACKLOG; stored += STORED_AT_ONCE)
    await storeBacklog(client, Math.min(STORED_AT_ONCE, BACKLOG - stored));
  await client.query('checkpoint');
  console.log(`${BACKLOG.toLocaleString('en')} webhooks stored in ${seconds(storing).toFixed(0)} s`);

  replica = await start(databaseUrl, separate);
  const looks: Look[] = [];
  const begun = performance.now();
  const during = await receive(client, replica, BACKLOG / 500, async () => {
    do {
      looks.push({
        seconds: seconds(begun),
        left: await left(client),
        ...(await memoryOf(replica.applying)),
      });
      await setTimeout(LOOK_EVERY_MS);
    } while ((looks.at(-1)?.left ?? 0) > INTAKE_PER_SECOND);
  });
  const drainedIn = seconds(begun);
  const after = await receive(client, replica, QUIET_S, () => setTimeout(QUIET_S * 1_000));
  await requireNothingLost(client);
  await stop(replica);
  await client.end();
  return { before, during, after, drainedIn, looks };
}

async function start(databaseUrl: string, separate: boolean): Promise<Replica> {
  const module = new URL('./replicas/ours.js', import.meta.url);
  if (!separate) {
    const both = await ContenderProcess.start(module, { databaseUrl });
    return { receiving: both, applying: both };
  }
  const applying = await ContenderProcess.start(module, { databaseUrl });
  const receiving = await ContenderProcess.start(module, { databaseUrl, appliesWebhooks: false });
  return { receiving, applying };
}

async function stop({ receiving, applying }: Replica): Promise<void> {
  for (const each of new Set([receiving, applying])) await each.stop();
}

/** The replica receives webhooks while `work` runs, and at most so long. Returns the time each answer took, in milliseconds. */
async function receive(
  client: Client,
  { receiving: { port } }: Replica,
  longestS: number,
  work: () => Promise<void>,
): Promise<readonly number[]> {
  const run = randomUUID();
  const scanRefs = Array.from(
    { length: Math.ceil(longestS * INTAKE_PER_SECOND) },
    (_, index) => `${run}-${index}`,
  );
  await storeSessions(client, scanRefs);
  const stop = new AbortController();
  const sending = sendPaced(pacedRequests(scanRefs, [port]), INTAKE_PER_SECOND, stop.signal);
  await work();
  stop.abort();
  return sending;
}

async function left(client: Client): Promise<number> {
  const { rows } = await client.query<{ left: number }>(
    `select count(*)::int as left from idenfy_webhook where state in ('received', 'waiting')`,
  );
  return rows[0]?.left ?? 0;
}

async function memoryOf({ port }: ContenderProcess): Promise<Pick<Look, 'residentMb' | 'heapMb'>> {
  const response = await fetch(`http://127.0.0.1:${port}/bench/memory`);
  const { rss, heapUsed } = (await response.json()) as NodeJS.MemoryUsage;
  return { residentMb: rss / MB, heapMb: heapUsed / MB };
}

/** @throws unless each webhook is applied, with one run of the handler that is done at its first attempt */
async function requireNothingLost(client: Client): Promise<void> {
  const unsettled = `select (select count(*)::int from idenfy_webhook where state <> 'applied') as webhooks,
                            (select count(*)::int from idenfy_handler_run where state <> 'done') as runs`;
  for (let looked = 0; ; looked++) {
    const { rows } = await client.query<{ webhooks: number; runs: number }>(unsettled);
    if (rows[0]?.webhooks === 0 && rows[0].runs === 0) break;
    if (looked === 60)
      throw new Error(`${rows[0]?.webhooks} webhooks and ${rows[0]?.runs} handler runs were lost`);
    await setTimeout(LOOK_EVERY_MS);
  }
  const { rows } = await client.query<{ webhooks: number; runs: number }>(
    `select (select count(*)::int from idenfy_webhook) as webhooks,
            (select count(*)::int from idenfy_handler_run where attempts = 1) as runs`,
  );
  if (rows[0]?.webhooks !== rows[0]?.runs)
    throw new Error(`${rows[0]?.webhooks} webhooks had ${rows[0]?.runs} runs that were called once`);
}

function partOf(looks: readonly Look[], quarter: number, of: keyof Look): number[] {
  return looks
    .slice(Math.floor((looks.length * quarter) / 4), Math.floor((looks.length * (quarter + 1)) / 4))
    .map((look) => look[of]);
}

function rateOf(looks: readonly Look[], quarter: number): number {
  const [lefts, times] = [partOf(looks, quarter, 'left'), partOf(looks, quarter, 'seconds')];
  return (Number(lefts[0]) - Number(lefts.at(-1))) / (Number(times.at(-1)) - Number(times[0]));
}

async function report(drains: readonly Drain[]): Promise<void> {
  await publish({
    name: 'backlog',
    scenario:
      `${BACKLOG.toLocaleString('en')} webhooks of 2 KB, stored while no worker ran, applied until an empty handler returns, ` +
      `while ${INTAKE_PER_SECOND} webhooks a second are received (fsync on); none lost, none handled twice`,
    rounds: 1,
    contenders: drains.flatMap(measurementsOf),
    ratios: Object.fromEntries(drains.flatMap((drain) => Object.entries(ratiosOf(drain)))),
  });
}

function measurementsOf({ name, before, during, after, drainedIn, looks }: Drain): readonly Measurement[] {
  return [
    { name: `${name}: time to drain`, unit: 's', samples: [drainedIn] },
    { name: `${name}: drained a second`, unit: 'webhooks/s', samples: [BACKLOG / drainedIn] },
    ...QUARTERS.map((quarter) => ({
      name: `${name}: drained a second, quarter ${quarter + 1}`,
      unit: 'webhooks/s',
      samples: [rateOf(looks, quarter)],
    })),
    ...QUARTERS.flatMap((quarter) => [
      {
        name: `${name}: resident memory, quarter ${quarter + 1}`,
        unit: 'MB',
        samples: partOf(looks, quarter, 'residentMb'),
      },
      {
        name: `${name}: heap, quarter ${quarter + 1}`,
        unit: 'MB',
        samples: partOf(looks, quarter, 'heapMb'),
      },
    ]),
    ...Object.entries({ before, during, after }).flatMap(([when, times]) => [
      { name: `${name}: intake ${when}: p50`, unit: 'ms', samples: [percentile(times, 0.5)] },
      { name: `${name}: intake ${when}: p99`, unit: 'ms', samples: [percentile(times, 0.99)] },
    ]),
  ];
}

function ratiosOf({ name, before, during, after, looks }: Drain): Readonly<Record<string, number>> {
  const resident = (quarter: number): number => median(partOf(looks, quarter, 'residentMb'));
  const p99 = percentile(during, 0.99);
  return {
    [`${name}: resident memory, last quarter to second (target about 1)`]: resident(3) / resident(1),
    [`${name}: rate, last quarter to first (target about 1)`]: rateOf(looks, 3) / rateOf(looks, 0),
    [`${name}: intake p99 during the drain, to before (target at most 2)`]: p99 / percentile(before, 0.99),
    [`${name}: intake p99 during the drain, to after`]: p99 / percentile(after, 0.99),
  };
}

async function draw({ name, looks }: Drain): Promise<void> {
  const shown = looks.filter((_, index) => index % Math.ceil(looks.length / 40) === 0);
  await drawChart({
    name: 'backlog',
    title: `A backlog of ${BACKLOG.toLocaleString('en')} webhooks, worked off by ${name}`,
    x: 'seconds since it started',
    y: 'thousands of webhooks; MB',
    lines: [
      {
        name: 'webhooks left, in thousands',
        points: shown.map((look) => [Math.round(look.seconds), look.left / 1_000]),
      },
      {
        name: 'resident memory, MB',
        points: shown.map((look) => [Math.round(look.seconds), look.residentMb]),
      },
    ],
  });
}

function seconds(since: number): number {
  return (performance.now() - since) / 1_000;
}
