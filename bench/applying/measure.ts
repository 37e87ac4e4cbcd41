import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import type { RunningPostgres } from '@nestjs-idenfy/local-postgres';
import { ContenderProcess } from '../harness/contender-process.js';
import { processorMsOfServer } from '../harness/processor-time.js';
import { storeBacklog } from './backlog.js';
import type { Rival } from './rivals.js';
import { tallyOf } from './tally.js';

const WARM_UP = 3_000;
const CALLBACKS = 20_000;
const LOOK_EVERY_MS = 10;

/** How fast a backlog was processed, and the processor time of one event. */
export interface Worked {
  readonly perSecond: number;
  /** Processor time per event, in microseconds. */
  readonly processUs: number;
  /** Processor time of the server per event, in microseconds; unknown outside Linux. */
  readonly serverUs: number | undefined;
}

/** Measures from the commit that makes a backlog visible until all of it is processed. */
export async function measure(server: RunningPostgres, rival: Rival, databaseUrl: string): Promise<Worked> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const contender = await ContenderProcess.start(new URL(`./${rival.module}.js`, import.meta.url), {
    databaseUrl,
    ...rival.input,
  });
  try {
    await prepare(client, rival, WARM_UP);
    await workOff(client, rival, contender.port, WARM_UP);
    await prepare(client, rival, CALLBACKS);
    await client.query('checkpoint');
    const serverBefore = processorMsOfServer(server);
    let ms = 0;
    const { processorMs } = await contender.strainOf(async () => {
      ms = await workOff(client, rival, contender.port, CALLBACKS);
    });
    const serverAfter = processorMsOfServer(server);
    await requireOutcome(client);
    return {
      perSecond: (CALLBACKS / ms) * 1_000,
      processUs: (processorMs / CALLBACKS) * 1_000,
      serverUs: serverBefore && serverAfter && ((serverAfter - serverBefore) / CALLBACKS) * 1_000,
    };
  } finally {
    await contender.stop();
    await client.end();
  }
}

async function prepare(client: Client, { enqueue }: Rival, count: number): Promise<void> {
  await client.query('begin');
  await storeBacklog(client, count);
  await client.query(enqueue);
  // includes a rival's queue: with statistics of an empty table, its query would scan the whole queue for every job
  await client.query('analyze');
}

async function workOff(client: Client, { busy }: Rival, port: number, count: number): Promise<number> {
  const target = (await tallyOf(port)) + count;
  const begun = performance.now();
  await client.query('commit');
  while ((await tallyOf(port)) < target) await setTimeout(LOOK_EVERY_MS);
  // the handler was called for all events; their progress may not be written yet
  while ((await client.query<{ busy: boolean }>(busy)).rows[0]?.busy) await setTimeout(LOOK_EVERY_MS);
  return performance.now() - begun;
}

/** No contender may win by doing less: every session has its verdict and one line of history, and its person is verified. */
async function requireOutcome(client: Client): Promise<void> {
  const { rows } = await client.query<{ missing: string }>(
    `select count(*) as missing
       from idenfy_verification v
       join idenfy_client c using (account, client_id)
      where v.session_length is not null
        and (v.status <> 'APPROVED' or not v.final or v.closed_at is null or c.standing <> 'VERIFIED'
             or (select count(*) from idenfy_verification_event e where e.verification_id = v.id) <> 1)`,
  );
  if (rows[0]?.missing !== '0') throw new Error(`${rows[0]?.missing} webhooks were not applied as expected`);
}
