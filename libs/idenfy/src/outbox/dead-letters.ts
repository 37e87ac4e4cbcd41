import { Database } from '../database/database.js';
import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { IdenfyClock } from '../client/clock.js';
import { nowSql } from '../database/now-sql.js';
import { IdenfyNotFoundError, IdenfyValidationError } from '../errors/refusal.errors.js';
import { FreeTexts, type TextSealer } from '../privacy/free-texts.js';
import type { Actor } from '../database/actor.js';
import { retryRows, type StuckRows } from './stuck-rows.js';
import {
  countStuck,
  filterValues,
  kindsOf,
  STUCK_KINDS,
  type StuckFilter,
  type StuckGroup,
  stuckGroups,
  type StuckKind,
  type StuckMatches,
  stuckSql,
} from './stuck-work.js';

/** The form of a dead letter's id, such as `run-17`, `webhook-4` or `orphan-5`. */
export const DEAD_LETTER_ID = /^(run|webhook|orphan)-([1-9]\d{0,17})$/;

/** A run of a handler, or a webhook, that was given up; or an orphan. */
export interface DeadLetter {
  /** The kind and the id of the row, such as `run-17`. */
  readonly id: string;
  readonly kind: StuckKind;
  /** Null for a webhook. */
  readonly handler: string | null;
  readonly account: string | null;
  readonly scanRef: string | null;
  readonly verificationId: string | null;
  /** Status before and after the change it is about; null for a webhook, and for a run about a webhook. */
  readonly before: string | null;
  readonly after: string | null;
  /** Event type of the webhook it is about, or `ERASURE`; null for a run about a change. */
  readonly eventType: string | null;
  readonly attempts: number;
  /**
   * Class and code of the last error, of a run with the text of `handlers.describeError`; null when the process ended
   * instead.
   */
  readonly error: string | null;
  readonly createdAt: Date;
  /** When it was given up; of an orphan, when it was received. */
  readonly deadAt: Date;
  /** Who last retried it, and why; null when no one has. */
  readonly retriedBy: string | null;
  readonly retryReason: string | null;
}

/** Which dead letters an act covers. */
export interface DeadLetterScope {
  /** Only of this iDenfy account. */
  account?: string | undefined;
  /** Only of this handler. */
  handler?: string | undefined;
  /** Only of this kind. */
  kind?: StuckKind | undefined;
}

/** Which dead letters to list, the newest first. */
export interface DeadLetterQuery extends StuckFilter {
  /** Only those older than this one: the last `id` of the page before. */
  before?: string | undefined;
  /** 1 to 200. @default 50 */
  limit?: number | undefined;
}

/** Who retries dead letters, and why. Both are kept. */
export interface ReplayAct {
  actor: Actor;
  reason: string;
}

const MAX_PAGE = 200;

/** A row of one of the two tables. */
interface RowOfKind {
  readonly kind: StuckKind;
  readonly id: string;
}

