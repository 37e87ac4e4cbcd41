import type { AuditTrail, HistoryRow, LockedForHistory } from '../audit/audit-trail.js';
import type { AccessAction } from '../database/entities/access-record.entity.js';
import type { Queryable } from '../database/database.js';
import { notifySql } from '../database/notifications.js';
import { nowSql } from '../database/now-sql.js';
import type { TableNames } from '../database/table-names.js';
import type { SealedText } from '../privacy/free-texts.js';

/** The ids of stuck rows that the transaction has locked. */
export interface StuckRows {
  readonly runs: string[];
  /** Dead letters and orphans alike. */
  readonly webhooks: string[];
}

/** Where stuck rows are changed: in one transaction. */
export interface StuckPlace {
  readonly queryable: Queryable;
  readonly tables: TableNames;
  readonly trail: AuditTrail;
}

/** Who does something with stuck rows, and how the audit records it. */
export interface StuckAct {
  readonly staffId: string;
  readonly action: AccessAction;
  readonly detail: string;
  /** Name of the iDenfy account; undefined where it may concern several. */
  readonly account?: string | undefined;
  /** Why. The text itself is null once an erasure has removed it. */
  readonly text: Omit<SealedText, 'content'> & {
    readonly reason: string | null;
    /** Null where it is not kept again. */
    readonly content: Buffer | null;
  };
  /** `IdenfyClock.databaseTime()` */
  readonly now: Date | null;
}

/**
 * Gives stuck rows their full number of attempts again, and records who did so and why: with the row, of a run in the history
 * of its verification, and in the audit.
 *
 * @returns how many
 */
export async function retryRows(
  place: StuckPlace,
  { runs, webhooks }: StuckRows,
  act: StuckAct,
): Promise<number> {
  const { handlerRun, webhook, freeText } = place.tables;
  const { staffId, text, now } = act;
  const [made] = await place.queryable.query<RetriedRows[]>(
    `with clock as materialized (
       select ${nowSql('$3')} as now
     ), retried as (
       update ${handlerRun} r
          set state = 'pending', attempts = 0, next_try_at = clock.now, leased_until = null,
              finished_at = null, retried_at = clock.now, retried_by = $4, retry_reason = $5
         from clock
        where r.id = any($1::bigint[]) and r.state = 'dead'
       returning r.handler, r.verification_id
     ), retried_webhooks as (
       update ${webhook} w
          set state = 'received', attempts = 0, next_try_at = clock.now, last_error = null, dead_at = null,
              retried_at = clock.now, retried_by = $4, retry_reason = $5
         from clock
        where w.id = any($2::bigint[]) and w.state in ('dead', 'orphan', 'unreadable')
       returning w.id
     ), texts as (
       insert into ${freeText} (digest, verification_id, content)
       select $6, verification_id, $7::bytea
         from (select distinct verification_id from retried union select null::uuid) about
        where $7::bytea is not null
     ), counts as (
       select (select count(*)::int from retried) as runs, (select count(*)::int from retried_webhooks) as webhooks
     )
     select runs + webhooks as retried, now as at,
            (select coalesce(json_agg(json_build_object('handler', handler, 'verificationId', verification_id)), '[]')
               from retried where verification_id is not null) as about,
            case when runs > 0 then (select ${notifySql('runs')}::text) end,
            case when webhooks > 0 then (select ${notifySql('inbox')}::text) end
       from counts, clock`,
    [runs, webhooks, now, staffId, text.reason, text.digest, text.content],
  );
  if (!made) throw new Error('The statement that retries rows returned no row.');
  const verificationIds = [...new Set(made.about.map(({ verificationId }) => verificationId))];
  await place.trail.addToHistory(place.queryable, verificationIds, {
    at: made.at,
    rowsOf: (verification) =>
      made.about
        .filter(({ verificationId }) => verificationId === verification.id)
        .map(({ handler }) => retryOf(verification, handler, act)),
  });
  await audit(place, act, made.at);
  return made.retried;
}

interface RetriedRows {
  readonly retried: number;
  readonly at: Date;
  /** The runs about a verification. */
  readonly about: readonly { readonly handler: string; readonly verificationId: string }[];
}

function retryOf(
  { status, final }: LockedForHistory,
  handler: string,
  { staffId, text }: StuckAct,
): HistoryRow {
  return {
    fromStatus: status,
    fromFinal: final,
    toStatus: status,
    final,
    effect: 'noted',
    cause: 'HANDLER_RETRIED',
    source: 'staff',
    reportedStatus: handler,
    actor: staffId,
    noteDigest: text.digest,
  };
}

function audit(
  { queryable, trail }: StuckPlace,
  { staffId, action, detail, account, text }: StuckAct,
  at: Date,
): Promise<void> {
  const record = { staffId, action, detail, reasonDigest: text.digest, at };
  return trail.recordAccess(queryable, [{ ...record, verificationId: null, account: account ?? null }]);
}

/**
 * Gives up stuck rows for good, and records in the audit who did so and why. A dropped webhook is applied after all when
 * iDenfy delivers it again.
 *
 * @returns how many
 */
export async function dropRows(
  place: StuckPlace,
  { runs, webhooks }: StuckRows,
  act: StuckAct,
): Promise<number> {
  const { handlerRun, webhook } = place.tables;
  const [made] = await place.queryable.query<{ dropped: number; at: Date }[]>(
    `with clock as materialized (
       select ${nowSql('$3')} as now
     ), dropped as (
       update ${handlerRun} r
          set state = 'unwanted', erased_ids = null, finished_at = clock.now, leased_until = null,
              last_error = case when r.erasure_id is null then r.last_error end
         from clock
        where r.id = any($1::bigint[]) and r.state = 'dead'
       returning r.id
     ), dropped_webhooks as (
       update ${webhook} w
          set state = 'dropped', dead_at = null
        where w.id = any($2::bigint[]) and w.state in ('dead', 'orphan', 'unreadable')
       returning w.id
     )
     select (select count(*)::int from dropped) + (select count(*)::int from dropped_webhooks) as dropped, now as at
       from clock`,
    [runs, webhooks, act.now],
  );
  if (!made) throw new Error('The statement that drops rows returned no row.');
  await audit(place, act, made.at);
  return made.dropped;
}
