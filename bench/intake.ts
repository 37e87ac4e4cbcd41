import { startPostgres } from '@nestjs-idenfy/local-postgres';
import { ContenderProcess } from './harness/contender-process.js';
import { withFreshDatabase } from './harness/fresh-database.js';
import { publish } from './harness/report.js';
import { median } from './harness/statistics.js';
import { useWal } from './harness/used-wal.js';
import { deliver } from './intake/deliver.js';
import { signedRequest } from './intake/signed-request.js';

const ROUNDS = 3;
const CONNECTIONS = 50;
const CALLBACKS = 20_000;
const WARM_UP = 20_000;
const LONE = 2_000;

const contenders = [
  { name: 'nestjs-idenfy on Fastify, encrypted', module: 'ours', input: { adapter: 'fastify' } },
  { name: 'nestjs-idenfy on Express, encrypted', module: 'ours', input: { adapter: 'express' } },
  { name: '(a) node:http, HMAC, one-row INSERT', module: 'bare', input: { prepared: false } },
  { name: "(a') the same with a prepared statement", module: 'bare', input: { prepared: true } },
  { name: '(b) Nest on Express, DTO, TypeORM save', module: 'hand-written', input: {} },
].map((contender) => ({
  ...contender,
  perSecond: new Array<number>(),
  p99Ms: new Array<number>(),
  loneMs: new Array<number>(),
}));

const named = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => signedRequest(`${prefix}-${index}`));
const warmUp = named('warm-up', WARM_UP);
const lone = named('lone', LONE);
const first = named('first', CALLBACKS);
const fresh = named('second', CALLBACKS / 2);
// every other webhook was delivered in the first round
const second = fresh.flatMap((request, index) => [request, first[index * 2] ?? request]);

const server = await startPostgres({ durable: true });
try {
  await useWal(server.url);
  for (let round = 1; round <= ROUNDS; round++) {
    // each round begins with another contender, so that the same one does not always pay for the disk writes of another
    for (const contender of [...contenders.slice(round), ...contenders.slice(0, round)]) {
      const { perSecond, p99Ms, loneMs } = await measure(contender.module, contender.input);
      contender.perSecond.push(perSecond);
      contender.p99Ms.push(p99Ms);
      contender.loneMs.push(loneMs);
      const figures = `${Math.round(perSecond)}/s, p99 ${p99Ms.toFixed(1)} ms, alone ${loneMs.toFixed(2)} ms`;
      console.log(`round ${round}: ${contender.name}: ${figures}`);
    }
  }
} finally {
  await server.stop();
}

const [fastify, express, bare, prepared, handWritten] = contenders.map(({ perSecond }) => median(perSecond));
const [fastifyP99, , bareP99] = contenders.map(({ p99Ms }) => median(p99Ms));
const [fastifyAlone, , bareAlone] = contenders.map(({ loneMs }) => median(loneMs));
await publish({
  name: 'intake',
  scenario: `Signed webhooks of 2 KB, ${CONNECTIONS} connections, half of the second round duplicates; every 200 is durable (fsync on)`,
  rounds: ROUNDS,
  contenders: [
    ...contenders.map(({ name, perSecond }) => ({ name, unit: 'webhooks/s', samples: perSecond })),
    ...contenders.map(({ name, p99Ms }) => ({ name: `${name}: p99`, unit: 'ms', samples: p99Ms })),
    ...contenders.map(({ name, loneMs }) => ({ name: `${name}: one alone`, unit: 'ms', samples: loneMs })),
  ],
  ratios: {
    'Fastify, to (a) (target 2.5)': Number(fastify) / Number(bare),
    "Fastify, to (a') (target 1.9)": Number(fastify) / Number(prepared),
    'Express, to (a) (target 1.4)': Number(express) / Number(bare),
    'Express, to (b) (target 4)': Number(express) / Number(handWritten),
    'p99 on Fastify, to (a) (target at most 1)': Number(fastifyP99) / Number(bareP99),
    'one alone on Fastify, to (a) (target about 1)': Number(fastifyAlone) / Number(bareAlone),
  },
});
process.exit();

async function measure(
  module: string,
  input: object,
): Promise<{ perSecond: number; p99Ms: number; loneMs: number }> {
  return withFreshDatabase(server.url, async (databaseUrl) => {
    const contender = await ContenderProcess.start(new URL(`./intake/${module}.js`, import.meta.url), {
      databaseUrl,
      ...input,
    });
    try {
      await deliver(contender.port, warmUp, CONNECTIONS);
      const alone = await deliver(contender.port, lone, 1);
      const rounds = [
        await deliver(contender.port, first, CONNECTIONS),
        await deliver(contender.port, second, CONNECTIONS),
      ];
      const latenciesMs = rounds.flatMap((each) => each.latenciesMs).toSorted((one, other) => one - other);
      const seconds = rounds.reduce((sum, each) => sum + each.seconds, 0);
      return {
        perSecond: latenciesMs.length / seconds,
        p99Ms: latenciesMs[Math.floor(latenciesMs.length * 0.99)] ?? Number.NaN,
        loneMs: median(alone.latenciesMs),
      };
    } finally {
      await contender.stop();
    }
  });
}
