import { LocalPostgresError } from './local-postgres.error.js';

/** The folder was written by another major version of PostgreSQL, which cannot be read by this one. */
export class DataDirectoryVersionError extends LocalPostgresError {
  constructor(
    readonly dataDir: string,
    readonly found: string,
    readonly expected: string,
  ) {
    super(
      `The data folder ${dataDir} was made by PostgreSQL ${found}, this is PostgreSQL ${expected}. ` +
        'Move the folder away to start afresh, or set DATA_DIR to another folder.',
    );
  }
}
