import { Injectable, type Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { IdenfyClock } from '../client/clock.js';
import { Registration } from '../client/registration.js';
import { Database } from '../database/database.js';
import { type DueCheck, Jobs } from '../database/jobs.js';
import { nowSql } from '../database/now-sql.js';
import { errorText } from '../errors/idenfy.error.js';
import { BackgroundWork } from '../outbox/background-work.js';
import { WorkerOptions } from '../outbox/worker.options.js';
import { addFactsSql, addOpenReviewsSql, openReviewsSql } from './overview-facts.js';

const JOB = 'overview';
const EVERY_MS = 60_000;

/** Ids of history that one transaction counts. */
const IDS_AT_A_TIME = 20_000;

/** After so long a line of history that is not committed will not be: no statement of ours may take as long. */
const SETTLED_AFTER = '10 minutes';

/** Where the count of history goes on; the same in every process, in the row of the job. */
interface Progress {
  /** The last line of history that was counted. */
  readonly cursor: string;
  /** The last one that may be counted, once every transaction that could still add one before it has ended. */
  readonly upTo: string;
  /** The first transaction that began after `upTo` was read. */
  readonly transaction: string;
  readonly readAt: string;
}

/** What one round counted. */
export interface RollupReport {
  /** False when another process was counting. */
  readonly ran: boolean;
  /** Up to which line of history it was counted, as an id. */
  readonly cursor: string;
  /** False while a transaction is open that could still add a line before others: those wait for the next round. */
  readonly complete: boolean;
}

/**
 * Keeps the figures of the overview: counts each line of history once, with what its verification holds at that moment, and
 * the open reviews anew.
 *
 * Lines of history become visible when their transactions are committed, which is not the order of their ids. So the newest
 * id is noted first, and counted up to once every transaction that was under way then has ended. The count and its progress
 * are committed together, so no line is counted twice and none is left out, whatever process ends.
 */
@Injectable()
export class OverviewRollup {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly clock: IdenfyClock,
  ) {}

  /** Counts what happened since the last round, unless another process is doing so. @param signal ends it after a batch */
  async run(signal?: AbortSignal): Promise<RollupReport> {
    return reportOf(await this.jobs.run(JOB, () => this.#count(signal)));
  }

  /** The same where there is anything to count: without new history and open reviews, whose ages change, the figures stand. */
  async runWhenDue(signal?: AbortSignal): Promise<void> {
    const tables = this.database.tables;
    const due: DueCheck = {
      sql: `coalesce((select max(id) from ${tables.event}), 0)
              > coalesce((select (progress->>'cursor')::bigint from ${tables.job} where name = $2), 0)
            or exists (${openReviewsSql(tables)})
            or exists (select from ${tables.overviewCount} where figure = 'open')`,
      values: [JOB],
    };
    await this.jobs.runWhenDue(JOB, due, () => this.#count(signal));
  }

  /**
   * Counts the whole history again. What was erased since keeps its start, end, verdicts and decisions; its reasons,
   * durations, country, document type and level are gone with it.
   */
  async rebuild(): Promise<RollupReport> {
    const ran = await this.jobs.run(JOB, async () => {
      await this.database.transaction(async (manager) => {
        const { overviewCount } = this.database.tables;
        const progress = await this.#lockProgress(manager);
        await manager.query(`delete from ${overviewCount}`);
        await this.#write(manager, { ...progress, cursor: '0' });
      });
      return this.#count();
    });
    return reportOf(ran);
  }

  async #count(signal?: AbortSignal): Promise<Counted> {
    const counted = await this.#countHistory(signal);
    await this.#countOpenReviews();
    return counted;
  }

  async #countHistory(signal?: AbortSignal): Promise<Counted> {
    const cursor = await this.#countedAll();
    if (cursor !== null) return { cursor, complete: true };
    await this.#countBatches(signal); // what the round before had noted
    await this.#noteNewest();
    return this.#countBatches(signal);
  }

  /** The newest line of history when all are counted, as in most rounds; null when some are not. */
  async #countedAll(): Promise<string | null> {
    const { event, job } = this.database.tables;
    const [counted] = await this.database.query<{ cursor: string }[]>(
      `select progress->>'cursor' as cursor from ${job}
        where name = $1 and (progress->>'cursor')::bigint >= (progress->>'upTo')::bigint
          and (progress->>'cursor')::bigint >= (select coalesce(max(id), 0) from ${event})`,
      [JOB],
    );
    return counted?.cursor ?? null;
  }

  async #countBatches(signal?: AbortSignal): Promise<Counted> {
    for (;;) {
      const { more, ...counted } = await this.database.transaction((manager) => this.#countBatch(manager));
      if (!more || signal?.aborted) return counted;
    }
  }

  /** In two statements: a transaction gets its number with the second, so one that began before it has a lower one. */
  async #noteNewest(): Promise<void> {
    const { event, job } = this.database.tables;
    const [newest] = await this.database.query<{ id: string }[]>(
      `select coalesce(max(id), 0)::text as id from ${event}`,
    );
    await this.database.query(
      `update ${job}
          set progress = jsonb_build_object('cursor', coalesce(progress->>'cursor', '0'), 'upTo', $2::text,
                                            'transaction', pg_current_xact_id()::text, 'readAt', ${nowSql('$3')})
        where name = $1 and (progress is null or (progress->>'cursor')::bigint >= (progress->>'upTo')::bigint)`,
      [JOB, newest?.id ?? '0', this.clock.databaseTime()],
    );
  }

  async #countBatch(manager: EntityManager): Promise<Counted & { more: boolean }> {
    const progress = await this.#lockProgress(manager);
    const { cursor, upTo, transaction, readAt } = progress;
    const end = BigInt(cursor) + BigInt(IDS_AT_A_TIME);
    const last = end < BigInt(upTo) ? end : BigInt(upTo);
    if (last <= BigInt(cursor)) return { cursor, complete: true, more: false };
    const [settled] = await manager.query<{ all: boolean }[]>(
      `select pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= $1::bigint
              or ${nowSql('$3')} - $2::timestamptz > interval '${SETTLED_AFTER}' as all`,
      [transaction, readAt, this.clock.databaseTime()],
    );
    if (!settled?.all) return { cursor, complete: false, more: false };
    await manager.query(addFactsSql(this.database.tables), [cursor, String(last)]);
    await this.#write(manager, { ...progress, cursor: String(last) });
    const more = last < BigInt(upTo);
    return { cursor: String(last), complete: !more, more };
  }

  async #lockProgress(manager: EntityManager): Promise<Progress> {
    const [row] = await manager.query<{ progress: Progress | null }[]>(
      `select progress from ${this.database.tables.job} where name = $1 for update`,
      [JOB],
    );
    return row?.progress ?? { cursor: '0', upTo: '0', transaction: '0', readAt: new Date(0).toISOString() };
  }

  async #write(manager: EntityManager, progress: Progress): Promise<void> {
    await manager.query(`update ${this.database.tables.job} set progress = $2::jsonb where name = $1`, [
      JOB,
      JSON.stringify(progress),
    ]);
  }

  async #countOpenReviews(): Promise<void> {
    const tables = this.database.tables;
    await this.database.transaction(async (manager) => {
      await this.#lockProgress(manager);
      await manager.query(`delete from ${tables.overviewCount} where figure = 'open'`);
      await manager.query(addOpenReviewsSql(tables, nowSql('$1')), [this.clock.databaseTime()]);
    });
  }
}

type Counted = Omit<RollupReport, 'ran'>;

function reportOf(ran: { result: Counted } | null): RollupReport {
  return ran ? { ran: true, ...ran.result } : { ran: false, cursor: '0', complete: false };
}

/** Counts every minute while the application runs, in the processes whose worker is on. */
@Injectable()
export class OverviewRounds implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger: Logger;
  #stop: (() => Promise<void>) | null = null;

  constructor(
    private readonly rollup: OverviewRollup,
    private readonly options: WorkerOptions,
    private readonly background: BackgroundWork,
    registration: Registration,
  ) {
    this.#logger = registration.logger('IdenfyOverview');
  }

  onApplicationBootstrap(): void {
    if (!this.options.enabled) return;
    this.#stop = this.background.every(
      JOB,
      EVERY_MS,
      (signal) => this.rollup.runWhenDue(signal),
      (error) =>
        this.#logger.warn(`The figures were not counted: ${errorText(error)}. The next round does it.`),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await this.#stop?.();
  }
}
