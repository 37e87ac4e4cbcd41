import type { EntityManager } from 'typeorm';
import type { WebhookState } from '@nestjs-idenfy/contract';
import { backoffMs } from '../client/retry.js';
import {
  amongSql,
  boolArray,
  byteaArray,
  int4Array,
  int8Array,
  textArray,
} from '../database/binary-array.js';
import { notifySql } from '../database/notifications.js';
import { nowSql } from '../database/now-sql.js';
import type { TableNames } from '../database/table-names.js';

/**
 * The same bytes this long after the first time are no duplicate delivery any more: iDenfy repeats one for two minutes at
 * most. They are a replay, or iDenfy returning to an earlier verdict.
 */
const DUPLICATE_WINDOW = '15 minutes';

/** A delivery as it is written: encrypted, and perhaps standing for several of the same bytes. */
export interface WrittenDelivery {
  readonly account: string;
  /** SHA-256 of the bytes, in hex. */
  readonly digest: string;
  /** Encrypted; null where the row has it, as it does once the first delivery is stored. */
  readonly body: Buffer | null;
  readonly eventType: string | null;
  readonly keyId: string | null;
  readonly count: number;
}

/**
 * `new`: inserted. `counted`: stored before, and counted. `held`: stored before, and locked by another transaction, so it is
 * not counted. `missed`: another transaction inserts it right now.
 */
export type Effect = 'new' | 'counted' | 'held' | 'missed';

export interface StoredRow {
  readonly account: string;
  readonly digest: string;
  readonly effect: Effect;
  /** Whether the first delivery is so long ago that this one is no ordinary duplicate. */
  readonly late: boolean;
}

/**
 * Stores new webhooks and counts duplicates in one statement, and so in one commit. Returns a row for each delivery.
 *
 * It leaves known rows out of the insert and skips those that are locked, so it never waits for one that the worker holds:
 * ON CONFLICT alone would wait for a row that is being updated. Rows are inserted in the given order, which must be by
 * account and digest: two replicas that store the same ones then cannot deadlock.
 *
 * Bytes that were applied long ago become a `late_duplicate` for the worker; a body that was purged since is kept again,
 * because the worker needs it. A delivery without a body is only counted.
 *
 * The table grows faster than its statistics, and from stale ones the planner would read all of it. So known rows are looked
 * up and locked one by one, and LIMIT tells it how few are updated. The arrays are sub-selects, so that their length is not
 * known when it is planned: for arrays of one element it would plan the statement anew each time, which takes longer than all
 * the rest.
 */
export function storeSql({ webhook }: TableNames): string {
  return `
    with clock as materialized (
      select ${nowSql('$7')} as now
    ), delivery as materialized (
      select sent.*, known.id, coalesce(known.received_at < clock.now - interval '${DUPLICATE_WINDOW}', false) as late
        from unnest((select $1::text[]), (select $2::bytea[]), (select $3::bytea[]),
                    (select $4::text[]), (select $5::text[]), (select $6::int[]))
               as sent(account, digest, body, event_type, key_id, deliveries)
       cross join clock
        left join lateral (
         select id, received_at from ${webhook} w
          where w.account = sent.account and w.digest = sent.digest
          limit 1) known on true
    ), inserted as (
      insert into ${webhook}
             (account, digest, body, event_type, key_id, deliveries, received_at, last_received_at, next_try_at)
      select account, digest, body, event_type, key_id, deliveries, clock.now, clock.now, clock.now
        from delivery, clock
       where id is null and body is not null
          on conflict (account, digest) do nothing
      returning account, digest
    ), free as materialized (
      select delivery.*
        from delivery
       cross join lateral (
         select id from ${webhook} w where w.id = delivery.id for update skip locked) locked
       limit cardinality($1)
    ), counted as (
      update ${webhook} w
         set deliveries = w.deliveries + free.deliveries,
             last_received_at = clock.now,
             body = coalesce(w.body, free.body),
             purged_at = null,
             late_duplicate = w.late_duplicate or (w.applied_at is not null and ${RETURNS}),
             state = case when ${RETURNS} then 'received' else w.state end,
             attempts = case when ${RETURNS} then 0 else w.attempts end,
             next_try_at = case when ${RETURNS} then clock.now else w.next_try_at end
        from free, clock
       where w.id = free.id
      returning w.id, w.state
    )
    select delivery.account, encode(delivery.digest, 'hex') as digest, delivery.late,
           case when inserted.digest is not null then 'new'
                when counted.id is not null then 'counted'
                when delivery.id is not null then 'held'
                else 'missed' end as effect,
           case when inserted.digest is not null or counted.state = 'received' then ${notifySql('inbox')} end
      from delivery
      left join inserted on inserted.account = delivery.account and inserted.digest = delivery.digest
      left join counted on counted.id = delivery.id`;
}

