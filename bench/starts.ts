import autocannon from 'autocannon';
import { startPostgres } from '@nestjs-idenfy/local-postgres';
import { ContenderProcess } from './harness/contender-process.js';
import { publish } from './harness/report.js';
import { median } from './harness/statistics.js';

const ROUNDS = 5;
const SECONDS = 6;
const CONNECTIONS = 25;

const contenders = [
  { name: 'nestjs-idenfy on Express', module: 'ours', input: { adapter: 'express' } },
  { name: 'nestjs-idenfy on Fastify', module: 'ours', input: { adapter: 'fastify' } },
  { name: 'hand-written on Express: DTO, TypeORM save, HttpService', module: 'hand-written', input: {} },
].map((contender) => ({ ...contender, samples: new Array<number>() }));

const database = await startPostgres({ durable: true });
try {
  for (let round = 1; round <= ROUNDS; round++) {
    for (const { name, module, input, samples } of contenders) {
      const perSecond = await measure(module, input);
      samples.push(perSecond);
      console.log(`round ${round}: ${name}: ${Math.round(perSecond)} starts/s`);
    }
  }
  const [express, fastify, handWritten] = contenders.map(({ samples }) => median(samples));
  await publish({
    name: 'starts',
    scenario: `POST /idenfy/verifications through all layers, each for another person: ${CONNECTIONS} connections, fsync on, the simulator as iDenfy`,
    rounds: ROUNDS,
    contenders: contenders.map(({ name, samples }) => ({ name, unit: 'starts/s', samples })),
    ratios: {
      'on Express, to hand-written on Express (target at least 1.3)': Number(express) / Number(handWritten),
      'on Fastify, to hand-written on Express (target at least 1.3)': Number(fastify) / Number(handWritten),
    },
  });
} finally {
  await database.stop();
}
process.exit();

/** Simulator and contender start anew in every round, so that none inherits the memory of an earlier round. */
async function measure(module: string, input: object): Promise<number> {
  const simulator = await ContenderProcess.start(moduleOf('simulator'));
  const urls = { databaseUrl: database.url, simulatorUrl: `http://127.0.0.1:${simulator.port}` };
  const contender = await ContenderProcess.start(moduleOf(module), { ...urls, ...input });
  try {
    await load(contender.port, 2);
    return await load(contender.port, SECONDS);
  } finally {
    await contender.stop();
    await simulator.stop();
  }
}

async function load(port: number, duration: number): Promise<number> {
  const run = crypto.randomUUID();
  let person = 0;
  const { requests, non2xx, errors } = await autocannon({
    url: `http://127.0.0.1:${port}/idenfy/verifications`,
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
  if (non2xx + errors > 0) {
    throw new Error(`${non2xx} starts were refused, ${errors} connections failed`);
  }
  return requests.average;
}

function moduleOf(name: string): URL {
  return new URL(`./starts/${name}.js`, import.meta.url);
}
