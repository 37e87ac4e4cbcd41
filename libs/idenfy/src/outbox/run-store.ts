import { amongSql, int4Array, int8Array, textArray } from '../database/binary-array.js';
import type { Queryable } from '../database/database.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import { nowSql } from '../database/now-sql.js';
import type { TableNames } from '../database/table-names.js';
import type { HistoryLine, OutboxChange } from './outbox-change.js';
import {
  type HandlerRoom,
  type HandlerScope,
  type RoomForRuns,
  scopesSql,
  scopeValues,
  wantsRunSql,
} from './outbox-writes.js';

/** A run as it was written in the transaction of its change. */
export interface WrittenRun {
  readonly id: string;
  readonly handler: string;
  readonly event_id: string;
  readonly verification_id: string;
  /** Whether the process that wrote it has leased it at the same time. */
  readonly leased: boolean;
}

/** A run that the process which wrote it calls itself. */
export interface LeasedRun {
  readonly id: string;
  readonly handler: string;
  readonly eventId: string;
  /** As the change left it. */
  readonly verification: IdenfyVerification;
  readonly line: HistoryLine;
  readonly at: Date;
}

/**
 * The room a process has for runs of the changes it is about to write: they are leased as they are written, and called
 * from memory once they are committed. Other processes take them over when the lease ends.
 */
export class RunLease implements RoomForRuns {
  /** What was leased, in the order of the changes. */
  readonly runs: LeasedRun[] = [];

  constructor(
    readonly rooms: readonly HandlerRoom[],
    /** How long the runs are leased from the moment they are written, by the database's clock. */
    readonly leaseMs: number,
    /** Until when this process may begin them, by its clock's `elapsedMs()`; counted from before they are written. */
    readonly beginsUntilMs: number,
    /** `IdenfyClock.databaseTime()`. */
    readonly now: Date | null,
  ) {}

  /** The room that is left. */
  left(): readonly HandlerRoom[] {
    return this.rooms.map((room) => {
      const taken = this.runs.filter(({ handler }) => handler === room.handler).length;
      return { ...room, runs: room.runs - taken };
    });
  }

  /** Forgets the runs of a transaction that was rolled back. */
  clear(): void {
    this.runs.length = 0;
  }

  /** Adds the runs of `changes` that were written as leased. */
  add(written: readonly WrittenRun[], changes: readonly OutboxChange[]): void {
    const changeOf = new Map(changes.map((change) => [change.verification.id, change]));
    for (const { id, handler, event_id: eventId, verification_id, leased } of written) {
      const change = changeOf.get(verification_id);
      const line = change?.lines[0];
      if (!leased || !change || !line) continue;
      this.runs.push({ id, handler, eventId, verification: change.verification, line, at: change.at });
    }
  }
}

/** A run that this process has leased and is about to call. */
export interface ClaimedRun {
  readonly id: string;
  readonly handler: string;
  readonly event_id: string | null;
  readonly inbox_id: string | null;
  readonly erasure_id: string | null;
  readonly verification_id: string | null;
  /** This attempt included. A later one has a higher number, so it also tells whether the lease is still ours. */
  readonly attempts: number;
}

/** A run that this process leased as it wrote it: its first attempt. */
export function claimedRunOf({ id, handler, eventId, verification }: LeasedRun): ClaimedRun {
  return {
    id,
    handler,
    event_id: eventId,
    inbox_id: null,
    erasure_id: null,
    verification_id: verification.id,
    attempts: 1,
  };
}

/** How many more runs of a handler this process can take. */
export interface FreeSlots extends HandlerScope {
  readonly free: number;
}

/**
 * Leases due runs of these handlers, the longest waiting first. Of one verification only the earliest pending run of a
 * handler can be claimed, which keeps the order; a dead letter is not pending, so it holds nothing up. A run about something
 * that the filter of this process does not name is left for a process that wants it, and the later ones wait for it.
 *
 * The earliest run is selected per row rather than by NOT EXISTS: a queue grows faster than its statistics, and from stale
 * ones the planner joins every run with every other.
 *
 * @param now `IdenfyClock.databaseTime()`, here and below
 */
