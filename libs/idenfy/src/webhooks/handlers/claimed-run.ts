import type { DataSource } from 'typeorm';
import type { LeasedRun } from '../../verification/changes/run-lease.js';
import type { TableNames } from '../../verification/table-names.js';

/** A run that this process has leased and is to do. */
export interface ClaimedRun {
  readonly id: string;
  readonly handler: string;
  readonly event_id: string | null;
  readonly inbox_id: string | null;
  readonly verification_id: string | null;
  /** This attempt included. A later one has a higher number, so it also tells whether the lease is still ours. */
  readonly attempts: number;
}

/** A run that this process made for itself: its first attempt. */
export function claimedRunOf({ id, handler, eventId, change }: LeasedRun): ClaimedRun {
  const { id: verificationId } = change.verification;
  return { id, handler, event_id: eventId, inbox_id: null, verification_id: verificationId, attempts: 1 };
}

/** How many more runs of a handler this process can take. */
export interface FreeSlots {
  readonly handler: string;
  readonly free: number;
}

/**
 * Leases due runs of these handlers, the longest waiting first. Of one verification only the earliest pending run of a
 * handler can be taken, which keeps the order; a dead letter is not pending, so it holds up nobody.
 *
 * The earliest one is looked up per row rather than by NOT EXISTS: a queue grows faster than its statistics, and from
 * stale ones the planner makes a join of every run with every other.
 */
export function claimRuns(
  dataSource: DataSource,
  { handlerRun }: TableNames,
  { slots, now, leaseMs }: { slots: readonly FreeSlots[]; now: Date; leaseMs: number },
): Promise<ClaimedRun[]> {
  return dataSource.query(
    `with due as materialized (
       select claimable.id
         from unnest($1::text[], $2::int[]) as slot(handler, free)
        cross join lateral (
           select r.id
             from ${handlerRun} r
            where r.handler = slot.handler and r.state = 'pending'
              and r.next_try_at <= $3::timestamptz
              and (r.leased_until is null or r.leased_until <= $3::timestamptz)
              and (r.verification_id is null or r.id = (
                select first.id
                  from ${handlerRun} first
                 where first.handler = r.handler and first.verification_id = r.verification_id
                   and first.state = 'pending'
                 order by first.id
                 limit 1))
            order by r.next_try_at, r.id
            limit slot.free
              for update of r skip locked
         ) claimable
     ), claimed as (
       update ${handlerRun} r
          set attempts = r.attempts + 1,
              leased_until = $3::timestamptz + $4 * interval '1 millisecond'
         from due
        where r.id = due.id
       returning r.id, r.handler, r.event_id, r.inbox_id, r.verification_id, r.attempts
     )
     select * from claimed order by id`,
    [slots.map(({ handler }) => handler), slots.map(({ free }) => free), now, leaseMs],
  );
}

/** Keeps runs leased that are still under way. */
export async function extendLeases(
  dataSource: DataSource,
  { handlerRun }: TableNames,
  { runs, now, leaseMs }: { runs: readonly ClaimedRun[]; now: Date; leaseMs: number },
): Promise<void> {
  await dataSource.query(
    `update ${handlerRun} r
        set leased_until = $3::timestamptz + $4 * interval '1 millisecond'
       from unnest($1::bigint[], $2::int[]) as held(id, attempts)
      where r.id = held.id and r.attempts = held.attempts and r.state = 'pending'`,
    [runs.map(({ id }) => id), runs.map(({ attempts }) => attempts), now, leaseMs],
  );
}

/** Gives runs back that were not begun, as if they had never been claimed. */
export async function giveBack(
  dataSource: DataSource,
  { handlerRun }: TableNames,
  runs: readonly ClaimedRun[],
  now: Date,
): Promise<void> {
  if (runs.length === 0) return;
  await dataSource.query(
    `update ${handlerRun} r
        set attempts = r.attempts - 1, leased_until = null, next_try_at = least(r.next_try_at, $3::timestamptz)
       from unnest($1::bigint[], $2::int[]) as held(id, attempts)
      where r.id = held.id and r.attempts = held.attempts and r.state = 'pending'`,
    [runs.map(({ id }) => id), runs.map(({ attempts }) => attempts), now],
  );
}
