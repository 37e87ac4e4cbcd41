import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from '@nestjs-idenfy/local-postgres';
import { IdenfySimulator } from '@nestjs-idenfy/simulator';
import { aWebhook, signWebhook } from 'nestjs-idenfy/testing';
import { drawChart } from './harness/chart.js';
import { ContenderProcess } from './harness/contender-process.js';
import { withFreshDatabase } from './harness/fresh-database.js';
import { processorMsOfServer } from './harness/processor-time.js';
import { publish } from './harness/report.js';
import { median, percentile } from './harness/statistics.js';
import { SIGNING_KEY } from './pages/input.js';
import { LostVerdict, type OpenPage, openPages } from './pages/open-pages.js';

const PAGES = Number(process.env['BENCH_PAGES'] ?? 10_000);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
/** Only contenders with this in their name are measured. */
const ONLY = process.env['BENCH_ONLY'] ?? '';
/** So many pages are open when verdicts arrive. */
const LEVELS = [0.1, 0.5, 1].map((share) => Math.round(share * PAGES));
const VERDICTS_PER_SECOND = 200;
const VERDICTS = VERDICTS_PER_SECOND * Math.min(5, Math.floor((0.1 * PAGES) / VERDICTS_PER_SECOND));
/** Each stream gets one heartbeat meanwhile. */
const IDLE_MS = 15_000;
/** Pages that follow one verification. */
const FOLLOWERS = Math.min(2_000, PAGES);

/** What one contender did in one round, by the name of the measure. */
type Sample = Record<string, number>;

const contenders = [
  { name: 'nestjs-idenfy on Express', module: 'ours', input: { adapter: 'express' } },
  { name: 'nestjs-idenfy on Fastify', module: 'ours', input: { adapter: 'fastify' } },
  { name: '@Sse() with a poll per second', module: 'polling', input: {} },
]
  .filter(({ name }) => name.includes(ONLY))
  .map((contender) => ({ ...contender, samples: new Array<Sample>() }));

const database = await startPostgres({ durable: true });
const simulator = await IdenfySimulator.start({ port: 0 });
try {
  for (let round = 1; round <= ROUNDS; round++) {
    for (const { name, module, input, samples } of contenders) {
      const sample = await withFreshDatabase(database.url, (url) => measured(module, url, input));
      samples.push(sample);
      console.log(`round ${round}: ${name}`);
      console.table(sample);
    }
  }
  await report();
} finally {
  await simulator.close();
  await database.stop();
}
process.exit();

async function measured(module: string, databaseUrl: string, input: object): Promise<Sample> {
  const contender = await ContenderProcess.start(new URL(`./pages/${module}.js`, import.meta.url), {
    databaseUrl,
    simulatorUrl: simulator.url,
    verifications: PAGES + 1,
    ...input,
  });
  const pages: OpenPage[] = [];
  const sample: Sample = {};
  const { port } = contender;
  try {
    // what the first requests load is not memory of a stream
    for (const page of await openPages(port, [0, 50], pathOf, personOf)) page.close();
    const opening = await contender.strainOf(async () => {
      pages.push(...(await openPages(port, [0, LEVELS[0] ?? 0], pathOf, personOf)));
    });
    let keptBytes = opening.keptBytes;
    let decided = 0;
    for (const level of LEVELS) {
      if (level > pages.length) {
        const more = await contender.strainOf(async () => {
          pages.push(...(await openPages(port, [pages.length, level], pathOf, personOf)));
        });
        keptBytes += more.keptBytes;
      }
      sample[`kB per stream, ${level} open`] = keptBytes / level / 1_000;
      const idle = await contender.strainOf(() => sleep(IDLE_MS).then(() => undefined));
      sample[`% of a core, ${level} idle`] = (idle.processorMs / IDLE_MS) * 100;
      const latencies: number[] = [];
      const before = processorMsOfServer(database) ?? Number.NaN;
      const verdicts = await contender.strainOf(async () => {
        latencies.push(...(await verdictsFor(port, pages.slice(decided, decided + VERDICTS), decided)));
      });
      const serverMs = (processorMsOfServer(database) ?? Number.NaN) - before;
      decided += VERDICTS;
      sample[`ms to the page, p50, ${level} open`] = percentile(latencies, 0.5);
      sample[`ms to the page, p99, ${level} open`] = percentile(latencies, 0.99);
      sample[`ms of processor per verdict, ${level} open`] = verdicts.processorMs / VERDICTS;
      sample[`ms of PostgreSQL per verdict, ${level} open`] = serverMs / VERDICTS;
    }
    const followers = await openPages(
      port,
      [0, FOLLOWERS],
      () => pathOf(PAGES),
      (n) => `staff:${n}`,
    );
    pages.push(...followers);
    const toAll: number[] = [];
    const strain = await contender.strainOf(async () => {
      const sentAt = await postVerdict(port, PAGES);
      toAll.push(...(await Promise.all(followers.map((page) => page.verdict()))).map((at) => at - sentAt));
    });
    sample[`ms to ${FOLLOWERS} pages of one verification, p50`] = percentile(toAll, 0.5);
    sample[`ms to ${FOLLOWERS} pages of one verification, p99`] = percentile(toAll, 0.99);
    sample[`ms of processor for ${FOLLOWERS} pages of one verification`] = strain.processorMs;
    return sample;
  } catch (error) {
    if (!(error instanceof LostVerdict)) throw error;
    console.log(`${module}, ${pages.length} open: ${error.message}`); // what it did not reach has no figure
    return sample;
  } finally {
    pages.forEach((page) => page.close());
    await contender.stop();
  }
}

