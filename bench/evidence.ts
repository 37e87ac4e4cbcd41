import { setTimeout } from 'node:timers/promises';
import { startPostgres } from '@nestjs-idenfy/local-postgres';
import { aWebhook, signWebhook } from 'nestjs-idenfy/testing';
import { ContenderProcess } from './harness/contender-process.js';
import type { Strain } from './harness/contender.js';
import { publish } from './harness/report.js';
import { median } from './harness/statistics.js';
import { SIGNING_KEY } from './intake/signed-request.js';

const ROUNDS = 5;
const IMAGES = 12;
const IMAGE_BYTES = 5_000_000;
const PACK_BYTES = IMAGES * IMAGE_BYTES;

/** A small pack, so that all code has run before it is measured. */
const SMALL_IMAGE_BYTES = 20_000;
const WARM_UPS = 200;

/** What a reader waits after each piece: a pack must not gather in memory in front of it. */
const READER_PAUSE_MS = 1;

interface Contender {
  readonly name: string;
  readonly adapter?: 'express' | 'fastify';
  readonly samples: Strain[];
}

const contenders: readonly Contender[] = [
  { name: 'bare pipe of fresh buffers', samples: [] },
  { name: 'nestjs-idenfy on Express', adapter: 'express', samples: [] },
  { name: 'nestjs-idenfy on Fastify', adapter: 'fastify', samples: [] },
];

const database = await startPostgres({ durable: true });
const idenfy = await ContenderProcess.start(moduleOf('idenfy'));
try {
  const packs = await collected();
  for (let round = 1; round <= ROUNDS; round++) {
    for (const contender of contenders) {
      const strain = await measure(contender, packs);
      contender.samples.push(strain);
      console.log(`round ${round}: ${contender.name}: ${megabytes(strain).toFixed(1)} MB`);
    }
  }
} finally {
  await idenfy.stop();
  await database.stop();
}

const [pipe, ...ours] = contenders;
await publish({
  name: 'evidence',
  scenario: `a pack of ${PACK_BYTES / 1e6} MB, ${IMAGES} images, read slowly: peak of resident memory above idle`,
  rounds: ROUNDS,
  contenders: contenders.map(({ name, samples }) => ({ name, unit: 'MB', samples: samples.map(megabytes) })),
  ratios: Object.fromEntries(
    ours.map(({ name, samples }) => [
      `${name}: MB above the bare pipe (at most 8)`,
      median(samples.map(megabytes)) - median((pipe?.samples ?? []).map(megabytes)),
    ]),
  ),
});
process.exit();

/** The scanRefs of a small and a large verification whose evidence is kept; collected by a process of its own. */
async function collected(): Promise<{ small: string; large: string }> {
  const host = await ContenderProcess.start(moduleOf('library'), inputFor('express'));
  try {
    const small = await approve(host.port, SMALL_IMAGE_BYTES);
    const large = await approve(host.port, IMAGE_BYTES);
    await post(`http://127.0.0.1:${host.port}/collect`);
    return { small, large };
  } finally {
    await host.stop();
  }
}

async function approve(port: number, imageBytes: number): Promise<string> {
  const clientId = crypto.randomUUID();
  const started = await post(
    `http://127.0.0.1:${port}/idenfy/verifications`,
    { 'content-type': 'application/json' },
    JSON.stringify({ clientId }),
  );
  const { scanRef } = (await started.json()) as { scanRef: string };
  const links = Array.from({ length: IMAGES }, (_, nr) => [
    `STEP_${nr}`,
    `http://127.0.0.1:${idenfy.port}/images/${nr}?bytes=${imageBytes}`,
  ]);
  const webhook = aWebhook({ scanRef, clientId, overall: 'APPROVED', fileUrls: Object.fromEntries(links) });
  const { body, headers } = signWebhook(webhook, SIGNING_KEY);
  await post(`http://127.0.0.1:${port}/idenfy/webhooks`, headers, body);
  return scanRef;
}

async function post(url: string, headers = {}, body: string | Buffer = ''): Promise<Response> {
  const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(Buffer.from(body)) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return response;
}

/** Every contender starts anew in every round, so that none inherits the memory of an earlier round. */
async function measure({ adapter }: Contender, packs: { small: string; large: string }): Promise<Strain> {
  const process = await ContenderProcess.start(
    moduleOf(adapter ? 'library' : 'pipe'),
    adapter ? inputFor(adapter) : {},
  );
  const urlOf = (scanRef: string, bytes: number) =>
    adapter
      ? `http://127.0.0.1:${process.port}/idenfy/verifications/${scanRef}/evidence`
      : `http://127.0.0.1:${process.port}/?bytes=${bytes}`;
  try {
    for (let warmUp = 0; warmUp < WARM_UPS; warmUp++) {
      await read(urlOf(packs.small, IMAGES * SMALL_IMAGE_BYTES));
    }
    return await process.strainOf(async () => {
      const bytes = await read(urlOf(packs.large, PACK_BYTES), READER_PAUSE_MS);
      if (bytes < PACK_BYTES) throw new Error(`Only ${bytes} bytes arrived.`);
    });
  } finally {
    await process.stop();
  }
}

async function read(url: string, pauseMs = 0): Promise<number> {
  const response = await fetch(url, { headers: { 'x-access-reason': 'a benchmark' } });
  if (!response.ok || response.body === null) throw new Error(`${url} answered ${response.status}.`);
  let bytes = 0;
  for await (const piece of response.body as AsyncIterable<Uint8Array>) {
    bytes += piece.length;
    if (pauseMs > 0) await setTimeout(pauseMs);
  }
  return bytes;
}

function inputFor(adapter: 'express' | 'fastify') {
  return { databaseUrl: database.url, idenfyPort: idenfy.port, adapter };
}

function megabytes({ memoryBytes }: Strain): number {
  return memoryBytes / 1e6;
}

function moduleOf(name: string): URL {
  return new URL(`./evidence/${name}.js`, import.meta.url);
}
