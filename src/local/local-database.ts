import { join } from 'node:path';
import type { Environment } from '../config/environment.js';
import type { RunningPostgres } from './postgres/start-postgres.js';

/** The embedded PostgreSQL, with its data below `DATA_DIR`. */
export async function startDatabase({ DATA_DIR }: Environment): Promise<RunningPostgres> {
  const { startPostgres } = await import('./postgres/start-postgres.js');
  return startPostgres({ dataDir: join(DATA_DIR, 'postgres'), durable: true });
}
