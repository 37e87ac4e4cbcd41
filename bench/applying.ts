import { Client } from 'pg';
import { startPostgres } from '@nestjs-idenfy/local-postgres';
import { measure, type Worked } from './applying/measure.js';
import { storeOldRows } from './applying/old-rows.js';
import { graphileDefault, graphileLocalQueue, ours, type Rival } from './applying/rivals.js';
import { withFreshDatabase } from './harness/fresh-database.js';
import { publish } from './harness/report.js';
import { median } from './harness/statistics.js';

const ROUNDS = 3;
const WORK = 'Stored webhooks of 2 KB, encrypted, processed until an empty handler returns (fsync on)';

interface Contender {
  readonly name: string;
  readonly run: () => Promise<Worked>;
}

const server = await startPostgres({ durable: true });
try {
  await (process.env['BENCH_OLD_ROWS'] === '1' ? besideOldRows() : againstRivals());
} finally {
  await server.stop();
}
process.exit();

async function againstRivals(): Promise<void> {
  const contenders = [ours, graphileDefault, graphileLocalQueue].map((rival) => ({
    name: rival.name,
    run: () => inFreshDatabase(rival),
  }));
  await compare('applying', WORK, contenders, (own, plain, local) => ({
    'to graphile-worker (target 4)': own / plain,
    'to graphile-worker with its local queue (target 1.5)': own / local,
  }));
}

async function besideOldRows(): Promise<void> {
  await withFreshDatabase(server.url, async (databaseUrl) => {
    // a first run creates the tables
    await measure(server, ours, databaseUrl);
    console.log('Storing old rows…');
    await withClient(databaseUrl, storeOldRows);
    const contenders = [
      { name: 'empty tables', run: () => inFreshDatabase(ours) },
      {
        name: '1,000,000 old webhooks, 10,000,000 lines of history',
        run: () => measure(server, ours, databaseUrl),
      },
    ];
    await compare('applying-old-rows', WORK, contenders, (empty, full) => ({
      'full to empty (target .75)': full / empty,
    }));
  });
}

/** Alternates the contenders, so that a slow moment of the machine affects all of them. */
async function compare(
  name: string,
  scenario: string,
  contenders: readonly Contender[],
  ratios: (...medians: [number, number, number]) => Record<string, number>,
): Promise<void> {
  const measured = contenders.map((contender) => ({ ...contender, worked: new Array<Worked>() }));
  for (let round = 1; round <= ROUNDS; round++) {
    for (const { name: who, run, worked } of measured) {
      const result = await run();
      worked.push(result);
      const { perSecond, processUs, serverUs } = result;
      const cost = `${Math.round(processUs)} µs, PostgreSQL ${Math.round(serverUs ?? Number.NaN)} µs an event`;
      console.log(`round ${round}: ${who}: ${Math.round(perSecond)}/s, process ${cost}`);
    }
  }
  const [first = Number.NaN, second = Number.NaN, third = Number.NaN] = measured.map(({ worked }) =>
    median(worked.map(({ perSecond }) => perSecond)),
  );
  await publish({
    name,
    scenario,
    rounds: ROUNDS,
    contenders: measured.flatMap(({ name: who, worked }) => [
      { name: who, unit: 'webhooks/s', samples: worked.map(({ perSecond }) => perSecond) },
      {
        name: `${who}: processor time of the process`,
        unit: 'µs',
        samples: worked.map(({ processUs }) => processUs),
      },
      {
        name: `${who}: of PostgreSQL`,
        unit: 'µs',
        samples: worked.map(({ serverUs }) => serverUs ?? Number.NaN),
      },
    ]),
    ratios: ratios(first, second, third),
  });
}

async function inFreshDatabase(rival: Rival): Promise<Worked> {
  return withFreshDatabase(server.url, (databaseUrl) => measure(server, rival, databaseUrl));
}

async function withClient(databaseUrl: string, use: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}
