import { DataSource } from 'typeorm';
import { safeCause } from '../errors/safe-cause.js';
import { idenfyEntities } from '../verification/entities/idenfy-entities.js';
import { requiredVariable } from './parse-flags.js';
import type { Place } from './place.js';
import { UsageError } from './usage.error.js';

const UNDEFINED_TABLE = '42P01';

/**
 * Works in the database that `DATABASE_URL` names, and leaves it.
 * @throws one line that never quotes the address, and with it the password
 */
export async function withDatabase<T>(
  command: string,
  { schema, prefix }: Place,
  work: (dataSource: DataSource) => Promise<T>,
): Promise<T> {
  const url = requiredVariable('DATABASE_URL', command);
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) {
    throw new UsageError('DATABASE_URL must look like postgres://user:password@host:5432/database');
  }
  const dataSource = new DataSource({
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
  await dataSource.initialize().catch((error: unknown) => {
    throw new Error(`the database cannot be reached (${safeCause(error)?.message ?? 'no answer'})`, {
      cause: error,
    });
  });
  try {
    return await work(dataSource);
  } catch (error) {
    throw safeCause(error)?.message === UNDEFINED_TABLE ? tablesAreMissing(error) : error;
  } finally {
    await dataSource.destroy();
  }
}

function tablesAreMissing(cause: unknown): Error {
  return new Error(
    'the tables of nestjs-idenfy are not there: run its migrations, or say with --schema and --prefix where they stand',
    { cause },
  );
}