/** Handler runs and webhooks that were given up, and how to retry them. */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly database: Database,
    private readonly clock: IdenfyClock,
    @Inject(FreeTexts) private readonly texts: TextSealer,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws IdenfyValidationError for a `before` that is not an id */
  async list({ before, limit = 50, ...filter }: DeadLetterQuery = {}): Promise<readonly DeadLetter[]> {
    const older = before === undefined ? null : rowOf(before);
    if (older === undefined) {
      const message = `Field 'before' must be the id of a dead letter, such as run-17.`;
      throw new IdenfyValidationError({ field: 'before', message });
    }
    return this.#find(filter, { older, limit: Math.min(Math.max(1, limit), MAX_PAGE) });
  }

  /** @throws IdenfyNotFoundError when there is none with this id in this account */
  async show(id: string, { account }: Pick<DeadLetterScope, 'account'> = {}): Promise<DeadLetter> {
    const row = rowOf(id);
    const [letter] = row ? await this.#find({ account, kind: row.kind }, { row, limit: 1 }) : [];
    if (!letter) throw noSuchDeadLetter();
    return letter;
  }

  /**
   * Retries one, with the full number of attempts.
   * @throws IdenfyNotFoundError when there is none with this id in this account
   */
  async retry(id: string, act: ReplayAct, { account }: Pick<DeadLetterScope, 'account'> = {}): Promise<void> {
    const row = rowOf(id);
    if (!row) throw noSuchDeadLetter();
    const retried = await this.#retry([row.kind], { row, filter: { account } }, act, `${row.kind} ${row.id}`);
    if (retried === 0) throw noSuchDeadLetter();
  }

  /**
   * Retries all runs and webhooks that were given up since then, in one transaction, and returns how many; orphans only where
   * their kind is given. For thousands see `BulkJobs`.
   */
  retryAllSince(since: Date, act: ReplayAct, scope: DeadLetterScope = {}): Promise<number> {
    const filter = { ...scope, from: since };
    const kinds = kindsOf(filter).filter((kind) => kind !== 'orphan' || scope.kind === 'orphan');
    return this.#retry(kinds, { filter }, act, `since ${since.toISOString()}`);
  }

  /** How much stuck work a filter means now. */
  count(filter: StuckFilter = {}): Promise<StuckMatches> {
    return countStuck(this.database, this.database.tables, filter);
  }

  /** Stuck work by handler and error, the group that was seen last first; 200 groups at most. */
  groups(filter: StuckFilter = {}): Promise<readonly StuckGroup[]> {
    const now = { sql: nowSql, value: this.clock.databaseTime() };
    return stuckGroups(this.database, this.database.tables, filter, now);
  }

  /** Each kind is read by its own index, and of each no more than the page can have. */
  #find(
    { kind, ...filter }: StuckFilter,
    { row, older, limit }: { row?: RowOfKind; older?: RowOfKind | null; limit: number },
  ): Promise<DeadLetter[]> {
    const tables = this.database.tables;
    const { handlerRun, event, verification, webhook } = tables;
    const [of, id, olderKind, olderId, most] = ['$6', '$7', '$8', '$9', '$10'];
    const isWanted = (created: string, rowId: string, own: StuckKind) =>
      `(${of}::text is null or ${of} = '${own}') and (${id}::bigint is null or ${rowId} = ${id})
            and (${olderKind}::text is null or (${created} <= (select created_at from older)
                 and (${created}, '${own}', ${rowId}) < (select created_at, ${olderKind}::text, ${olderId}::bigint from older)))`;
    const webhooks = (own: 'webhook' | 'orphan', givenUp: string) =>
      `select '${own}' as kind, w.id as row_id, null::text as handler, w.account, w.scan_ref as "scanRef",
                v.id as "verificationId", null::text as before, null::text as after, w.event_type as "eventType",
                w.attempts, w.last_error as error, w.received_at as "createdAt", ${givenUp} as "deadAt",
                w.retried_by as "retriedBy", w.retry_reason as "retryReason"
           from (select w.* ${stuckSql(tables, own, 1)}
                    and ${isWanted('w.received_at', 'w.id', own)}
                  order by w.received_at desc, w.id desc
                  limit ${most}) w
           left join ${verification} v on v.account = w.account and v.scan_ref = w.scan_ref`;
    return this.database.query(
      `with older as materialized (
         select created_at from ${handlerRun} where ${olderKind}::text = 'run' and id = ${olderId}::bigint
          union all
         select received_at from ${webhook} where ${olderKind}::text in ('webhook', 'orphan') and id = ${olderId}::bigint
       ), runs as (
         select 'run' as kind, r.id as row_id, r.handler, coalesce(v.account, w.account) as account,
                coalesce(v.scan_ref, w.scan_ref) as "scanRef", r.verification_id as "verificationId",
                e.from_status as before, e.to_status as after,
                case when r.erasure_id is null then w.event_type else 'ERASURE' end as "eventType", r.attempts,
                r.last_error as error, r.created_at as "createdAt", r.finished_at as "deadAt",
                r.retried_by as "retriedBy", r.retry_reason as "retryReason"
           from (select r.* ${stuckSql(tables, 'run', 1)}
                    and ${isWanted('r.created_at', 'r.id', 'run')}
                  order by r.created_at desc, r.id desc
                  limit ${most}) r
           left join ${event} e on e.id = r.event_id
           left join ${webhook} w on w.id = r.inbox_id
           left join ${verification} v on v.id = r.verification_id
       ), dead_webhooks as (
         ${webhooks('webhook', 'w.dead_at')}
       ), orphans as (
         ${webhooks('orphan', 'w.received_at')}
       )
       select kind || '-' || row_id as id, kind, handler, account, "scanRef", "verificationId", before, after, "eventType",
              attempts, error, "createdAt", "deadAt", "retriedBy", "retryReason"
         from (select * from runs union all select * from dead_webhooks union all select * from orphans) letters
        order by "createdAt" desc, kind desc, row_id desc
        limit ${most}`,
      [...filterValues(filter), kind ?? null, row?.id ?? null, older?.kind ?? null, older?.id ?? null, limit],
    );
  }

  /** Makes what was given up pending again; the audit records it even when nothing was found. */
  #retry(
    kinds: readonly StuckKind[],
    { row, filter }: { row?: RowOfKind; filter: StuckFilter },
    { actor, reason }: ReplayAct,
    detail: string,
  ): Promise<number> {
    const tables = this.database.tables;
    return this.database.transaction(async (manager) => {
      const rows: StuckRows = { runs: [], webhooks: [] };
      for (const kind of kinds) {
        const alias = kind === 'run' ? 'r' : 'w';
        const found = await manager.query<{ id: string }[]>(
          `select ${alias}.id ${stuckSql(tables, kind, 2)} and ($1::bigint is null or ${alias}.id = $1)
            order by ${alias}.id
              for update of ${alias}`,
          [row?.id ?? null, ...filterValues(filter)],
        );
        rows[kind === 'run' ? 'runs' : 'webhooks'].push(...found.map(({ id }) => id));
      }
      const action = kinds.includes('run') ? 'HANDLER_RETRY' : 'WEBHOOK_RETRY';
      const text = { reason, ...this.texts.seal(reason) };
      const now = this.clock.databaseTime();
      const place = { queryable: manager, tables, trail: this.trail };
      return retryRows(place, rows, {
        staffId: actor.id,
        action,
        detail,
        account: filter.account,
        text,
        now,
      });
    });
  }
}

function rowOf(id: string): RowOfKind | undefined {
  const [, kind, rowId = ''] = DEAD_LETTER_ID.exec(id) ?? [];
  const known = STUCK_KINDS.find((each) => each === kind);
  return known && { kind: known, id: rowId };
}

function noSuchDeadLetter(): IdenfyNotFoundError {
  return new IdenfyNotFoundError({ message: 'There is no such dead letter.' });
}
