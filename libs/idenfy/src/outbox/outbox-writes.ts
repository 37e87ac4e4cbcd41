import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { int4Array, int8Array, textArray } from '../database/binary-array.js';
import {
  type IdenfyHandlerRegistration,
  isAnnouncedSql,
} from '../database/entities/handler-registration.entity.js';
import { notifySql } from '../database/notifications.js';
import { nowSql } from '../database/now-sql.js';
import type { TableNames } from '../database/table-names.js';
import type { OutboxChange } from './outbox-change.js';

/** What a process calls a handler for: its code was written for these changes or webhooks, and for no others. */
export interface HandlerScope {
  readonly handler: string;
  readonly kind: IdenfyHandlerRegistration['kind'];
  /** Statuses, event types of webhooks, standings, days before an end, or reasons for attention; `*` for all. */
  readonly filter: readonly string[];
}

/** How many runs of a handler a process has room for, and which. */
export interface HandlerRoom extends HandlerScope {
  readonly runs: number;
}

/** The room that a process has for runs that are leased as they are written. */
export interface RoomForRuns {
  readonly leaseMs: number;
  readonly now: Date | null;
  left(): readonly HandlerRoom[];
}

/**
 * SQL: scopes and a number for each, as columns handler, kind, filter and the named one. By `unnest`, of which the planner
 * knows the number of rows: from a hundred supposed ones it would read whole tables.
 *
 * @param firstParameter number of the first of the four parameters, whose values are those of `scopeValues()`
 */
export function scopesSql(column: string, firstParameter: number): string {
  const [handlers, kinds, filters, numbers] = [0, 1, 2, 3].map((offset) => `$${firstParameter + offset}`);
  return `(select handler, kind, string_to_array(names, ',') as filter, ${column}
             from unnest(${handlers}::text[], ${kinds}::text[], ${filters}::text[], ${numbers}::int[])
               as given(handler, kind, names, ${column}))`;
}

export function scopeValues<Scope extends HandlerScope>(
  scopes: readonly Scope[],
  numberOf: (scope: Scope) => number,
): readonly Buffer[] {
  return [
    textArray(scopes.map(({ handler }) => handler)),
    textArray(scopes.map(({ kind }) => kind)),
    // neither statuses nor event types have a comma
    textArray(scopes.map(({ filter }) => filter.join(','))),
    int4Array(scopes.map(numberOf)),
  ];
}

/**
 * SQL: whether a registration or scope names a change.
 * @param listener alias with kind and filter
 * @param change alias with to_status, final, changed, cause, reported_status and raised
 */
export function wantsChangeSql(listener: string, change: string): string {
  return `((${listener}.kind = 'verification' and ${change}.changed
             and ('*' = any(${listener}.filter) or (${change}.final and ${change}.to_status = any(${listener}.filter))))
            or (${listener}.kind = 'decision' and ${change}.cause = 'DECISION')
            or (${listener}.kind = 'standing' and ${change}.cause = 'STANDING'
                  and ${change}.reported_status = any(${listener}.filter))
            or (${listener}.kind = 'renewal' and ${change}.cause = 'RENEWAL_DUE'
                  and ${change}.reported_status = any(${listener}.filter))
            or (${listener}.kind = 'attention' and ${change}.raised <> '{}'
                  and ('*' = any(${listener}.filter) or ${change}.raised && ${listener}.filter)))`;
}

/**
 * SQL: whether a registration or scope names a webhook.
 * @param listener alias with kind and filter
 * @param webhook alias with event_type
 */
export function wantsWebhookSql(listener: string, webhook: string): string {
  return `(${listener}.kind = 'webhook' and ('*' = any(${listener}.filter) or ${webhook}.event_type = any(${listener}.filter)))`;
}

/**
 * SQL: whether a registration or scope names what a run is about. A run whose event is lost is wanted: its call makes it a
 * dead letter.
 *
 * Each is a subquery per row rather than an EXISTS, which the planner may turn into a join with the whole history.
 */
export function wantsRunSql({ event, webhook }: TableNames, listener: string, run: string): string {
  return `coalesce((select coalesce(${wantsChangeSql(listener, 'about')}, false)
                         from ${event} about where about.id = ${run}.event_id), true)
              and coalesce((select coalesce(${wantsWebhookSql(listener, 'about')}, false)
                         from ${webhook} about where about.id = ${run}.inbox_id), true)
              and (${run}.erasure_id is null or ${listener}.kind = 'erasure')`;
}

