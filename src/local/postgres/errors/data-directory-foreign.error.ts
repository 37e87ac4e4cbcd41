import { LocalPostgresError } from './local-postgres.error.js';

/** The folder holds something else; it is left alone rather than given to the server. */
export class DataDirectoryForeignError extends LocalPostgresError {
  constructor(readonly dataDir: string) {
    super(
      `The data folder ${dataDir} is not empty and is not a complete database of this service. ` +
        'Move it away, or set DATA_DIR to another folder.',
    );
  }
}
