import type { DataSource } from 'typeorm';

/** Any number, as long as everybody who migrates takes the same one. */
const LOCK = 4_819_203_771;

/** Lets one process migrate at a time: TypeORM itself lets two run the same migration at once. */
export async function withMigrationLock<Result>(
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