/** SQL: the distinct names of the announced handlers that want something, `condition` over the alias `h`. */
export function wantingHandlersSql({ handler }: TableNames, condition: string): string {
  return `select distinct h.name from ${handler} h where ${isAnnouncedSql('h')} and ${condition}`;
}

/**
 * SQL: whether processes use the registration with this alias. They announce it every hour, so one that is two hours old is
 * gone, or its processes are down.
 * @param now parameter that holds `IdenfyClock.databaseTime()`, such as `$1`
 */
export function isInUseSql(alias: string, now: string): string {
  return `${alias}.last_seen_at > ${nowSql(now)} - interval '2 hours'`;
}

/** Adds rows of its own to the transaction of a change. */
export interface OutboxParticipant {
  /**
   * Called in the transaction of the changes, after the verifications, their history and their handler runs are written
   * and before the commit. Write through `manager` only, quickly, and call nothing outside of the database: the rows of
   * the verifications are locked meanwhile. What it throws rolls the changes back; they are tried again as a whole.
   */
  write(manager: EntityManager, changes: readonly OutboxChange[]): Promise<void>;
}

/**
 * The port through which rows that belong to a change are committed with it, or not at all: the outbox pattern for a
 * host's own tables.
 *
 * Participants see every change that is merged, decided, looked up, swept or erased. They do not see the start of a
 * session: `STARTING`, and `ACTIVE` once iDenfy has answered, are written by statements of their own.
 *
 * @example
 * ```ts
 * @Injectable()
 * export class Ledger implements OutboxParticipant, OnModuleInit {
 *   constructor(private readonly participants: OutboxParticipants) {}
 *
 *   onModuleInit() {
 *     this.participants.register(this);
 *   }
 *
 *   async write(manager: EntityManager, changes: readonly OutboxChange[]) {
 *     for (const { verification, at } of changes)
 *       await manager.query('insert into ledger (client_id, status, at) values ($1, $2, $3)', [
 *         verification.clientId, verification.status, at,
 *       ]);
 *   }
 * }
 * ```
 */
@Injectable()
export class OutboxParticipants {
  readonly #participants = new Set<OutboxParticipant>();

  /** From now on this participant is called. Returns a function that removes it. */
  register(participant: OutboxParticipant): () => void {
    this.#participants.add(participant);
    return () => this.#participants.delete(participant);
  }

