import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres } from '@nestjs-idenfy/local-postgres';
import { IdenfySimulator } from '@nestjs-idenfy/simulator';
import { ContenderProcess } from './harness/contender-process.js';
import { withFreshDatabase } from './harness/fresh-database.js';
import { processorMsOfServer } from './harness/processor-time.js';
import { publish } from './harness/report.js';
import type { Done } from './idle/done.js';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 2);
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 120);
/** What a process does once, as it starts, is over by then. */
const SETTLED_AFTER_MS = 20_000;

const processor: number[] = [];
const server: number[] = [];
const perMinute: number[] = [];

const database = await startPostgres({ durable: true });
const simulator = await IdenfySimulator.start({ port: 0 });
try {
  for (let round = 1; round <= ROUNDS; round++) await withFreshDatabase(database.url, measure);
  await publish({
    name: 'idle',
    scenario:
      `One replica without work for ${SECONDS} s: default settings, workers and periodic jobs on, handlers registered, ` +
      'console mounted, on Express; fsync on',
    rounds: ROUNDS,
    contenders: [
      { name: 'processor time of the process', unit: '% of a core', samples: processor },
      { name: 'processor time of PostgreSQL, all of it', unit: '% of a core', samples: server },
      { name: 'statements', unit: 'a minute', samples: perMinute },
    ],
    ratios: {},
  });
} finally {
  await simulator.close();
  await database.stop();
}
process.exit();

async function measure(databaseUrl: string): Promise<void> {
  const input = { databaseUrl, simulatorUrl: simulator.url };
  const replica = await ContenderProcess.start(new URL('./idle/ours.js', import.meta.url), input);
  try {
    await sleep(SETTLED_AFTER_MS);
    const before = await doneBy(replica);
    const serverMs = processorMsOfServer(database) ?? Number.NaN;
    await sleep(SECONDS * 1_000);
    server.push((((processorMsOfServer(database) ?? Number.NaN) - serverMs) / SECONDS / 1_000) * 100);
    const after = await doneBy(replica);
    processor.push(((after.processorMs - before.processorMs) / SECONDS / 1_000) * 100);
    const sent = Object.entries(after.statements)
      .map(([statement, count]) => ({ statement, count: count - (before.statements[statement] ?? 0) }))
      .filter(({ count }) => count > 0)
      .toSorted((one, other) => other.count - one.count);
    perMinute.push((sent.reduce((sum, { count }) => sum + count, 0) / SECONDS) * 60);
    for (const { statement, count } of sent) {
      console.log(`${((count / SECONDS) * 60).toFixed(1).padStart(6)} a minute: ${statement.slice(0, 120)}`);
    }
  } finally {
    await replica.stop();
  }
}

async function doneBy({ port }: ContenderProcess): Promise<Done> {
  const response = await fetch(`http://127.0.0.1:${port}/done`);
  return (await response.json()) as Done;
}
