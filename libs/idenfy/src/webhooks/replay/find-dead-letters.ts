import type { DataSource } from 'typeorm';
import { tablesOf } from '../../verification/table-names.js';

/** A run of a handler that was given up. */
export interface DeadLetter {
  readonly id: string;
  readonly handler: string;
  readonly account: string | null;
  readonly scanRef: string | null;
  readonly verificationId: string | null;
  /** Status before and after the change it is about; null for a run about a callback. */
  readonly before: string | null;
  readonly after: string | null;
  /** Event type of the callback it is about; null for a run about a change. */
  readonly eventType: string | null;
  readonly attempts: number;
  /** Kind of the last failure; never a value of a person. */
  readonly error: string | null;
  readonly createdAt: Date;
  readonly deadAt: Date;
  /** Who last brought it back, and why; null when nobody did. */
  readonly retriedBy: string | null;
  readonly retryReason: string | null;
}

/** What a dead letter must match; null matches all. */
export interface DeadLetterFilter {
  readonly id: string | null;
  readonly account: string | null;
  readonly handler: string | null;
  /** Only older ones. */
  readonly before: string | null;
}

export function findDeadLetters(
  dataSource: DataSource,
  { id, account, handler, before }: DeadLetterFilter,
  limit: number,
): Promise<DeadLetter[]> {
  const { handlerRun, event, verification, webhook } = tablesOf(dataSource);
  return dataSource.query(
    `select r.id, r.handler, coalesce(v.account, w.account) as account, coalesce(v.scan_ref, w.scan_ref) as "scanRef",
            r.verification_id as "verificationId", e.from_status as before, e.to_status as after,
            w.event_type as "eventType", r.attempts, r.last_error as error, r.created_at as "createdAt",
            r.finished_at as "deadAt", r.retried_by as "retriedBy", r.retry_reason as "retryReason"
       from ${handlerRun} r
       left join ${event} e on e.id = r.event_id
       left join ${webhook} w on w.id = r.inbox_id
       left join ${verification} v on v.id = r.verification_id
      where r.state = 'dead'
        and ($1::bigint is null or r.id = $1)
        and ($2::text is null or coalesce(v.account, w.account) = $2)
        and ($3::text is null or r.handler = $3)
        and ($4::bigint is null or r.id < $4)
      order by r.id desc
      limit $5`,
    [id, account, handler, before, limit],
  );
}