/** Sends a verdict for each page, at their rate whatever the answers take. Returns how long each took to its page, in ms. */
async function verdictsFor(port: number, pages: readonly OpenPage[], first: number): Promise<number[]> {
  const begun = performance.now();
  return Promise.all(
    pages.map(async (page, index) => {
      await sleep(Math.max(0, begun + (index * 1_000) / VERDICTS_PER_SECOND - performance.now()));
      const shown = page.verdict();
      const sentAt = await postVerdict(port, first + index);
      return (await shown) - sentAt;
    }),
  );
}

/** Returns when it was sent. */
async function postVerdict(port: number, n: number): Promise<number> {
  const { body, headers } = signWebhook(
    aWebhook({ scanRef: `scan-${n}`, clientId: personOf(n) }),
    SIGNING_KEY,
  );
  const sentAt = performance.now();
  const response = await fetch(`http://127.0.0.1:${port}/idenfy/webhooks`, {
    method: 'POST',
    headers,
    body: new Uint8Array(body),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`a webhook was answered ${response.status}`);
  return sentAt;
}

async function report(): Promise<void> {
  const measures = Object.keys(contenders[0]?.samples[0] ?? {});
  const of = (samples: readonly Sample[], measure: string): number[] =>
    samples.map((one) => one[measure] ?? Number.NaN);
  const lines = (measure: (level: number) => string) =>
    contenders.map(({ name, samples }) => ({
      name,
      points: LEVELS.map((level) => [level, median(of(samples, measure(level)))] as const).filter(
        ([, value]) => Number.isFinite(value),
      ),
    }));
  const x = 'open streams';
  await drawChart({
    name: 'pages-latency',
    title: `Verdict to its page, ${VERDICTS_PER_SECOND} a second: p99 by open streams`,
    x,
    y: 'ms',
    lines: lines((level) => `ms to the page, p99, ${level} open`),
  });
  await drawChart({
    name: 'pages-processor',
    title: `Processor time per verdict, by open streams`,
    x,
    y: 'ms',
    lines: lines((level) => `ms of processor per verdict, ${level} open`),
  });
  const [least = 0, most = 0] = [LEVELS[0], LEVELS.at(-1)];
  await publish({
    name: 'pages',
    scenario:
      `${PAGES.toLocaleString('en')} open event streams on one process, ${VERDICTS_PER_SECOND} verdicts a second, each for the page ` +
      `of another person; then ${FOLLOWERS.toLocaleString('en')} pages of one verification; fsync on`,
    rounds: ROUNDS,
    contenders: contenders.flatMap(({ name, samples }) =>
      measures.map((measure) => ({
        name: `${name}: ${measure.slice(measure.indexOf(' ') + 1)}`,
        unit: measure.slice(0, measure.indexOf(' ')),
        samples: of(samples, measure),
      })),
    ),
    ratios: Object.fromEntries(
      contenders.map(({ name, samples }) => {
        const perVerdict = (level: number) =>
          median(of(samples, `ms of processor per verdict, ${level} open`));
        return [
          `${name}: processor time per verdict, ${most.toLocaleString('en')} open streams to ${least.toLocaleString('en')} (target 1)`,
          perVerdict(most) / perVerdict(least),
        ];
      }),
    ),
  });
}

function pathOf(n: number): string {
  return `/idenfy/verifications/scan-${n}/events`;
}

function personOf(n: number): string {
  return `person-${n}`;
}
