import { LocalPostgresError } from './local-postgres.error.js';

/** The server, or the making of its data folder, ended before it was ready. */
export class PostgresStartError extends LocalPostgresError {
  constructor(
    readonly dataDir: string,
    readonly reason: string,
  ) {
    super(`The embedded PostgreSQL in ${dataDir} did not start: ${reason}`);
  }
}
