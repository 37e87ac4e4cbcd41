import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IdenfyClock } from '../client/clock.js';
import { tablesOf } from '../verification/table-names.js';
import { errorText } from '../webhooks/worker/error-text.js';
import { ErasureSaga, LEASE_MS } from './erasure-saga.js';

const AT_A_TIME = 20;

/** Takes erasures whose time has come one step further, each on one replica at a time. */
@Injectable()
export class DueErasures {
  private readonly logger = new Logger(DueErasures.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly saga: ErasureSaga,
    private readonly clock: IdenfyClock,
  ) {}

  /** How many were taken; the rest of a large number follows with the next calls. */
  async run(): Promise<number> {
    for (let taken = 0; taken < AT_A_TIME; taken++) {
      const verificationId = await this.take();
      if (verificationId === undefined) return taken;
      await this.advance(verificationId);
    }
    return AT_A_TIME;
  }

  /** The one that is due for longest, which nobody else takes until its lease is over. */
  private async take(): Promise<string | undefined> {
    const { erasure } = tablesOf(this.dataSource);
    const now = this.clock.now();
    const [[taken]] = await this.dataSource.query<[{ verification_id: string }[], number]>(
      `update ${erasure} set next_try_at = $2
        where id = (select id from ${erasure}
                     where state <> 'done' and next_try_at <= $1
                     order by next_try_at
                     limit 1
                       for update skip locked)
       returning verification_id`,
      [now, new Date(now.getTime() + LEASE_MS)],
    );
    return taken?.verification_id;
  }

  /** One that cannot be taken forward must not stand in the way of the others: it comes back after its lease. */
  private async advance(verificationId: string): Promise<void> {
    try {
      await this.saga.advance(verificationId);
    } catch (error) {
      this.logger.warn(`An erasure could not be taken forward: ${errorText(error)}. Tried again soon.`);
    }
  }
}
