import { randomUUID } from 'node:crypto';
import type { Database } from './database.js';
import { CHANNEL } from './notifications.js';

/**
 * Whether a notification that is sent through the pool arrives at a connection that listens. Behind a pooler in transaction
 * mode it does not, although LISTEN succeeds.
 *
 * @param withinMs how long it may take, in milliseconds
 * @throws the error of a connection that cannot listen
 */
export async function hearsNotifications(database: Database, withinMs: number): Promise<boolean> {
  const client = database.listeningClient();
  const sent = `proof:${randomUUID()}`;
  let cancel = (): void => undefined;
  const arrived = new Promise<boolean>((resolve, reject) => {
    client.on('notification', ({ payload }) => payload === sent && resolve(true));
    client.on('error', reject);
    client.on('end', () => resolve(false));
    const timer = setTimeout(() => resolve(false), withinMs);
    cancel = () => clearTimeout(timer);
  });
  arrived.catch(() => undefined);
  try {
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
    await database.query(`select pg_notify('${CHANNEL}', $1)`, [sent]);
    return await arrived;
  } finally {
    cancel();
    void client.end().catch(() => undefined);
  }
}
