import { Injectable } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { Database } from '../database/database.js';
import { DatabaseOptions } from '../database/database.options.js';
import { anyRowSql, type DueCheck } from '../database/jobs.js';
import { nowSql } from '../database/now-sql.js';
import type { TableNames } from '../database/table-names.js';

const ROWS_AT_A_TIME = 1_000;
const MAX_BATCHES = 100;

/**
 * Purges the raw bytes of webhooks: a day after the webhook was applied, if no handler run is left, and after 30 days at
 * the latest. Bytes that were delivered again later than that are kept until the duplicate is applied.
 */
@Injectable()
export class WebhookPurge {
  constructor(
    private readonly database: Database,
    private readonly clock: IdenfyClock,
  ) {}

  /** Purges up to 100,000 webhooks of each kind, and returns how many; further ones follow with the next call. */
  async run(): Promise<number> {
    const tables = this.database.tables;
    const values = [this.clock.databaseTime()];
    const handled = await inBatches(this.database, purgeSql(tables, DONE_WITH), values);
    return handled + (await inBatches(this.database, purgeSql(tables, TOO_OLD), values));
  }

  due(): DueCheck {
    const tables = this.database.tables;
    return { sql: anyRowSql([purgeDueSql(tables, DONE_WITH), purgeDueSql(tables, TOO_OLD)]) };
  }
}

/** `received_at` is what the index holds; what was applied a day ago was received before that. */
const DONE_WITH = `w.state = 'applied' and w.received_at < ${nowSql('$1')} - interval '1 day'
            and w.applied_at < ${nowSql('$1')} - interval '1 day'
            and w.id not in (select inbox_id from unfinished)`;

const TOO_OLD = `w.received_at < ${nowSql('$1')} - interval '30 days'
            and (w.state not in ('received', 'waiting') or w.last_received_at < ${nowSql('$1')} - interval '30 days')`;

/** An array is searched by the primary key; a join with so many rows may read the whole table. */
const IS_DUE = 'id = any(array(select id from due))';

function purgeSql(tables: TableNames, condition: string): string {
  return `${inBatch(purgeDueSql(tables, condition))}
       update ${tables.webhook} set body = null, purged_at = now() where ${IS_DUE}`;
}

function purgeDueSql(tables: TableNames, condition: string): string {
  return `with unfinished as (
           ${unfinishedWebhooksSql(tables)}
         )
         select w.id from ${tables.webhook} w
          where w.body is not null and ${condition}
          order by w.received_at`;
}

/**
 * The ids of webhooks with a handler run that is pending or dead, by the partial indexes on those. Use it with NOT IN, which
 * looks an id up by its hash: NOT EXISTS, of a select in order with a limit, compares each webhook with each of them.
 */
function unfinishedWebhooksSql({ handlerRun, event }: TableNames): string {
  const runsIn = (state: string) =>
    `select coalesce(r.inbox_id, e.inbox_id) as inbox_id
           from ${handlerRun} r left join ${event} e on e.id = r.event_id
          where r.state = '${state}' and coalesce(r.inbox_id, e.inbox_id) is not null`;
  return `${runsIn('pending')} union all ${runsIn('dead')}`;
}

/**
 * Deletes rows that are no longer needed, after `database.pruneAfterDays`: handler runs that are done or unwanted, bulk jobs
 * that have ended, and webhooks without bytes that were dropped, or belong to no verification or to an erased one. All other
 * webhooks stay as long as their verification, because a late duplicate is recognised by their digest.
 */
@Injectable()
export class OldRows {
  constructor(
    private readonly database: Database,
    private readonly clock: IdenfyClock,
    private readonly options: DatabaseOptions,
  ) {}

  /** Deletes up to 100,000 rows of each kind, and returns how many; further ones follow with the next call. */
  async run(): Promise<number> {
    const tables = this.database.tables;
    const values = [this.clock.databaseTime(), this.options.pruneAfterDays];
    const { handlerRun, webhook, bulkJob } = tables;
    const prune = (prunable: string, deletion: string): Promise<number> =>
      inBatches(this.database, `${inBatch(prunable)} ${deletion} where ${IS_DUE}`, values);
    const runs = await prune(prunableRunsSql(tables), `delete from ${handlerRun}`);
    const webhooks = await prune(prunableWebhooksSql(tables), `delete from ${webhook}`);
    return runs + webhooks + (await prune(prunableJobsSql(tables), `delete from ${bulkJob}`));
  }

  due(): DueCheck {
    const tables = this.database.tables;
    return {
      sql: anyRowSql([prunableRunsSql(tables), prunableWebhooksSql(tables), prunableJobsSql(tables)]),
      values: [this.options.pruneAfterDays],
    };
  }
}

const PRUNED_BEFORE = `${nowSql('$1')} - $2 * interval '1 day'`;

/** There are few of them. */
function prunableJobsSql({ bulkJob }: TableNames): string {
  return `select id from ${bulkJob} where finished_at < ${PRUNED_BEFORE}`;
}

function prunableRunsSql({ handlerRun }: TableNames): string {
  return `select id from ${handlerRun}
          where state in ('done', 'unwanted') and finished_at < ${PRUNED_BEFORE}
          order by finished_at`;
}

/** A webhook of an erased verification has lost its scanRef with its bytes. */
function prunableWebhooksSql(tables: TableNames): string {
  return `with unfinished as (
           ${unfinishedWebhooksSql(tables)}
         )
         select w.id from ${tables.webhook} w
          where w.body is null and (w.scan_ref is null or w.state in ('orphan', 'unreadable', 'dropped'))
            and w.last_received_at < ${PRUNED_BEFORE}
            and w.id not in (select inbox_id from unfinished)
          order by w.last_received_at`;
}

/** The CTE `due`: rows of this select that no other process has locked. */
function inBatch(select: string): string {
  return `with due as (
         ${select}
          limit ${ROWS_AT_A_TIME}
            for update skip locked
       )`;
}

/** Runs the statement until it finds less than a full batch. Returns how many rows it changed. */
async function inBatches(database: Database, sql: string, values: readonly unknown[]): Promise<number> {
  let total = 0;
  for (let batch = 1; batch <= MAX_BATCHES; batch++) {
    const [, changed] = await database.query<[unknown, number]>(sql, values);
    total += changed;
    if (changed < ROWS_AT_A_TIME) break;
  }
  return total;
}
