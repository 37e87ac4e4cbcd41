import type { Database } from '../database/database.js';

/** Name of the job whose success is that all chains were found whole. */
const JOB = 'audit-verify';

/** Records that every row and every head was checked and found whole. */
export async function recordFullCheck(database: Database): Promise<void> {
  await database.query(
    `insert into ${database.tables.job} (name, succeeded_at) values ($1, statement_timestamp())
         on conflict (name) do update set succeeded_at = excluded.succeeded_at`,
    [JOB],
  );
}

/** When all chains were last found whole; null where that was never recorded. */
export async function lastFullCheck(database: Database): Promise<Date | null> {
  const [row] = await database.query<{ at: Date }[]>(
    `select succeeded_at as at from ${database.tables.job} where name = $1`,
    [JOB],
  );
  return row?.at ?? null;
}
