import autocannon from 'autocannon';
import { startPostgres } from '../../src/local/postgres/start-postgres.js';
import { start } from '../harness/child.js';
import { contender, machine, ratio } from '../harness/result.js';
import type { Scenario } from '../harness/scenario.js';

const ROUNDS = 5;
const SECONDS = 6;
const CONNECTIONS = 25;

const CONTENDERS = [
  { name: 'nestjs-idenfy on Express', file: 'ours.js', env: { ADAPTER: 'express' } },
  { name: 'nestjs-idenfy on Fastify', file: 'ours.js', env: { ADAPTER: 'fastify' } },
  { name: 'hand-written: Nest on Express, TypeORM save, HttpService', file: 'hand-written.js', env: {} },
] as const;

/** Every start is another person's, so that each one is validated, written twice and answered by iDenfy. */
export const startsScenario: Scenario = {
  name: 'starts',
  about: `POST /idenfy/verifications through everything, ${CONNECTIONS} connections, fsync on, the simulator as iDenfy`,
  async run(progress) {
    const database = await startPostgres({ durable: true });
    try {
      const samples = CONTENDERS.map((): number[] => []);
      for (let round = 1; round <= ROUNDS; round++) {
        for (const [index, { name, file, env }] of CONTENDERS.entries()) {
          const perSecond = await measure(file, { ...env, DATABASE_URL: database.url });
          samples[index]?.push(perSecond);
          progress(`round ${round}: ${name}: ${Math.round(perSecond)} starts/s`);
        }
      }
      const contenders = CONTENDERS.map(({ name }, index) =>
        contender(name, 'starts/s', samples[index] ?? []),
      );
      const [express, fastify, rival] = contenders;
      if (!express || !fastify || !rival) throw new Error('a contender is missing');
      const ratios = {
        'on Express, to hand-written on Express (target 1.3)': ratio(express, rival),
        'on Fastify, to hand-written on Express': ratio(fastify, rival),
      };
      return { scenario: 'starts', machine: machine(), rounds: ROUNDS, contenders, ratios };
    } finally {
      await database.stop();
    }
  },
};

/** Simulator and contender are new in every round, so that none inherits the memory of another. */
async function measure(file: string, env: Readonly<Record<string, string>>): Promise<number> {
  const simulator = await start<{ url: string }>(new URL('simulator.js', import.meta.url));
  const contender = await start<{ url: string }>(new URL(file, import.meta.url), {
    ...env,
    IDENFY_URL: simulator.ready.url,
  });
  try {
    await load(contender.ready.url, 2);
    return await load(contender.ready.url, SECONDS);
  } finally {
    await contender.stop();
    await simulator.stop();
  }
}

async function load(url: string, duration: number): Promise<number> {
  const run = crypto.randomUUID();
  let person = 0;
  const { requests, non2xx, errors } = await autocannon({
    url: `${url}/idenfy/verifications`,
    method: 'POST',
    connections: CONNECTIONS,
    duration,
    body: JSON.stringify({ locale: 'lt' }),
    requests: [
      {
        setupRequest: (request) => ({
          ...request,
          headers: { 'content-type': 'application/json', 'x-caller': `${run}-${person++}` },
        }),
      },
    ],
  });
  if (non2xx + errors > 0) throw new Error(`${non2xx} starts were refused, ${errors} connections failed`);
  return requests.average;
}
