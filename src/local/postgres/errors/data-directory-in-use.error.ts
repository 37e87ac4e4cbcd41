import { LocalPostgresError } from './local-postgres.error.js';

/** Another run has its database in this folder; two servers on one folder would destroy it. */
export class DataDirectoryInUseError extends LocalPostgresError {
  constructor(
    readonly dataDir: string,
    readonly pid?: number,
  ) {
    const holder = pid === undefined ? '' : ` (process ${pid})`;
    super(
      `The data folder ${dataDir} is in use by another run${holder}. ` +
        'Stop that run, or set DATA_DIR to another folder.',
    );
  }
}
