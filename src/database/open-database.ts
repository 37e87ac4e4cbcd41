import { DataSource, type DataSourceOptions } from 'typeorm';
import { BootError } from '../boot/boot-error.js';
import { countPendingMigrations, runPendingMigrations } from './migrations.js';

/** What to do about migrations that were not run yet. */
export type PendingMigrations = 'run' | 'refuse';

/** Opens the database with a schema that fits the code. @throws BootError when it does not, and may not be changed */
export async function openDatabase(
  options: DataSourceOptions,
  pending: PendingMigrations,
): Promise<DataSource> {
  const dataSource = await new DataSource(options).initialize();
  try {
    if (pending === 'run') await runPendingMigrations(dataSource);
    else await refusePendingMigrations(dataSource);
    return dataSource;
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}

async function refusePendingMigrations(dataSource: DataSource): Promise<void> {
  const count = await countPendingMigrations(dataSource);
  if (count > 0)
    throw new BootError(`the database lacks ${count} migration(s): run \`npm run migration:run\` first`);
}
