import type { EntityManager } from 'typeorm';

/**
 * SQL of the current time: that of the database, because the clocks of several processes differ, unless a replaced
 * `IdenfyClock` gives another one.
 *
 * It is the time at which the statement began, which can be an index condition; `clock_timestamp()` is evaluated for each
 * row and cannot. Milliseconds are what a `Date` holds: a time that was read must equal the stored one.
 *
 * @param parameter that holds `IdenfyClock.databaseTime()`, such as `$1`
 */
export function nowSql(parameter: string): string {
  return `coalesce(${parameter}::timestamptz, date_trunc('milliseconds', statement_timestamp()))`;
}

/** That time, for rows whose columns are known before the statement that writes them. */
export async function currentTime(manager: EntityManager, given: Date | null): Promise<Date> {
  if (given !== null) return given;
  const [row] = await manager.query<{ now: Date }[]>(`select ${nowSql('$1')} as now`, [null]);
  if (!row) throw new Error('The statement that reads the time returned no row.');
  return row.now;
}