const RETURNS = `(free.late and w.state not in ('received', 'waiting'))`;

/** @param now `IdenfyClock.databaseTime()`, here and below */
export function storeValues(deliveries: readonly WrittenDelivery[], now: Date | null): readonly unknown[] {
  return [
    textArray(deliveries.map(({ account }) => account)),
    byteaArray(deliveries.map(({ digest }) => Buffer.from(digest, 'hex'))),
    byteaArray(deliveries.map(({ body }) => body)),
    textArray(deliveries.map(({ eventType }) => eventType)),
    textArray(deliveries.map(({ keyId }) => keyId)),
    int4Array(deliveries.map(({ count }) => count)),
    now,
  ];
}

/** A stored webhook that this process has locked and is about to apply. */
export interface ClaimedWebhook {
  readonly id: string;
  readonly account: string;
  /** Hex. */
  readonly digest: string;
  /** Encrypted; null once purged, and here once it was decrypted. */
  body: Buffer | null;
  readonly event_type: string | null;
  /** From the body, once that was read. */
  scan_ref: string | null;
  readonly late_duplicate: boolean;
  /** Attempts so far that failed, or that found no session while it waits for one. */
  readonly attempts: number;
  readonly waits: boolean;
  readonly received_at: Date;
  /** How long ago it was received, in milliseconds, by the database's clock. */
  readonly age_ms: number;
}

/** @param now parameter that holds `IdenfyClock.databaseTime()` */
function columns(now: string): string {
  return `id, account, encode(digest, 'hex') as digest, body, event_type, scan_ref, late_duplicate, attempts,
            state = 'waiting' as waits, received_at,
            (extract(epoch from ${nowSql(now)} - received_at) * 1000)::float8 as age_ms`;
}

/** Bodies can have 10 MB: the bodies of one claim stay within this, a single larger one excepted. */
const MAX_BYTES = 32 * 2 ** 20;

/**
 * Claims what is due, the longest waiting first. The row locks are the claim: other processes skip these rows, and can
 * claim them again the moment this transaction or this process ends. For a process that vanishes see `limitIdleTime()`.
 *
 * @param now `IdenfyClock.databaseTime()`, here and below
 */
export function claimDue(
  manager: EntityManager,
  { webhook }: TableNames,
  { now, limit }: { now: Date | null; limit: number },
): Promise<ClaimedWebhook[]> {
  return manager.query(
    `select ${columns('$1')}
       from (select due.*,
                    sum(octet_length(body)) over w as bytes,
                    row_number() over w as position
               from (select *
                       from ${webhook}
                      where state in ('received', 'waiting') and next_try_at <= ${nowSql('$1')}
                      order by next_try_at, id
                      limit $2
                        for update skip locked) due
             window w as (order by next_try_at, id)) claimed
      where position = 1 or bytes <= $3
      order by position`,
    [now, limit, MAX_BYTES],
  );
}

/** Claims one of them, if it still has to be applied and no other process has it. */
export async function claimOne(
  manager: EntityManager,
  { webhook }: TableNames,
  { id, now }: { id: string; now: Date | null },
): Promise<ClaimedWebhook | undefined> {
  const [row] = await manager.query<ClaimedWebhook[]>(
    `select ${columns('$2')} from ${webhook} where id = $1 and state in ('received', 'waiting') for update skip locked`,
    [id, now],
  );
  return row;
}

/**
 * Lets PostgreSQL end the transaction, and with it the claim, after this process has been silent for so long: a machine
 * that lost its power closes no connection.
 */
export async function limitIdleTime(manager: EntityManager, leaseMs: number): Promise<void> {
  await manager.query(`set local idle_in_transaction_session_timeout = ${Math.trunc(leaseMs)}`);
}

