import { MigrationExecutor, type DataSource } from 'typeorm';
import { withMigrationLock } from './migration-lock.js';

/** Every migration in order, and whether the database has it. */
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

/** Takes the last migration back. */
export async function revertLastMigration(dataSource: DataSource): Promise<string[]> {
  const [last] = await new MigrationExecutor(dataSource).getExecutedMigrations();
  if (!last) return ['Nothing to revert.'];
  await withMigrationLock(dataSource, () => dataSource.undoLastMigration());
  return [`Reverted: ${last.name}`];
}

/** How many migrations the database lacks. */
export async function countPendingMigrations(dataSource: DataSource): Promise<number> {
  return (await new MigrationExecutor(dataSource).getPendingMigrations()).length;
}
