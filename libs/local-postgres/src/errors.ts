/** Why the embedded PostgreSQL did not start; `message` is one line for the person at the terminal. */
export abstract class LocalPostgresError extends Error {
  override get name(): string {
    return this.constructor.name;
  }
}

/** The folder holds something else, so it is left untouched. */
export class DataDirectoryForeignError extends LocalPostgresError {
  constructor(readonly dataDir: string) {
    super(
      `The data folder ${dataDir} is not empty and is not a complete database of this service. ` +
        'Move it away, or set DATA_DIR to another folder.',
    );
  }
}

/** Another run uses the database in this folder; two servers on one folder would destroy it. */
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

/** The folder was written by another major version of PostgreSQL, which this one cannot read. */
export class DataDirectoryVersionError extends LocalPostgresError {
  constructor(
    readonly dataDir: string,
    readonly found: string,
    readonly expected: string,
  ) {
    super(
      `The data folder ${dataDir} was made by PostgreSQL ${found}, but this is PostgreSQL ${expected}. ` +
        'Move the folder away to start afresh, or set DATA_DIR to another folder.',
    );
  }
}

/** The data folder could not be prepared, or the server ended before it accepted connections. */
export class PostgresStartError extends LocalPostgresError {
  constructor(
    readonly dataDir: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`The embedded PostgreSQL in ${dataDir} did not start: ${reason}`, options);
  }
}

/** There are no server binaries for this machine, or they do not run on it. */
export class UnsupportedPlatformError extends LocalPostgresError {
  constructor(readonly reason: string) {
    super(
      `The embedded PostgreSQL cannot run here: ${reason}. ` +
        'Set DATABASE_URL (for the tests TEST_DATABASE_URL) to a PostgreSQL of your own.',
    );
  }
}

/** The most useful line about a failed program: the first line of its stderr, else why it could not be run. */
export function failureLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stderr = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr.trim() : '';
  return (stderr || error.message).split('\n', 1)[0] ?? error.message;
}
