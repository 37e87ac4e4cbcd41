import type { TestDatabase } from '../../support/database.js';

/** What one handler of the host was called for. */
export interface HandlerTotals {
  readonly handler: string;
  /** Changes or webhooks it is to hear of, by the history and the inbox. */
  readonly due: number;
  /** Of how many it heard, however often. */
  readonly heard: number;
  /** How often it was called. */
  readonly calls: number;
  /** Effects that are to stand once for each. */
  readonly effects: number;
}

/** Holds what the host's handlers did against what happened: the history and the inbox, not the queue of runs. */
export async function handlerTotals(database: TestDatabase): Promise<HandlerTotals[]> {
  return database.query<HandlerTotals & Record<string, unknown>>(`
    with due as (
      select 'follow' as handler, count(*)::int as due from idenfy_verification_event where changed
      union all
      select 'open account', count(*)::int
        from idenfy_verification_event where changed and final and to_status = 'APPROVED'
      union all
      select 'archive', count(*)::int from idenfy_webhook
    )
    select handler, due,
           (select count(distinct key)::int from host_call c where c.handler = due.handler) as heard,
           (select count(*)::int from host_call c where c.handler = due.handler) as calls,
           (select count(*)::int from host_effect e where e.handler = due.handler) as effects
      from due`);
}

/** A change of which a handler was told again after it had heard of the next one of the same verification. */
export interface Disorder {
  readonly handler: string;
  readonly key: string;
}

/** By the history and the host's books, over all replicas. */
export async function disorder(database: TestDatabase): Promise<Disorder[]> {
  return database.query<Disorder & Record<string, unknown>>(`
    with told as (
      select c.handler, c.key, e.verification_id, e.id as change, min(c.id) as first, max(c.id) as last
        from host_call c join idenfy_verification_event e
          on c.key = e.verification_id || ':' || e.id || ':' || c.handler
       group by c.handler, c.key, e.verification_id, e.id
    ), in_line as (
      select told.*, lead(first) over (partition by handler, verification_id order by change) as next_first from told
    )
    select handler, key from in_line where next_first < last`);
}

/** What is still to be done, at that time. */
export interface Unfinished {
  readonly webhooks: number;
  readonly runs: number;
  /** Sessions whose deadline has passed. */
  readonly overdue: number;
}

export const NOTHING_LEFT: Unfinished = { webhooks: 0, runs: 0, overdue: 0 };

export async function unfinished(database: TestDatabase, now = new Date()): Promise<Unfinished> {
  const [row] = await database.query<Unfinished & Record<string, unknown>>(
    `select (select count(*)::int from idenfy_webhook where state in ('received', 'waiting')) as webhooks,
            (select count(*)::int from idenfy_handler_run where state <> 'done') as runs,
            (select count(*)::int from idenfy_verification where deadline_at <= $1) as overdue`,
    [now],
  );
  return row ?? NOTHING_LEFT;
}
