import { randomUUID } from 'node:crypto';
import type { INestApplication } from '@nestjs/common';
import { IdenfyWorkers } from 'nestjs-idenfy';
import { Client } from 'pg';
import { storeBacklog, storeSessions } from '../applying/backlog.js';
import { deliver } from '../intake/deliver.js';
import { signedRequest } from '../intake/signed-request.js';

const WEBHOOKS = 2_000;
const CONNECTIONS = 20;

/** A host with its database. */
interface Host {
  readonly app: INestApplication;
  readonly url: string;
  readonly databaseUrl: string;
}

/** Webhooks a second that a host receives, and that it applies. */
export const RATES: Readonly<Record<string, (host: Host) => Promise<number>>> = {
  'webhooks received': ({ app, url, databaseUrl }) =>
    withClient(databaseUrl, async (client) => {
      const run = randomUUID();
      const scanRefs = Array.from({ length: WEBHOOKS }, (_, index) => `${run}-${index}`);
      await storeSessions(client, scanRefs);
      const { seconds } = await deliver(Number(new URL(url).port), scanRefs.map(signedRequest), CONNECTIONS);
      // so that what is measured next has no work of this beside it
      await app.get(IdenfyWorkers).drain();
      return WEBHOOKS / seconds;
    }),
  'webhooks claimed and applied': ({ app, databaseUrl }) =>
    withClient(databaseUrl, async (client) => {
      await client.query('begin');
      await storeBacklog(client, WEBHOOKS);
      const began = performance.now();
      await client.query('commit');
      await app.get(IdenfyWorkers).drain();
      return (WEBHOOKS / (performance.now() - began)) * 1_000;
    }),
};

async function withClient<Result>(
  databaseUrl: string,
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