export function claimRuns(
  database: Queryable,
  tables: TableNames,
  { slots, now, leaseMs }: { slots: readonly FreeSlots[]; now: Date | null; leaseMs: number },
): Promise<ClaimedRun[]> {
  const { handlerRun } = tables;
  return database.query(
    `with due as materialized (
       select claimable.id
         from ${scopesSql('free', 3)} slot
        cross join lateral (
           select r.id
             from ${handlerRun} r
            where r.handler = slot.handler and r.state = 'pending'
              and r.next_try_at <= ${nowSql('$1')}
              and (r.leased_until is null or r.leased_until <= ${nowSql('$1')})
              and (r.verification_id is null or r.id = (
                select first.id
                  from ${handlerRun} first
                 where first.handler = r.handler and first.verification_id = r.verification_id
                   and first.state = 'pending'
                 order by first.id
                 limit 1))
              and ${wantsRunSql(tables, 'slot', 'r')}
            order by r.next_try_at, r.id
            limit slot.free
              for update of r skip locked
         ) claimable
     ), claimed as (
       update ${handlerRun} r
          set attempts = r.attempts + 1,
              leased_until = ${nowSql('$1')} + $2 * interval '1 millisecond'
         from due
        where r.id = due.id
       returning r.id, r.handler, r.event_id, r.inbox_id, r.erasure_id, r.verification_id, r.attempts
     )
     select * from claimed order by id`,
    [now, leaseMs, ...scopeValues(slots, ({ free }) => free)],
  );
}

/** What to do about a run whose row is locked: a transaction of the host in which it is completed can hold it for long. */
export type LockedRuns = 'wait' | 'skip';

/**
 * A CTE that locks the pending runs of the ids in `$1`, which must be in order. Statements over many runs begin with it: two
 * that lock the same rows in different orders would wait for each other in a circle. It looks up and locks them one by one,
 * because the planner takes a queue for empty whose statistics are old, and would compare each run with every other.
 */
function lockedPending({ handlerRun }: TableNames, locked: LockedRuns = 'wait'): string {
  return `locked as materialized (
       select found.id
         from unnest($1::bigint[]) as named(id)
        cross join lateral (
          select r.id, r.state from ${handlerRun} r
           where r.id = named.id limit 1 for update ${locked === 'skip' ? 'skip locked' : ''}) found
        where found.state = 'pending'
     )`;
}

/** Condition of an update whose rows `lockedPending()` has locked. */
const IS_LOCKED = amongSql('r.id', 'select id from locked');

function inOrder(runs: readonly ClaimedRun[]): readonly ClaimedRun[] {
  return runs.toSorted((one, other) => Number(one.id) - Number(other.id));
}

/**
 * Extends the leases of runs that are still under way. One whose row is locked needs none, because nothing claims it, and
 * must not hold up the leases of the others.
 */
export async function extendLeases(
  database: Queryable,
  tables: TableNames,
  { runs, now, leaseMs }: { runs: readonly ClaimedRun[]; now: Date | null; leaseMs: number },
): Promise<void> {
  const held = inOrder(runs);
  await database.query(
    `with ${lockedPending(tables, 'skip')}
     update ${tables.handlerRun} r
        set leased_until = ${nowSql('$3')} + $4 * interval '1 millisecond'
       from unnest($1::bigint[], $2::int[]) as held(id, attempts)
      where r.id = held.id and r.attempts = held.attempts and ${IS_LOCKED}`,
    [int8Array(held.map(({ id }) => id)), int4Array(held.map(({ attempts }) => attempts)), now, leaseMs],
  );
}

/** Returns runs that have not begun, as if they had never been claimed. */
export async function giveBack(
  database: Queryable,
  tables: TableNames,
  runs: readonly ClaimedRun[],
  now: Date | null,
  locked?: LockedRuns,
): Promise<void> {
  if (runs.length === 0) return;
  const held = inOrder(runs);
  await database.query(
    `with ${lockedPending(tables, locked)}
     update ${tables.handlerRun} r
        set attempts = r.attempts - 1, leased_until = null, next_try_at = least(r.next_try_at, ${nowSql('$3')})
       from unnest($1::bigint[], $2::int[]) as held(id, attempts)
      where r.id = held.id and r.attempts = held.attempts and ${IS_LOCKED}`,
    [int8Array(held.map(({ id }) => id)), int4Array(held.map(({ attempts }) => attempts)), now],
  );
}

