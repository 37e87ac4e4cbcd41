import type { Queryable } from '../database/database.js';
import { nowSql } from '../database/now-sql.js';
import type { TableNames } from '../database/table-names.js';
import { wantsRunSql } from './outbox-writes.js';

/** How many runs of a handler were closed. */
export interface ClosedRuns {
  readonly handler: string;
  readonly count: number;
}

const CLOSED_AT_A_TIME = 10_000;

/**
 * Closes the runs that no filter of their handler has named for a day, while processes announced the handler all that day:
 * they would hold up the later changes of their verification. Where all processes were down, the day begins with their
 * return, and runs of a handler that is gone altogether stay.
 *
 * @param now `IdenfyClock.databaseTime()`
 */
export async function closeUnwantedRuns(
  database: Queryable,
  tables: TableNames,
  now: Date | null,
): Promise<readonly ClosedRuns[]> {
  return inBatches(database, unwantedSql(tables), now);
}

/**
 * Makes dead letters of runs that have waited a week while no process announced their handler: they must not all be called
 * should its name return months later.
 *
 * @param now `IdenfyClock.databaseTime()`
 */
export async function giveUpRunsWithoutHandler(
  database: Queryable,
  tables: TableNames,
  now: Date | null,
): Promise<readonly ClosedRuns[]> {
  return inBatches(database, withoutHandlerSql(tables), now);
}

async function inBatches(database: Queryable, sql: string, now: Date | null): Promise<readonly ClosedRuns[]> {
  const total = new Map<string, number>();
  for (;;) {
    const closed = await database.query<ClosedRuns[]>(sql, [now]);
    for (const { handler, count } of closed) total.set(handler, (total.get(handler) ?? 0) + count);
    if (closed.reduce((sum, { count }) => sum + count, 0) < CLOSED_AT_A_TIME) break;
  }
  return [...total].map(([handler, count]) => ({ handler, count }));
}

function unwantedSql(tables: TableNames): string {
  const { handler } = tables;
  const aDayAgo = `${nowSql('$1')} - interval '1 day'`;
  return closingSql(tables, {
    interval: '1 day',
    set: `state = 'unwanted', erased_ids = null`,
    where: `exists (select from ${handler} h
                       where h.name = r.handler and h.last_seen_at > ${aDayAgo} and h.announced_since <= ${aDayAgo})
          and not exists (select from ${handler} h
                           where h.name = r.handler and h.last_seen_at > ${aDayAgo}
                             and ${wantsRunSql(tables, 'h', 'r')})`,
  });
}

function withoutHandlerSql(tables: TableNames): string {
  return closingSql(tables, {
    interval: '7 days',
    set: `state = 'dead', last_error = 'No process has announced this handler for a week.'`,
    where: `not exists (select from ${tables.handler} h
                         where h.name = r.handler and h.last_seen_at > ${nowSql('$1')} - interval '7 days')`,
  });
}

/** A statement over pending runs that are older than the interval and not under way. */
function closingSql(
  { handlerRun }: TableNames,
  { interval, set, where }: { interval: string; set: string; where: string },
): string {
  return `with closing as materialized (
       select r.id
         from ${handlerRun} r
        where r.state = 'pending'
          and coalesce(r.retried_at, r.created_at) <= ${nowSql('$1')} - interval '${interval}'
          and (r.leased_until is null or r.leased_until <= ${nowSql('$1')})
          and ${where}
        order by r.id
        limit ${CLOSED_AT_A_TIME}
          for update of r skip locked
     ), closed as (
       update ${handlerRun} r
          set ${set}, finished_at = ${nowSql('$1')}, leased_until = null
         from closing
        where r.id = closing.id
       returning r.handler
     )
     select handler, count(*)::int as count from closed group by handler`;
}
