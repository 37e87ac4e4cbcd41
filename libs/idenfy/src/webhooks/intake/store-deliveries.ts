import { topicMessages } from '../../verification/notifications/topic.js';
import type { TableNames } from '../../verification/table-names.js';

/**
 * The same bytes this long after the first time are no repeat of a delivery any more: iDenfy's own last two minutes
 * at most. They are a replay, or iDenfy returning to an earlier verdict.
 */
const REPEAT_WINDOW = '15 minutes';

export interface StoredRow {
  readonly account: string;
  readonly digest: string;
  readonly deliveries: number;
}

/**
 * Stores many deliveries in one statement, and so in one commit.
 * Parameters, as arrays: accounts, digests, sealed bodies, event types, key ids, counts; then the current time.
 *
 * Rows go in as they come, and must come by account and digest: then two replicas that store the same ones cannot wait
 * for each other in a circle.
 * Bytes that were applied long ago come back as `late_repeat` for the worker to weigh; a body that was purged since is
 * kept again, for there is something to do with it.
 */
export function storeDeliveriesSql({ webhook }: TableNames): string {
  return `
    insert into ${webhook} as w
           (account, digest, body, event_type, key_id, deliveries, received_at, last_received_at, next_try_at)
    select account, digest, body, event_type, key_id, deliveries, $7::timestamptz, $7, $7
      from unnest($1::text[], $2::bytea[], $3::bytea[], $4::text[], $5::text[], $6::int[])
        as delivery(account, digest, body, event_type, key_id, deliveries)
        on conflict (account, digest) do update
       set deliveries = w.deliveries + excluded.deliveries,
           last_received_at = excluded.received_at,
           body = coalesce(w.body, excluded.body),
           purged_at = null,
           late_repeat = w.late_repeat or (w.applied_at is not null and ${IS_LATE}),
           state = case when ${IS_LATE} then 'received' else w.state end,
           attempts = case when ${IS_LATE} then 0 else w.attempts end,
           next_try_at = case when ${IS_LATE} then excluded.received_at else w.next_try_at end
    returning account, encode(digest, 'hex') as digest, deliveries,
              case when state = 'received' then pg_notify('idenfy', '${topicMessages('inbox', [''])[0]}') end`;
}

const IS_LATE = `(w.state not in ('received', 'waiting') and w.received_at < excluded.received_at - interval '${REPEAT_WINDOW}')`;
