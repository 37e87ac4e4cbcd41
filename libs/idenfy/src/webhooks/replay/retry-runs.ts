import type { DataSource } from 'typeorm';
import { topicMessages } from '../../verification/notifications/topic.js';
import { tablesOf } from '../../verification/table-names.js';

/** Which dead runs to put back to work, by whom and why. Null matches all. */
export interface Retry {
  readonly id: string | null;
  readonly since: Date | null;
  readonly account: string | null;
  readonly handler: string | null;
  readonly at: Date;
  readonly by: string;
  readonly reason: string;
}

/**
 * Puts dead runs back to work and writes who did so and why: beside the run, into the history of its verification, and
 * into the audit, there also when nothing was found.
 */
export async function retryRuns(
  dataSource: DataSource,
  { id, since, account, handler, at, by, reason }: Retry,
): Promise<number> {
  const { handlerRun, verification, event, webhook, access } = tablesOf(dataSource);
  const [row] = await dataSource.query<{ retried: number }[]>(
    `with retried as (
       update ${handlerRun} r
          set state = 'pending', attempts = 0, next_try_at = $5::timestamptz, leased_until = null,
              finished_at = null, retried_at = $5::timestamptz, retried_by = $6, retry_reason = $7
        where r.state = 'dead'
          and ($1::bigint is null or r.id = $1)
          and ($2::timestamptz is null or r.finished_at >= $2)
          and ($3::text is null or $3 = coalesce((select v.account from ${verification} v where v.id = r.verification_id),
                                                 (select w.account from ${webhook} w where w.id = r.inbox_id)))
          and ($4::text is null or r.handler = $4)
       returning r.handler, r.verification_id
     ), noted as (
       insert into ${event}
              (verification_id, from_status, from_final, to_status, final, effect, cause, source, said, actor, note, at)
       select v.id, v.status, v.final, v.status, v.final, 'noted', 'HANDLER_RETRIED', 'staff', r.handler, $6, $7,
              $5::timestamptz
         from retried r
         join ${verification} v on v.id = r.verification_id
     ), audited as (
       insert into ${access} (staff_id, action, detail, reason, at)
       values ($6, 'HANDLER_RETRY', $8, $7, $5::timestamptz)
     )
     select count(*)::int as retried,
            case when count(*) > 0 then (select pg_notify('idenfy', '${topicMessages('runs', [''])[0]}')::text) end
       from retried`,
    [
      id,
      since,
      account,
      handler,
      at,
      by,
      reason,
      id === null ? `since ${since?.toISOString()}` : `run ${id}`,
    ],
  );
  return row?.retried ?? 0;
}
