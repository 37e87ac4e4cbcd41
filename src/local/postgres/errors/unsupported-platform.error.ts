import { LocalPostgresError } from './local-postgres.error.js';

/** There are no server binaries for this machine, or they do not run on it. */
export class UnsupportedPlatformError extends LocalPostgresError {
  constructor(readonly reason: string) {
    super(
      `The embedded PostgreSQL cannot run here: ${reason}. ` +
        'Set DATABASE_URL (for the tests TEST_DATABASE_URL) to a PostgreSQL of your own.',
    );
  }
}
