import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IdenfyClock } from '../client/clock.js';
import { tablesOf } from '../verification/table-names.js';

const HOUR_MS = 60 * 60 * 1_000;
const AFTER_SUCCESS_MS = 24 * HOUR_MS;
const AT_MOST_MS = 30 * 24 * HOUR_MS;
const AT_A_TIME = 1_000;
const MOST_TIMES = 100;

/**
 * Throws away the raw bytes of callbacks: a day after everybody has done with them, and after 30 days at most. Bytes that
 * came again after that, and that nobody has looked at yet, are kept until somebody has.
 */
@Injectable()
export class CallbackPurge {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: IdenfyClock,
  ) {}

  /** How many were purged; the rest of a very large number follows with the next calls. */
  async run(): Promise<number> {
    let purged = 0;
    for (let times = 1; times <= MOST_TIMES; times++) {
      const more = await this.purge();
      purged += more;
      if (more < AT_A_TIME) break;
    }
    return purged;
  }

  private async purge(): Promise<number> {
    const { webhook, handlerRun, event } = tablesOf(this.dataSource);
    const now = this.clock.now().getTime();
    const [, purged] = await this.dataSource.query<[unknown, number]>(
      `with unfinished as (
         select coalesce(r.inbox_id, e.inbox_id) as inbox_id
           from ${handlerRun} r
           left join ${event} e on e.id = r.event_id
          where r.state in ('pending', 'dead')
       ), done_with as (
         select w.id
           from ${webhook} w
          where w.body is not null
            and ((w.received_at < $2 and (w.state not in ('received', 'waiting') or w.last_received_at < $2))
              or (w.state = 'applied' and w.applied_at < $1
                  and not exists (select from unfinished u where u.inbox_id = w.id)))
          order by w.id
          limit ${AT_A_TIME}
            for update skip locked
       )
       update ${webhook} w set body = null, purged_at = now() from done_with d where d.id = w.id`,
      [new Date(now - AFTER_SUCCESS_MS), new Date(now - AT_MOST_MS)],
    );
    return purged;
  }
}
