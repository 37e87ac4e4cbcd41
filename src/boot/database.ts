import { DataSource, type DataSourceOptions, MigrationExecutor } from 'typeorm';
import { BootError } from './boot-error.js';

/** What to do about pending migrations. */
export type PendingMigrations = 'run' | 'refuse';

/** Opens the database with a schema that fits the code. @throws BootError when migrations are pending and must not run here */
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
  const { length } = await new MigrationExecutor(dataSource).getPendingMigrations();
  if (length > 0)
    throw new BootError(`the database lacks ${length} migration(s): run \`npm run migration:run\` first`);
}

/** Every migration in order, and whether it has run. */
export async function listMigrations(dataSource: DataSource): Promise<string[]> {
  const executor = new MigrationExecutor(dataSource);
  const latestFirst = await executor.getExecutedMigrations();
  const pending = await executor.getPendingMigrations();
  return [
    ...latestFirst.reverse().map(({ name }) => `done     ${name}`),
    ...pending.map(({ name }) => `pending  ${name}`),
  ];
}

/** Brings the database up to date. */
export async function runPendingMigrations(dataSource: DataSource): Promise<string[]> {
  const run = await withMigrationLock(dataSource, () => dataSource.runMigrations());
  return run.length === 0 ? ['Nothing to do.'] : run.map(({ name }) => `Done: ${name}`);
}

/** Reverts the last migration. */
export async function revertLastMigration(dataSource: DataSource): Promise<string[]> {
  const [last] = await new MigrationExecutor(dataSource).getExecutedMigrations();
  if (!last) return ['Nothing to revert.'];
  await withMigrationLock(dataSource, () => dataSource.undoLastMigration());
  return [`Reverted: ${last.name}`];
}

/** Any number, as long as every process that migrates uses the same one. */
const LOCK = 4_819_203_771;

/** Lets one process migrate at a time: TypeORM itself would let two run the same migration at once. */
async function withMigrationLock<Result>(
  dataSource: DataSource,
  work: () => Promise<Result>,
): Promise<Result> {
  const holder = dataSource.createQueryRunner();
  try {
    await holder.query('select pg_advisory_lock($1)', [LOCK]);
    return await work();
  } finally {
    await holder.query('select pg_advisory_unlock($1)', [LOCK]).finally(() => holder.release());
  }
}
