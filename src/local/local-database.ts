import { join } from 'node:path';
import type { Teardown } from '../boot/teardown.js';
import type { Environment } from '../config/environment.js';

/** The embedded PostgreSQL, with its data below `DATA_DIR`. */
export async function localDatabase({ DATA_DIR }: Environment, opened: Teardown): Promise<{ url: string }> {
  const { startPostgres } = await import('./postgres/start-postgres.js');
  const server = await startPostgres({ dataDir: join(DATA_DIR, 'postgres'), durable: true });
  opened.add(() => server.stop());
  return server;
}
