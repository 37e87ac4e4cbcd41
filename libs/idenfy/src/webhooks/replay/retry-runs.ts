import type { DataSource } from 'typeorm';
import { topicMessages } from '../../verification/notifications/topic.js';
import type { TableNames } from '../../verification/table-names.js';

/**
 * Puts dead runs back to work and writes who did so and why: beside the run, and into the history of its verification.
 * `$2` is the current time, `$3` the actor, `$4` the reason.
 */
export async function retryRuns(
  dataSource: DataSource,
  { handlerRun, verification, event }: TableNames,
  { where, params }: { where: string; params: readonly unknown[] },
): Promise<number> {
  const [row] = await dataSource.query<{ retried: number }[]>(
    `with retried as (
       update ${handlerRun} r
          set state = 'pending', attempts = 0, next_try_at = $2::timestamptz, leased_until = null,
              finished_at = null, retried_at = $2::timestamptz, retried_by = $3, retry_reason = $4
        where r.state = 'dead' and ${where}
       returning r.handler, r.verification_id
     ), noted as (
       insert into ${event}
              (verification_id, from_status, from_final, to_status, final, effect, cause, source, said, actor, note, at)
       select v.id, v.status, v.final, v.status, v.final, 'noted', 'HANDLER_RETRIED', 'staff', r.handler, $3, $4,
              $2::timestamptz
         from retried r
         join ${verification} v on v.id = r.verification_id
     )
     select count(*)::int as retried,
            case when count(*) > 0 then (select pg_notify('idenfy', '${topicMessages('runs', [''])[0]}')::text) end
       from retried`,
    params as unknown[],
  );
  return row?.retried ?? 0;
}