  /** Lets every participant write, one after the other in the order they registered. */
  async write(manager: EntityManager, changes: readonly OutboxChange[]): Promise<void> {
    for (const participant of this.#participants) await participant.write(manager, changes);
  }
}

/** A part of a statement, and the values of its parameters. */
interface SqlPart {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * The end of a statement that writes history: inserts the runs of the handlers that listen, and returns them as
 * `WrittenRun` rows. They are written for all announced handlers, because this process may not know every handler: one for
 * each name, whatever number of its announced filters name the change.
 *
 * A run is due at once, also where this process's clock, which `at` comes from, is ahead of the database's. It is leased for
 * this process where its handler has room and names the change in its own filter, where the verification has only one new
 * line, and where no earlier run of that handler and verification waits: that keeps the order.
 *
 * @param history name of the CTE that returns the new lines: id, verification_id, to_status, final, changed, cause,
 *   reported_status, raised, at
 * @param firstParameter number of the first of the seven parameters
 */
export function runsOfChanges(
  tables: TableNames,
  { history, firstParameter }: { history: string; firstParameter: number },
  { changes, lease }: { changes: readonly OutboxChange[]; lease: RoomForRuns | undefined },
): SqlPart {
  const { handler, handlerRun } = tables;
  const [alone, leaseMs, now = ''] = [0, 1, 2].map((offset) => `$${firstParameter + offset}`);
  const until = `${nowSql(now)} + ${leaseMs}::int * interval '1 millisecond'`;
  const withOneLine = lease ? changes.filter(({ lines }) => lines.length === 1) : [];
  return {
    text: `, wanted as (
       select distinct on (e.id, h.name) e.*, h.name as handler
         from ${history} e
         join ${handler} h on ${isAnnouncedSql('h')} and ${wantsChangeSql('h', 'e')}
        order by e.id, h.name
     ), due as materialized (
       select wanted.handler, wanted.id as event_id, wanted.verification_id, wanted.at,
              case when alone.position <= room.runs then (
                select earlier.id
                  from ${handlerRun} earlier
                 where earlier.handler = wanted.handler and earlier.verification_id = wanted.verification_id
                   and earlier.state = 'pending'
                 order by earlier.id
                 limit 1) is null
              else false end as leased
         from wanted
         left join ${scopesSql('runs', firstParameter + 3)} room
           on room.handler = wanted.handler and ${wantsChangeSql('room', 'wanted')}
         left join unnest(${alone}::text[]) with ordinality as alone(verification_id, position)
           on alone.verification_id::uuid = wanted.verification_id
     )
     insert into ${handlerRun} (handler, event_id, verification_id, attempts, next_try_at, leased_until)
     select handler, event_id, verification_id, leased::int,
            case when leased then ${until} else least(at, clock_timestamp()) end, case when leased then ${until} end
       from due
      order by event_id, handler
     returning id, handler, event_id, verification_id, leased_until is not null as leased`,
    values: [
      textArray(withOneLine.map(({ verification }) => verification.id)),
      lease?.leaseMs ?? null,
      lease?.now ?? null,
      ...scopeValues(lease?.left() ?? [], ({ runs }) => runs),
    ],
  };
}

/**
 * A CTE's body that inserts the runs for the start of a session, which only handlers of every change get.
 *
 * @param history name of the CTE that returns the new line: id, verification_id
 * @param now parameter that holds the time of the change by this process's clock, such as `$12`
 */
export function runsOfStart(tables: TableNames, history: string, now: string): string {
  const everyChange = `h.kind = 'verification' and '*' = any(h.filter)`;
  return `insert into ${tables.handlerRun} (handler, event_id, verification_id, next_try_at)
         select wanted.name, ${history}.id, ${history}.verification_id, least(${now}, clock_timestamp())
           from ${history}
          cross join (${wantingHandlersSql(tables, everyChange)}) wanted
         returning ${notifySql('runs')}`;
}

/** A webhook that `@OnIdenfyWebhook` handlers are called with. */
export interface WebhookForHandlers {
  readonly inboxId: string;
  readonly eventType: string | null;
  /** Null when its session is not known. */
  readonly verificationId: string | null;
}

/**
 * Writes the runs of every announced `@OnIdenfyWebhook` handler. A webhook that passes the worker again gets no run it has
 * already, and one of an erased person, whose bytes are gone, gets none. Webhooks are looked up one by one: the planner would
 * join a batch with all that still have their bytes, a day's worth of them.
 */
export async function writeWebhookRuns(
  manager: EntityManager,
  tables: TableNames,
  webhooks: readonly WebhookForHandlers[],
  now: Date | null,
): Promise<void> {
  if (webhooks.length === 0) return;
  const { handlerRun, webhook } = tables;
  await manager.query(
    `with created as (
       insert into ${handlerRun} (handler, inbox_id, verification_id, next_try_at)
       select wanted.name, c.inbox_id, c.verification_id::uuid, ${nowSql('$4')}
         from unnest($1::bigint[], $2::text[], $3::text[]) with ordinality
           as c(inbox_id, event_type, verification_id, position)
        cross join lateral (
          select w.id from ${webhook} w where w.id = c.inbox_id and w.body is not null limit 1) kept
        cross join lateral (${wantingHandlersSql(tables, wantsWebhookSql('h', 'c'))}) wanted
        where exists (${wantingHandlersSql(tables, `h.kind = 'webhook'`)})
        order by c.position, wanted.name
           on conflict do nothing
       returning id
     )
     select ${notifySql('runs')} where exists (select from created)`,
    [
      int8Array(webhooks.map(({ inboxId }) => inboxId)),
      textArray(webhooks.map(({ eventType }) => eventType)),
      textArray(webhooks.map(({ verificationId }) => verificationId)),
      now,
    ],
  );
}

/** What `@OnErasure()` handlers are called with once a verification was erased. */
export interface ErasureForHandlers {
  readonly erasureId: string;
  readonly verificationId: string;
  /** Sealed: see `ErasedIds`. */
  readonly erasedIds: Buffer;
}

/** Writes the runs of every announced `@OnErasure` handler. */
export async function writeErasureRuns(
  manager: EntityManager,
  tables: TableNames,
  { erasureId, verificationId, erasedIds }: ErasureForHandlers,
  now: Date | null,
): Promise<void> {
  await manager.query(
    `with created as (
       insert into ${tables.handlerRun} (handler, erasure_id, verification_id, erased_ids, created_at, next_try_at)
       select wanted.name, $1::uuid, $2::uuid, $3::bytea, ${nowSql('$4')}, ${nowSql('$4')}
         from (${wantingHandlersSql(tables, `h.kind = 'erasure'`)}) wanted
           on conflict do nothing
       returning id
     )
     select ${notifySql('runs')} where exists (select from created)`,
    [erasureId, verificationId, erasedIds, now],
  );
}
