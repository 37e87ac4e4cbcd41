import { performance } from 'node:perf_hooks';
import { startPostgres } from '@nestjs-idenfy/local-postgres';
import { ContenderProcess } from './harness/contender-process.js';
import { publish } from './harness/report.js';
import { median } from './harness/statistics.js';
import { asForm, asJson, type UploadBody } from './uploads/images.js';
import { sendUpload } from './uploads/send-upload.js';

const UPLOADS = 10;
const ROUNDS = 5;

/** Bytes of images in one upload: as Base64 just under the 20 MB that iDenfy accepts. */
const IMAGE_BYTES = 14_000_000;

/** Small uploads, so that all code has run before it is measured, and little memory was used. */
const WARM_UP = { uploads: 30, imageBytes: 60_000 };

/** The result of one round for one contender. */
interface Round {
  /** From the first byte sent to the last answer, in milliseconds. */
  readonly timeMs: number;
  readonly memoryBytes: number;
  readonly blockedMs: number;
}

class Contender {
  readonly rounds: Round[] = [];

  constructor(
    readonly name: string,
    readonly module: string,
    readonly bodyOf: (imageBytes: number) => UploadBody,
    readonly adapter?: 'express' | 'fastify',
  ) {}

  samples(what: keyof Round): number[] {
    return this.rounds.map((round) => round[what]);
  }

  median(what: keyof Round): number {
    return median(this.samples(what));
  }
}

const kinds = [
  {
    pipe: new Contender('form: bare pipe', 'pipe', asForm),
    ours: [
      new Contender('form: nestjs-idenfy on Express', 'library', asForm, 'express'),
      new Contender('form: nestjs-idenfy on Fastify', 'library', asForm, 'fastify'),
    ],
    rival: new Contender('form: multer in memory, toString, HttpService', 'form-rival', asForm),
    targets: { pipe: 3, rival: 2 },
  },
  {
    pipe: new Contender('JSON: bare pipe', 'pipe', asJson),
    ours: [
      new Contender('JSON: nestjs-idenfy on Express', 'library', asJson, 'express'),
      new Contender('JSON: nestjs-idenfy on Fastify', 'library', asJson, 'fastify'),
    ],
    rival: new Contender('JSON: Express JSON, @IsBase64, HttpService', 'json-rival', asJson),
    targets: { pipe: 1.7, rival: 4.5 },
  },
];
const contenders = kinds.flatMap(({ pipe, ours, rival }) => [pipe, ...ours, rival]);

const database = await startPostgres({ durable: true });
const sink = await ContenderProcess.start(moduleOf('sink'));
try {
  for (let round = 1; round <= ROUNDS; round++) {
    for (const contender of contenders) {
      const measured = await measure(contender);
      contender.rounds.push(measured);
      const [time, megabytes, blocked] = [measured.timeMs, measured.memoryBytes / 1e6, measured.blockedMs];
      console.log(
        `round ${round}: ${contender.name}: ${time.toFixed()} ms, ${megabytes.toFixed()} MB, blocked ${blocked.toFixed()} ms`,
      );
    }
  }
} finally {
  await sink.stop();
  await database.stop();
}
await publish({
  name: 'uploads',
  scenario: `${UPLOADS} uploads of ${IMAGE_BYTES / 1e6} MB of images in parallel, forwarded to a sink in place of iDenfy`,
  rounds: ROUNDS,
  contenders: contenders.flatMap((contender) => [
    { name: `${contender.name}: time`, unit: 'ms', samples: contender.samples('timeMs') },
    {
      name: `${contender.name}: memory above idle`,
      unit: 'MB',
      samples: contender.samples('memoryBytes').map((bytes) => bytes / 1e6),
    },
    { name: `${contender.name}: longest block`, unit: 'ms', samples: contender.samples('blockedMs') },
  ]),
  ratios: Object.fromEntries(
    kinds.flatMap(({ pipe, ours, rival, targets }) =>
      ours.flatMap((one) => [
        [
          `${one.name}: memory to bytes of images (at most 0.7)`,
          one.median('memoryBytes') / (UPLOADS * IMAGE_BYTES),
        ],
        [`${one.name}: time to pipe (at most ${targets.pipe})`, one.median('timeMs') / pipe.median('timeMs')],
        [
          `${one.name}: rival's time to ours (at least ${targets.rival})`,
          rival.median('timeMs') / one.median('timeMs'),
        ],
        [`${one.name}: longest block in ms (at most 25)`, one.median('blockedMs')],
      ]),
    ),
  ),
});
process.exit();

/** Every contender starts anew in every round, so that none inherits the memory of an earlier round. */
async function measure({ module, bodyOf, adapter }: Contender): Promise<Round> {
  const input = { sinkPort: sink.port, databaseUrl: database.url, adapter };
  const contender = await ContenderProcess.start(moduleOf(module), input);
  const addresses = adapter === undefined ? ofDocuments : ofSessions;
  try {
    await sendAll(await addresses(contender.port, WARM_UP.uploads), bodyOf(WARM_UP.imageBytes));
    const body = bodyOf(IMAGE_BYTES);
    const urls = await addresses(contender.port, UPLOADS);
    let timeMs = 0;
    const strain = await contender.strainOf(async () => {
      const begun = performance.now();
      await sendAll(urls, body);
      timeMs = performance.now() - begun;
    });
    return { timeMs, ...strain };
  } finally {
    await contender.stop();
  }
}

async function sendAll(urls: readonly string[], body: UploadBody): Promise<void> {
  await Promise.all(urls.map((url) => sendUpload(url, body)));
}

function ofDocuments(port: number, count: number): Promise<readonly string[]> {
  return Promise.resolve(Array.from({ length: count }, () => `http://127.0.0.1:${port}/documents`));
}

/** A session for each upload: a session accepts only one. */
function ofSessions(port: number, count: number): Promise<readonly string[]> {
  const verifications = `http://127.0.0.1:${port}/idenfy/verifications`;
  const started = Array.from({ length: count }, async () => {
    const response = await fetch(verifications, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ clientId: crypto.randomUUID() }),
    });
    const { scanRef } = (await response.json()) as { scanRef: string };
    return `${verifications}/${scanRef}/documents`;
  });
  return Promise.all(started);
}

function moduleOf(name: string): URL {
  return new URL(`./uploads/${name}.js`, import.meta.url);
}