/** What became of a claimed webhook. */
export interface Mark {
  readonly id: string;
  readonly state: Exclude<WebhookState, 'dropped'>;
  /** From the body. */
  readonly scanRef: string | null;
  /** The event type that stands with it from now on: where it is done with, the one by which handlers are chosen. */
  readonly eventType: string | null;
  /** How long until it is tried again, in milliseconds; null when it is done with. */
  readonly retryAfterMs: number | null;
  /** Safe text, see `errorText()`. */
  readonly error: string | null;
  /** Whether the attempt does not count: what it failed of is none of the webhook's own faults. */
  readonly uncounted?: true;
}

/** After so many attempts that failed of its own fault a webhook is a dead letter. */
export const MAX_ATTEMPTS = 10;

type Claim = Pick<ClaimedWebhook, 'id' | 'scan_ref' | 'event_type' | 'attempts' | 'waits'>;

/** A webhook that failed of its own fault: it is tried again at growing intervals, and then a dead letter. */
export function failed(row: Claim, error: string, random: () => number): Mark {
  const { id, scan_ref: scanRef, event_type: eventType } = row;
  const attempts = row.waits ? 0 : row.attempts;
  const isDead = attempts + 1 >= MAX_ATTEMPTS;
  const retryAfterMs = isDead
    ? null
    : Math.min(LONGEST_RETRY_MS, backoffMs(attempts + 1, FIRST_WAIT_MS, random));
  return { id, scanRef, eventType, state: isDead ? 'dead' : 'received', retryAfterMs, error };
}

/**
 * A webhook that failed of something else. It does not count, so the wait does not grow; it varies, so that two that failed
 * together are not tried together without end.
 */
export function uncounted(row: Claim, error: string, random: () => number): Mark {
  const { id, scan_ref: scanRef, event_type: eventType } = row;
  const retryAfterMs = MINUTE_MS * (1 - random() / 2);
  return { id, scanRef, eventType, state: 'received', retryAfterMs, error, uncounted: true };
}

/** Writes what became of claimed webhooks, in one statement. */
export async function markWebhooks(
  manager: EntityManager,
  { webhook }: TableNames,
  marks: readonly Mark[],
  now: Date | null,
): Promise<void> {
  if (marks.length === 0) return;
  await manager.query(
    `update ${webhook} w
        set state = m.state,
            scan_ref = coalesce(m.scan_ref, w.scan_ref),
            event_type = m.event_type,
            attempts = case when w.state = 'waiting' and m.state in ('received', 'dead') then 0 else w.attempts end
                       + m.counted::int,
            next_try_at = coalesce(${nowSql('$7')} + m.retry_after_ms * interval '1 millisecond', w.next_try_at),
            last_error = m.error,
            late_duplicate = w.late_duplicate and m.state in ('received', 'waiting'),
            applied_at = case when m.state = 'applied' then ${nowSql('$7')} else w.applied_at end,
            dead_at = case when m.state = 'dead' then ${nowSql('$7')} end
       from unnest($1::bigint[], $2::text[], $3::text[], $4::int[], $5::text[], $6::boolean[], $8::text[])
         as m(id, state, scan_ref, retry_after_ms, error, counted, event_type)
      where w.id = m.id and ${amongSql('w.id', 'select unnest($1::bigint[])')} and w.state in ('received', 'waiting')`,
    [
      int8Array(marks.map(({ id }) => id)),
      textArray(marks.map(({ state }) => state)),
      textArray(marks.map(({ scanRef }) => scanRef)),
      int4Array(marks.map(({ retryAfterMs }) => (retryAfterMs === null ? null : Math.round(retryAfterMs)))),
      textArray(marks.map(({ error }) => error)),
      boolArray(marks.map((mark) => mark.uncounted !== true)),
      now,
      textArray(marks.map(({ eventType }) => eventType)),
    ],
  );
}

const MINUTE_MS = 60_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = MINUTE_MS;
const LONGEST_RETRY_MS = 60 * MINUTE_MS;

/**
 * How long until it is checked again whether the session of a webhook is known, in milliseconds: short at first, because
 * `/token` has often only just answered. Null when it has waited long enough.
 */
export function sessionCheckAfterMs(
  { attempts, ageMs }: { attempts: number; ageMs: number },
  waitForSessionMs: number,
  random: () => number,
): number | null {
  const leftMs = waitForSessionMs - ageMs;
  if (leftMs <= 0) return null;
  return Math.min(leftMs, LONGEST_WAIT_MS, backoffMs(attempts + 1, FIRST_WAIT_MS, random));
}
