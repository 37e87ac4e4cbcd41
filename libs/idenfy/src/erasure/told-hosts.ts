import { Injectable, Logger } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { Database } from '../database/database.js';
import type { ErasureState } from '../database/entities/erasure.entity.js';
import { nowSql } from '../database/now-sql.js';

/** How long a run of an `@OnErasure()` handler may hold the ids of an erased person. */
const KEPT_DAYS = 30;

/** Completes erasures whose `@OnErasure()` handlers have succeeded, and gives up telling the others after 30 days. */
@Injectable()
export class ToldHosts {
  private readonly logger = new Logger(ToldHosts.name);

  constructor(
    private readonly database: Database,
    private readonly clock: IdenfyClock,
  ) {}

  /** Gives up what is too old, and completes what waits for no handler. */
  async completeAll(): Promise<void> {
    await this.forgetOldIds();
    const states = await this.complete(null);
    const untold = states.filter((state) => state === 'HOST_NOT_TOLD').length;
    if (untold === 0) return;
    this.logger.warn(
      `${untold} erasures are HOST_NOT_TOLD: a handler with @OnErasure() was dropped, or has not succeeded within ` +
        `${KEPT_DAYS} days. Erase in your own tables what the receipts name.`,
    );
  }

  /** Completes one erasure unless it waits for a handler. */
  async completeOne(erasureId: string): Promise<void> {
    await this.complete(erasureId);
  }

  /** The ids must not stay for longer, whether or not the handler has succeeded. */
  private async forgetOldIds(): Promise<void> {
    const { erasure, handlerRun } = this.database.tables;
    await this.database.query(
      `with overdue as materialized (
         select r.id
           from ${erasure} e join ${handlerRun} r on r.erasure_id = e.id
          where e.state = 'erased' and r.state in ('pending', 'dead')
            and r.created_at <= ${nowSql('$1')} - interval '${KEPT_DAYS} days'
          order by r.id
            for update of r
       )
       update ${handlerRun} r
          set state = 'unwanted', erased_ids = null, last_error = null, leased_until = null, finished_at = ${nowSql('$1')}
         from overdue
        where r.id = overdue.id`,
      [this.clock.databaseTime()],
    );
  }

  /** A reason for a retry may name the person, so it goes with the end of the erasure. */
  private async complete(erasureId: string | null): Promise<ErasureState[]> {
    const { erasure, handlerRun } = this.database.tables;
    const isTold = `not exists (select from ${handlerRun} r where r.erasure_id = e.id and r.state = 'unwanted')`;
    const completed = await this.database.query<{ state: ErasureState }[]>(
      `with completed as (
         update ${erasure} e
            set state = case when ${isTold} then 'done' else 'HOST_NOT_TOLD' end,
                completed_at = case when ${isTold} then ${nowSql('$2')} end
          where e.state = 'erased' and ($1::uuid is null or e.id = $1)
            and not exists (select from ${handlerRun} r where r.erasure_id = e.id and r.state in ('pending', 'dead'))
         returning e.id, e.state
       ), emptied as (
         update ${handlerRun} r set retry_reason = null
           from completed where r.erasure_id = completed.id and r.retry_reason is not null
       )
       select state from completed`,
      [erasureId, this.clock.databaseTime()],
    );
    return completed.map(({ state }) => state);
  }
}
