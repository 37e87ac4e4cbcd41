import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../audit/audit-trail.js';
import { IdenfyClock } from '../client/clock.js';
import { Database } from '../database/database.js';
import { type BulkAct, type BulkJobState, IdenfyBulkJob } from '../database/entities/bulk-job.entity.js';
import { notifySql } from '../database/notifications.js';
import { currentTime, nowSql } from '../database/now-sql.js';
import { IdenfyNotFoundError } from '../errors/refusal.errors.js';
import { FreeTexts } from '../privacy/free-texts.js';
import type { ReplayAct } from './dead-letters.js';
import { dropRows, retryRows } from './stuck-rows.js';
import {
  countStuck,
  FILTER_PARAMETERS,
  filterValues,
  kindsOf,
  STUCK_KINDS,
  type StuckFilter,
  type StuckKind,
  type StuckMatches,
  stuckSql,
} from './stuck-work.js';
import { WorkerOptions } from './worker.options.js';

/** Rows of one batch, which is one transaction. */
const BATCH = 500;

/** Stuck work that is retried or dropped in batches. */
export interface BulkJob {
  readonly id: string;
  readonly act: BulkAct;
  readonly state: BulkJobState;
  /** What it was asked for. Without the text of the error, once the job has ended. */
  readonly filter: StuckFilter;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly finishedAt: Date | null;
  /** How much matched when it was asked for. */
  readonly total: number;
  /** How much was retried or dropped. */
  readonly done: number;
  /** What cannot be retried, because the bytes of its webhook are deleted. */
  readonly failed: number;
}

interface BatchRow {
  readonly id: string;
  readonly at: Date;
  readonly lost: boolean;
}

/**
 * Retries and drops stuck work in bulk. A job is a row; each batch is one transaction that locks that row, so the processes of
 * a service take turns, and a batch whose process ends is rolled back and done by another one. What was given up after the job
 * was asked for is left alone, and no row is met twice.
 */
@Injectable()
export class BulkJobs {
  constructor(
    private readonly database: Database,
    private readonly clock: IdenfyClock,
    private readonly texts: FreeTexts,
    private readonly trail: AuditTrail,
    private readonly options: WorkerOptions,
  ) {}

  /** Asks for a job; the background work of any process does it. What it found, and the job, which may have nothing to do. */
  async ask(
    act: BulkAct,
    filter: StuckFilter,
    { actor, reason }: ReplayAct,
  ): Promise<StuckMatches & { job: BulkJob }> {
    const tables = this.database.tables;
    const [first = 'run'] = kindsOf(filter);
    return this.database.transaction(async (manager) => {
      const digest = await this.texts.keep(manager, reason, null);
      const [clock] = await manager.query<{ now: Date }[]>(`select ${nowSql('$1')} as now`, [
        this.clock.databaseTime(),
      ]);
      if (!clock) throw new Error('The statement that reads the time returned no row.');
      const matches = await countStuck(manager, tables, upTo(filter, clock.now));
      const id = randomUUID();
      const [job] = await manager.query<Record<string, unknown>[]>(
        `with asked as (
           insert into ${tables.bulkJob} as j
                  (id, act, filter, asked_by, reason_digest, asked_at, total, at_kind, state, finished_at)
           values ($1, $2, $3::jsonb, $4, $5, $6::timestamptz, $7::int, $8,
                   case when $7::int = 0 then 'done' else 'running' end,
                   case when $7::int = 0 then $6::timestamptz end)
           returning ${this.database.columns(IdenfyBulkJob, 'j')}
         )
         select asked.*, ${notifySql('jobs')}::text from asked`,
        [id, act, JSON.stringify(filter), actor.id, digest, clock.now, matches.total, first],
      );
      await this.trail.recordAccess(manager, [
        {
          verificationId: null,
          account: filter.account ?? null,
          staffId: actor.id,
          action: auditedAs(act),
          detail: `${id}: asked for ${matches.total}`,
          reasonDigest: digest,
          at: clock.now,
        },
      ]);
      return { ...matches, job: this.#read(job) };
    });
  }

  /** @throws IdenfyNotFoundError when there is no such job, or it concerns other accounts than this one */
  async show(id: string, { account }: Pick<StuckFilter, 'account'> = {}): Promise<BulkJob> {
    const [row] = await this.database.query<Record<string, unknown>[]>(
      `select ${this.database.columns(IdenfyBulkJob, 'j')} from ${this.database.tables.bulkJob} j
        where id = $1 and ($2::text is null or filter->>'account' = $2)`,
      [id, account ?? null],
    );
    if (!row) throw noSuchJob();
    return this.#read(row);
  }

  /**
   * Stops a job after the batch at hand. One that has ended stays as it is.
   * @throws IdenfyNotFoundError as `show()`
   */
  async stop(
    id: string,
    { actor, account }: { actor: ReplayAct['actor']; account?: string | undefined },
  ): Promise<BulkJob> {
    const { bulkJob } = this.database.tables;
    await this.database.transaction(async (manager) => {
      const at = await currentTime(manager, this.clock.databaseTime());
      const [[stopped]] = await manager.query<[{ done: number; total: number }[], number]>(
        `update ${bulkJob} set state = 'stopped', finished_at = $3, filter = filter - 'error'
          where id = $1 and state = 'running' and ($2::text is null or filter->>'account' = $2)
         returning done, total`,
        [id, account ?? null, at],
      );
      if (!stopped) return;
      await this.trail.recordAccess(manager, [
        {
          verificationId: null,
          account: account ?? null,
          staffId: actor.id,
          action: 'BULK_STOP',
          detail: `${id}: stopped after ${stopped.done} of ${stopped.total}`,
          reasonDigest: null,
          at,
        },
      ]);
    });
    return this.show(id, { account });
  }

  /** Does one batch of the oldest job that no other process has at hand. Returns whether there was one. */
  async workOff(): Promise<boolean> {
    const { bulkJob } = this.database.tables;
    const [running] = await this.database.query(`select 1 from ${bulkJob} where state = 'running' limit 1`);
    if (running === undefined) return false; // mostly, and without a transaction
    return this.database.transaction(async (manager) => {
      await manager.query(
        `set local idle_in_transaction_session_timeout = ${Math.trunc(this.options.leaseMs)}`,
      );
      const [row] = await manager.query<Record<string, unknown>[]>(
        `select ${this.database.columns(IdenfyBulkJob, 'j')} from ${bulkJob} j
          where state = 'running' order by asked_at, id limit 1 for update skip locked`,
      );
      if (!row) return false;
      await this.#batch(manager, this.database.entity(IdenfyBulkJob, row));
      return true;
    });
  }

  async #batch(manager: EntityManager, job: IdenfyBulkJob): Promise<void> {
    const tables = this.database.tables;
    const filter = readFilter(job.filter);
    const kind = STUCK_KINDS.find((each) => each === job.atKind) ?? 'run';
    const rows = await this.#next(manager, job, kind, filter);
    const ids = rows.filter(({ lost }) => job.act === 'drop' || !lost).map(({ id }) => id);
    const stuck = kind === 'run' ? { runs: ids, webhooks: [] } : { runs: [], webhooks: ids };
    let done = 0;
    if (ids.length > 0) {
      const act = {
        staffId: job.askedBy,
        action: auditedAs(job.act),
        detail: `${job.id}: ${ids.length} of kind ${kind}`,
        account: filter.account,
        text: await this.#reasonOf(job),
        now: this.clock.databaseTime(),
      };
      const place = { queryable: manager, tables, trail: this.trail };
      done = await (job.act === 'retry' ? retryRows : dropRows)(place, stuck, act);
    }
    const last = rows.length < BATCH ? undefined : rows.at(-1);
    const next = last ? kind : kindAfter(kind, filter);
    await manager.query(
      `update ${tables.bulkJob}
          set done = done + $2, failed = failed + $3, at_kind = coalesce($4, at_kind), after_time = $5, after_id = $6,
              state = case when $4::text is null then 'done' else state end,
              finished_at = case when $4::text is null then ${nowSql('$7')} end,
              filter = case when $4::text is null then filter - 'error' else filter end
        where id = $1`,
      [
        job.id,
        done,
        rows.length - ids.length,
        next,
        last?.at ?? null,
        last?.id ?? null,
        this.clock.databaseTime(),
      ],
    );
  }

