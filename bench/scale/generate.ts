import type { Client } from 'pg';

/** How many rows of each kind a generated database has. */
export interface GeneratedRows {
  readonly verifications: number;
  readonly webhooks: number;
  readonly history: number;
  readonly runs: number;
}

/** A day's webhooks keep their bytes, and the work of a month is kept, so nothing is due to be purged or pruned. */
const DAYS = 25;

/**
 * The rows of a service that verified `size` people within the last 25 days, by SQL alone: a verification and a webhook
 * each, four lines of history, two handler runs that are done. One in 1,000 is live, in 500 needs attention and a decision, in
 * 200 is erased, in 2,000 left a dead letter. Documents expire within five years, a renewal is noticed 30 and 7 days before.
 * Nothing is due. The n-th person is `person-n`, the scanRef `scan-n`; sessions are for 20
 * countries, three types of document and two levels.
 *
 * @param queueOnly leaves out all that the queue does not read, which takes most of the time
 */
export async function generateRows(
  client: Client,
  size: number,
  openCases = Math.floor(size / 250),
  { queueOnly = false } = {},
): Promise<GeneratedRows> {
  // for this connection alone: the rows are consistent by construction, and checking each would take minutes
  await client.query(`set session_replication_role = 'replica'`);
  await client.query(`set synchronous_commit = off`);
  await withoutIndexes(client, async () => {
    for (const statement of PEOPLE) await client.query(statement, [size]);
    if (!queueOnly) for (const statement of WHAT_HAPPENED) await client.query(statement, [size]);
    await client.query(OPEN_CASES, [size, openCases]);
  });
  await client.query('reset session_replication_role');
  await client.query('vacuum analyze');
  // or the rows would still be written to disk while others are measured
  await client.query('checkpoint');
  return { verifications: size, webhooks: size, history: 4 * size, runs: 2 * size };
}

/**
 * Drops the indexes that no constraint needs, and creates them again after `work`: to sort the rows once takes a fraction of the
 * time that it takes to find the place of each.
 */