/** How an attempt ended. */
export type RunOutcome =
  | { readonly state: 'done' }
  | { readonly state: 'pending'; readonly retryAfterMs: number; readonly error: string }
  | { readonly state: 'dead'; readonly error: string };

export interface SettledRun {
  readonly run: ClaimedRun;
  readonly outcome: RunOutcome;
}

/**
 * Writes how attempts ended. A failure counts only while the lease is ours, because another process may have taken the run
 * over. A success counts in any case: the work is done.
 */
export async function settleRuns(
  database: Queryable,
  tables: TableNames,
  settled: readonly SettledRun[],
  now: Date | null,
  locked?: LockedRuns,
): Promise<void> {
  const inOrder = settled.toSorted((one, other) => Number(one.run.id) - Number(other.run.id));
  await database.query(
    `with ${lockedPending(tables, locked)}
     update ${tables.handlerRun} r
        set state = s.state,
            next_try_at = coalesce(${nowSql('$6')} + s.retry_after_ms * interval '1 millisecond', r.next_try_at),
            last_error = s.error,
            erased_ids = case when s.state <> 'done' then r.erased_ids end,
            leased_until = null,
            finished_at = case when s.state <> 'pending' then ${nowSql('$6')} end
       from unnest($1::bigint[], $2::int[], $3::text[], $4::int[], $5::text[])
         as s(id, attempts, state, retry_after_ms, error)
      where r.id = s.id and ${IS_LOCKED} and (s.state = 'done' or r.attempts = s.attempts)`,
    [
      int8Array(inOrder.map(({ run }) => run.id)),
      int4Array(inOrder.map(({ run }) => run.attempts)),
      textArray(inOrder.map(({ outcome }) => outcome.state)),
      int4Array(
        inOrder.map(({ outcome }) => ('retryAfterMs' in outcome ? Math.round(outcome.retryAfterMs) : null)),
      ),
      textArray(inOrder.map(({ outcome }) => ('error' in outcome ? outcome.error : null))),
      now,
    ],
  );
}

/**
 * Marks a run done in the transaction that `transaction` is in, for as long as this attempt has the run. The row stays locked
 * until that transaction ends, so of two attempts one at most can commit it.
 *
 * @returns whether it did
 */
export async function completeRun(
  transaction: Queryable,
  tables: TableNames,
  { id, attempts }: ClaimedRun,
  now: Date | null,
): Promise<boolean> {
  const completed = await transaction.query<object[]>(
    `with completed as (
       update ${tables.handlerRun}
          set state = 'done', last_error = null, erased_ids = null, leased_until = null, finished_at = ${nowSql('$3')}
        where id = $1 and attempts = $2 and state = 'pending'
       returning id
     )
     select id from completed`,
    [id, attempts, now],
  );
  return completed.length === 1;
}

/** Whether a committed transaction has marked the run done. */
export async function isRunDone(
  database: Queryable,
  tables: TableNames,
  { id }: ClaimedRun,
): Promise<boolean> {
  const done = await database.query<object[]>(
    `select id from ${tables.handlerRun} where id = $1 and state = 'done'`,
    [id],
  );
  return done.length === 1;
}

/** How long until the next of the rows with `next_try_at` is due, in milliseconds; `otherwise` when none is. */
export async function untilNextDue(
  database: Queryable,
  { from, where, now, otherwise }: { from: string; where: string; now: Date | null; otherwise: number },
  params: readonly unknown[] = [],
): Promise<number> {
  const [row] = await database.query<{ ms: number | null }[]>(
    `select (extract(epoch from min(next_try_at) - ${nowSql('$1')}) * 1000)::float8 as ms
       from ${from} where ${where} and next_try_at > ${nowSql('$1')}`,
    [now, ...params],
  );
  if (typeof row?.ms !== 'number') return otherwise;
  return Math.min(otherwise, Math.max(1, Math.ceil(row.ms)));
}
