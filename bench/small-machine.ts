import { startPostgres } from '@nestjs-idenfy/local-postgres';
import { ContenderProcess } from './harness/contender-process.js';
import { withFreshDatabase } from './harness/fresh-database.js';
import { publish } from './harness/report.js';
import { median } from './harness/statistics.js';
import { deliver } from './intake/deliver.js';
import { signedRequest } from './intake/signed-request.js';
import { OpenPage } from './pages/open-pages.js';
import { asForm, asJson, type UploadBody } from './uploads/images.js';

const MACHINE = { core: 0, heapMegabytes: 256 };
const MEMORY_MEGABYTES = 512;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);

const WEBHOOKS = 10_000;
const PAGES = 1_000;
/** All at once: together they are larger than the machine. */
const UPLOADS = 60;
const IMAGE_BYTES = 14_000_000;

type Adapter = 'express' | 'fastify';
/** What one replica did in one round, by the name of the measure. */
type Sample = Record<string, number>;

const ADAPTERS: readonly Adapter[] = ['express', 'fastify'];
const samples: Record<Adapter, Sample[]> = { express: [], fastify: [] };

const database = await startPostgres({ durable: true });
const sink = await ContenderProcess.start(new URL('./uploads/sink.js', import.meta.url));
try {
  for (let round = 1; round <= ROUNDS; round++) {
    for (const adapter of ADAPTERS) {
      const sample = await withFreshDatabase(database.url, (url) => measured(url, adapter));
      samples[adapter].push(sample);
      console.log(`round ${round}: ${adapter}`);
      console.table(sample);
    }
  }
  await report();
} finally {
  await sink.stop();
  await database.stop();
}
process.exit();

async function measured(databaseUrl: string, adapter: Adapter): Promise<Sample> {
  const begun = performance.now();
  const replica = await ContenderProcess.start(
    new URL('./small-machine/ours.js', import.meta.url),
    { sinkPort: sink.port, databaseUrl, adapter },
    MACHINE,
  );
  const { port } = replica;
  const sample: Sample = { 's to boot': (performance.now() - begun) / 1_000 };
  let pages: readonly OpenPage[] = [];
  const under = async (load: string, work: () => Promise<void>): Promise<void> => {
    const { peakBytes } = await replica.strainOf(work);
    sample[`MB at the peak, ${load}`] = peakBytes / 1e6;
  };
  try {
    await under(`${PAGES} open pages`, async () => {
      const page = await newSession(port);
      pages = await inTurns(PAGES, 50, () => OpenPage.open(port, `${page}/events`, 'staff'));
    });
    const webhooks = Array.from({ length: WEBHOOKS }, (_, n) => signedRequest(`alone-${n}`));
    await under(`${WEBHOOKS} webhooks`, async () => {
      sample['webhooks/s stored'] = WEBHOOKS / (await deliver(port, webhooks, 50)).seconds;
    });
    for (const [kind, body] of [
      ['form', asForm(IMAGE_BYTES)] as const,
      ['JSON', asJson(IMAGE_BYTES)] as const,
    ]) {
      const sessions = await inTurns(UPLOADS, 10, () => newSession(port));
      await under(`${UPLOADS} uploads as ${kind}`, async () => {
        sample[`uploads accepted of ${UPLOADS}, as ${kind}`] = await acceptedOf(port, sessions, body);
      });
    }
    const sessions = await inTurns(UPLOADS, 10, () => newSession(port));
    const more = Array.from({ length: WEBHOOKS }, (_, n) => signedRequest(`beside-${n}`));
    await under('webhooks and uploads at once', async () => {
      const [, accepted] = await Promise.all([
        deliver(port, more, 50),
        acceptedOf(port, sessions, asForm(IMAGE_BYTES)),
      ]);
      sample[`uploads accepted of ${UPLOADS}, as form beside webhooks`] = accepted;
    });
    return sample;
  } finally {
    pages.forEach((page) => page.close());
    await replica.stop();
  }
}

/** Path of a new session for an upload. */
async function newSession(port: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/idenfy/verifications`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ clientId: crypto.randomUUID() }),
  });
  if (response.status !== 201) throw new Error(`a start was answered ${response.status}`);
  const { scanRef } = (await response.json()) as { scanRef: string };
  return `/idenfy/verifications/${scanRef}`;
}

/**
 * Sends all uploads at once and returns how many were accepted.
 *
 * @throws unless the others were told to come back later
 */
async function acceptedOf(port: number, sessions: readonly string[], body: UploadBody): Promise<number> {
  const statuses = await Promise.all(
    sessions.map(async (session) => {
      const response = await fetch(`http://127.0.0.1:${port}${session}/documents`, {
        method: 'POST',
        headers: { 'content-type': body.contentType },
        body: new Uint8Array(body.bytes),
      });
      await response.arrayBuffer();
      if (response.status === 503 && !response.headers.has('retry-after'))
        throw new Error('503 without Retry-After');
      return response.status;
    }),
  );
  const unexpected = statuses.find((status) => status !== 202 && status !== 503);
  if (unexpected !== undefined) throw new Error(`an upload was answered ${unexpected}`);
  return statuses.filter((status) => status === 202).length;
}

async function inTurns<Result>(
  count: number,
  atOnce: number,
  work: () => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const some = async (): Promise<void> => {
    while (next++ < count) results.push(await work());
  };
  await Promise.all(Array.from({ length: atOnce }, some));
  return results;
}

async function report(): Promise<void> {
  const measures = Object.keys(samples.express[0] ?? {});
  const of = (adapter: Adapter, measure: string): number[] =>
    samples[adapter].map((one) => one[measure] ?? Number.NaN);
  const highest = (adapter: Adapter): number =>
    Math.max(...measures.filter((one) => one.startsWith('MB')).map((one) => median(of(adapter, one))));
  await publish({
    name: 'small-machine',
    scenario:
      `One replica on one core with a heap of ${MACHINE.heapMegabytes} MB; ${PAGES.toLocaleString('en')} pages stay open; ` +
      `uploads of ${IMAGE_BYTES / 1e6} MB of images; PostgreSQL, iDenfy and the sender have both cores; fsync on`,
    rounds: ROUNDS,
    contenders: ADAPTERS.flatMap((adapter) =>
      measures.map((measure) => ({
        name: `${adapter}: ${measure.slice(measure.indexOf(' ') + 1)}`,
        unit: measure.slice(0, measure.indexOf(' ')),
        samples: of(adapter, measure),
      })),
    ),
    ratios: Object.fromEntries(
      ADAPTERS.map((adapter) => [
        `${adapter}: highest peak in MB (at most ${MEMORY_MEGABYTES})`,
        highest(adapter),
      ]),
    ),
  });
}
