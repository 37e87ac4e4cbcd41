import { join } from 'node:path';
import { loadAtOnce } from '../boot/load-at-once.js';
import type { Environment } from '../config/environment.js';
import type { RunningPostgres } from './postgres/start-postgres.js';

/** The embedded PostgreSQL, with its data below `DATA_DIR`. */
export async function startDatabase({ DATA_DIR }: Environment): Promise<RunningPostgres> {
  loadAtOnce(new URL('postgres/start-postgres.js', import.meta.url));
  const { startPostgres } = await import('./postgres/start-postgres.js');
  return startPostgres({ dataDir: join(DATA_DIR, 'postgres'), durable: true });
}