async function withoutIndexes(client: Client, work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select x.indexrelid::regclass::text as name, pg_get_indexdef(x.indexrelid) as definition
       from pg_index x join pg_class t on t.oid = x.indrelid
      where t.relname like 'idenfy\\_%'
        and not exists (select from pg_constraint c where c.conindid = x.indexrelid)`,
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  await work();
  await client.query(`set maintenance_work_mem = '1GB'`);
  for (const { definition } of rows) await client.query(definition);
  await client.query('reset maintenance_work_mem');
}

/** The n-th verification has the id of n, so that each statement finds the rows of the others without a join. */
const ID = `lpad(to_hex(n), 32, '0')::uuid`;
const AT = `now() - (($1::int - n) * ${DAYS} * 86400.0 / $1) * interval '1 second'`;
const IS_LIVE = 'n % 1000 = 1';
const IS_ERASED = 'n % 200 = 2 and n % 1000 <> 1';
const CLIENT_ID = `case when ${IS_ERASED} then 'erased-' || md5(n::text) else 'person-' || n end`;
const STATUS = `case when ${IS_LIVE} then 'ACTIVE' when n % 500 = 3 then 'SUSPECTED' when n % 10 = 4 then 'DENIED'
                     when n % 10 = 5 then 'EXPIRED' else 'APPROVED' end`;

const PEOPLE = [
  `insert into idenfy_verification
          (id, scan_ref, client_id, status, final, rank, attention, deadline_at, expires_at, session_length, started_by,
           created_at, updated_at, visible_at, submitted_at, closed_at, erased_at, version,
           requested_country, requested_document, requested_level, verified_until, renewal_noticed_until, renewal_noticed_days)
   select ${ID}, 'scan-' || n, ${CLIENT_ID}, ${STATUS}, not (${IS_LIVE}), case when ${IS_LIVE} then 0 else 1 end,
          case when n % 500 = 3 then '{CONFLICT}'::text[] else '{}' end, case when ${IS_LIVE} then now() + interval '1 day' end,
          ${AT} + interval '1 hour', 1800, 'person', ${AT}, ${AT}, ${AT}, case when not (${IS_LIVE}) then ${AT} end,
          case when not (${IS_LIVE}) and n % 500 <> 3 then ${AT} end, case when ${IS_ERASED} then ${AT} end, 3,
          chr(65 + n % 20) || 'A', (array['PASSPORT', 'ID_CARD', 'DRIVER_LICENSE'])[n % 3 + 1],
          (array['basic', 'full'])[n % 2 + 1], until,
          case when until < now() + interval '30 days' then until end,
          case when until < now() + interval '7 days' then 7 when until < now() + interval '30 days' then 30 end
     from generate_series(1, $1::int) n
    cross join lateral (select case when ${STATUS} = 'APPROVED' and not (${IS_ERASED})
                                    then now() + interval '1 hour' + n % 1825 * interval '1 day' end as until) document`,
  `insert into idenfy_client
          (client_id, standing, attempts, current_verification_id, undecided_verification_id, verified_until)
   select ${CLIENT_ID}, case ${STATUS} when 'APPROVED' then 'VERIFIED' when 'DENIED' then 'REJECTED' when 'EXPIRED' then 'NONE'
                             else 'PENDING' end, 1, ${ID}, case ${STATUS} when 'SUSPECTED' then ${ID} end, v.verified_until
     from generate_series(1, $1::int) n join idenfy_verification v on v.id = ${ID}`,
] as const;

const WHAT_HAPPENED = [
  `insert into idenfy_webhook
          (id, digest, body, event_type, key_id, scan_ref, state, attempts, next_try_at, received_at, last_received_at,
           applied_at, purged_at)
   select n, sha256(n::text::bytea), case when n > $1 * (1 - 0.9 / ${DAYS}) then decode(repeat(md5(n::text), 64), 'hex') end,
          'IDENTIFICATION_AUTO_FINISHED', 'key', case when not (${IS_ERASED}) then 'scan-' || n end,
          'applied', 1, ${AT}, ${AT}, ${AT}, ${AT}, case when n <= $1 * (1 - 0.9 / ${DAYS}) then ${AT} end
     from generate_series(1, $1::int) n`,
  `insert into idenfy_verification_event
          (id, verification_id, from_status, to_status, final, changed, effect, cause, source, reported_status, inbox_id, actor, at)
   select 4 * n + line - 4, ${ID}, (array['NONE', 'STARTING', 'ACTIVE', 'REVIEWING'])[line],
          case line when 1 then 'STARTING' when 2 then 'ACTIVE' when 3 then 'REVIEWING' else ${STATUS} end,
          line = 4, line > 1, 'applied', (array['START', 'TOKEN', 'WEBHOOK', 'WEBHOOK'])[line], 'automatic', 'ACTIVE',
          case when line = 4 then n end, 'idenfy', ${AT}
     from generate_series(1, $1::int) n cross join generate_series(1, 4) line`,
  `insert into idenfy_handler_run
          (id, handler, event_id, inbox_id, verification_id, state, attempts, next_try_at, created_at, finished_at)
   select 2 * n + kind - 2, case kind when 1 then 'Accounts.changed' else 'Accounts.received' end,
          case when kind = 1 then 4 * n end, case when kind = 2 then n end, ${ID},
          case when n % 2000 = 7 then 'dead' else 'done' end, 1, ${AT}, ${AT}, ${AT}
     from generate_series(1, $1::int) n cross join generate_series(1, 2) kind`,
  `insert into idenfy_erasure (id, verification_id, state, requested_by, requested_at, next_try_at, completed_at)
   select ${ID}, ${ID}, 'done', 'system', ${AT}, ${AT}, ${AT}
     from generate_series(1, $1::int) n where ${IS_ERASED}`,
  `insert into idenfy_access (verification_id, staff_id, action, at)
   select ${ID}, 'staff-' || n % 20, 'DATA', ${AT} from generate_series(1, $1::int) n where n % 10 = 1`,
  `insert into idenfy_bulk_job (id, act, state, filter, asked_by, reason_digest, asked_at, finished_at, total, at_kind)
   select ${ID}, 'retry', 'done', '{}', 'mary', '', ${AT}, ${AT}, 0, 'run' from generate_series(1, least(1, $1::int)) n`,
  ...['idenfy_webhook', 'idenfy_verification_event', 'idenfy_handler_run', 'idenfy_access'].map(
    (table) => `select setval(pg_get_serial_sequence('${table}', 'id'), 4 * $1::bigint + 1)`,
  ),
] as const;

/**
 * The queue: `$2` rows, of verifications that are spread over all. Nine in ten are suspicions to be decided, the others share all
 * other reasons. One in three is assigned, to one of twenty members of staff.
 */
const OPEN_CASES = `
  insert into idenfy_open_case (verification_id, reason, account, since, due_at, assignee)
  select lpad(to_hex(1 + k * ($1::bigint / $2)), 32, '0')::uuid,
         case when k % 10 > 0 then 'DECISION'
              else (array['SECOND_PERSON', 'CONFLICT', 'CLIENT_MISMATCH', 'LATE_DUPLICATE', 'OVERDUE', 'TOKEN_LOST'])[1 + k / 10 % 6] end,
         'default', now() - k * interval '20 seconds', now() + interval '1 day' - k * interval '20 seconds',
         case when k % 3 = 0 then 'staff-' || k / 3 % 20 end
    from generate_series(0, $2::int - 1) k`;
