import { DataSource } from 'typeorm';
import { Database } from '../database/database.js';
import { DatabaseOptions } from '../database/database.options.js';
import { idenfyEntities } from '../database/entities/idenfy-entities.js';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';
import { safeCause } from '../errors/idenfy.error.js';
import { type TableLocation, requiredVariable, UsageError } from './flags.js';

/**
 * Connects to the database in `DATABASE_URL`, runs `work` and disconnects.
 * @throws Error with one line that never contains the address, because the address contains the password
 */
export async function withDatabase<T>(
  command: string,
  { schema, prefix }: TableLocation,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const { database, close } = await openDatabase(command, { schema, prefix }).catch((error: unknown) => {
    if (error instanceof UsageError) throw error;
    throw new Error(`the database cannot be reached (${safeCause(error)?.message ?? 'no answer'})`, {
      cause: error,
    });
  });
  try {
    return await work(database);
  } catch (error) {
    throw error instanceof IdenfyConfigurationError ? refused(error) : error;
  } finally {
    await close();
  }
}

/** The database, and how to disconnect from it. */
export interface OpenDatabase {
  readonly database: Database;
  readonly close: () => Promise<void>;
}

/** Connects to the database in `DATABASE_URL`. @throws {UsageError} and the error of the driver */
export async function openDatabase(
  command: string,
  location: TableLocation,
  options = new DatabaseOptions(),
): Promise<OpenDatabase> {
  const dataSource = await dataSourceFor(command, location).initialize();
  return { database: new Database(dataSource, options), close: () => dataSource.destroy() };
}

function dataSourceFor(command: string, { schema, prefix }: TableLocation): DataSource {
  const url = requiredVariable('DATABASE_URL', command);
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) {
    throw new UsageError('DATABASE_URL must look like postgres://user:password@host:5432/database');
  }
  return new DataSource({
    type: 'postgres',
    url,
    entities: idenfyEntities,
    applicationName: `nestjs-idenfy ${command}`,
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    connectTimeoutMS: 10_000,
    ...(schema !== undefined && { schema }),
    ...(prefix !== undefined && { entityPrefix: prefix }),
  });
}

function refused(cause: IdenfyConfigurationError): Error {
  const hint = cause.hint.replace(
    /; add `idenfyMigrations`.*/,
    '; run its migrations, or give --schema and --prefix',
  );
  return new Error(hint, { cause });
}