  /** The next rows of the kind in the order of its index, locked. */
  #next(
    manager: EntityManager,
    { askedAt, afterTime, afterId }: IdenfyBulkJob,
    kind: StuckKind,
    filter: StuckFilter,
  ): Promise<BatchRow[]> {
    const { webhook } = this.database.tables;
    const row = kind === 'run' ? 'r' : 'w';
    const at = kind === 'run' ? 'r.created_at' : 'w.received_at';
    const [time, id] = [`$${FILTER_PARAMETERS + 1}`, `$${FILTER_PARAMETERS + 2}`];
    const lost =
      kind === 'run'
        ? `r.inbox_id is not null and not exists (select from ${webhook} o where o.id = r.inbox_id and o.body is not null)`
        : 'w.body is null';
    return manager.query(
      `select ${row}.id, ${at} as at, ${lost} as lost
         ${stuckSql(this.database.tables, kind, 1)}
          and (${time}::timestamptz is null or (${at}, ${row}.id) > (${time}, ${id}::bigint))
        order by ${at}, ${row}.id
        limit ${BATCH}
          for update of ${row}`,
      [...filterValues(upTo(filter, askedAt)), afterTime, afterId],
    );
  }

  async #reasonOf({ reasonDigest }: IdenfyBulkJob) {
    const [reason = null] = await this.texts.of([{ digest: reasonDigest, verificationId: null }]);
    const content = reason === null ? null : this.texts.seal(reason).content;
    return { digest: reasonDigest, reason, content };
  }

  #read(row: Record<string, unknown> | undefined): BulkJob {
    if (!row) throw new Error('The statement that writes a job returned no row.');
    const job = this.database.entity(IdenfyBulkJob, row);
    const { id, act, state, askedBy, askedAt, finishedAt, total, done, failed } = job;
    return {
      id,
      act,
      state,
      filter: readFilter(job.filter),
      askedBy,
      askedAt,
      finishedAt,
      total,
      done,
      failed,
    };
  }
}

function auditedAs(act: BulkAct): 'BULK_RETRY' | 'BULK_DROP' {
  return act === 'retry' ? 'BULK_RETRY' : 'BULK_DROP';
}

function kindAfter(kind: StuckKind, filter: StuckFilter): StuckKind | null {
  const kinds = kindsOf(filter);
  return kinds[kinds.indexOf(kind) + 1] ?? null;
}

/** The filter, of what had been given up by then. A time has milliseconds, and its own one counts. */
function upTo(filter: StuckFilter, asked: Date): StuckFilter {
  const end = new Date(asked.getTime() + 1);
  return { ...filter, to: filter.to && filter.to < end ? filter.to : end };
}

function readFilter({ kind, account, handler, error, from, to }: IdenfyBulkJob['filter']): StuckFilter {
  return {
    kind: STUCK_KINDS.find((each) => each === kind),
    account,
    handler,
    error,
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  };
}

function noSuchJob(): IdenfyNotFoundError {
  return new IdenfyNotFoundError({ message: 'There is no such job.' });
}
