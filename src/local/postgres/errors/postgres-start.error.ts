import { LocalPostgresError } from './local-postgres.error.js';

/** The data folder could not be made ready, or the server ended before it took connections. */
export class PostgresStartError extends LocalPostgresError {
  constructor(
    readonly dataDir: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`The embedded PostgreSQL in ${dataDir} did not start: ${reason}`, options);
  }
}
