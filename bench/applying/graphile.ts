import { Logger, run } from 'graphile-worker';
import type { IdentificationWebhook } from 'nestjs-idenfy';
import { idenfyMigrations } from 'nestjs-idenfy/migrations';
import { DataSource } from 'typeorm';
import { contender } from '../harness/contender.js';
import { APPLY, READ } from './graphile-statements.js';
import { cipher, webhookAssociatedData } from './encryption.js';
import { Tally } from './tally.js';

interface Row {
  readonly digest: string;
  readonly body: Buffer;
}

/** Its manual suggests one more than the concurrent jobs to begin with, and far more where jobs are fast. */
const LOCAL_QUEUE = 500;
const CONCURRENCY = 10;

const tally = new Tally();

/** Unlike in our library, the progress of the handler is not stored: the task calls it directly. */
async function handler(): Promise<void> {
  tally.add();
}

await contender<{ databaseUrl: string; localQueue: boolean }>(async ({ databaseUrl, localQueue }) => {
  const tables = new DataSource({ type: 'postgres', url: databaseUrl, migrations: idenfyMigrations });
  await tables.initialize();
  await tables.runMigrations();
  await tables.destroy();

  await run({
    connectionString: databaseUrl,
    concurrency: CONCURRENCY,
    maxPoolSize: CONCURRENCY + 2,
    noHandleSignals: true,
    // logging a line for every job would distort the figures
    logger: new Logger(() => () => undefined),
    preset: localQueue ? { worker: { localQueue: { size: LOCAL_QUEUE }, completeJobBatchDelay: 0 } } : {},
    taskList: {
      async apply(id, { withPgClient }) {
        await withPgClient(async (client) => {
          const { rows } = await client.query<Row>({ ...READ, values: [id] });
          for (const { digest, body } of rows)
            await client.query({ ...APPLY, values: valuesOf(digest, body, id) });
        });
        await handler();
      },
    },
  });
  return tally.serve();
});

function valuesOf(digest: string, body: Buffer, id: unknown): unknown[] {
  const text = cipher.open(body, webhookAssociatedData(digest)).toString();
  const { scanRef, status, finishTime, final, data } = JSON.parse(text) as IdentificationWebhook;
  return [
    scanRef,
    status.overall,
    final,
    finishTime,
    status.fraudTags,
    status.mismatchTags,
    status.autoDocument,
    status.autoFace,
    status.manualDocument,
    status.manualFace,
    data?.docExpiry,
    id,
  ];
}
