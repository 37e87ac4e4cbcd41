import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IdenfyClock } from '../../client/clock.js';
import { IdenfyThrottledError } from '../../errors/idenfy-throttled.error.js';
import type { IdenfyVerification } from '../entities/verification.entity.js';
import { tablesOf } from '../table-names.js';

/** iDenfy restricts accounts that poll `/status` (S3): the same session is not asked for more often than this. */
const LOOK_UP_INTERVAL_MS = 10 * 60 * 1_000;

/** What of a session is asked for: its status, or its data. */
export type Turn = 'looked_up_at' | 'data_asked_at';

/** Lets the same thing be asked of iDenfy rarely, and by one at a time across all replicas. */
@Injectable()
export class Turns {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: IdenfyClock,
  ) {}

  /**
   * Asks when nobody did a short while ago. A question that was not answered does not count.
   *
   * @throws IdenfyThrottledError when it was asked less than ten minutes ago
   */
  async take<Answer>(
    { id }: Pick<IdenfyVerification, 'id'>,
    turn: Turn,
    ask: (at: Date) => Promise<Answer>,
  ): Promise<Answer> {
    const now = this.clock.now();
    await this.claim(id, turn, now);
    try {
      return await ask(now);
    } catch (error) {
      await this.dataSource.query(
        `update ${tablesOf(this.dataSource).verification} set ${turn} = null where id = $1 and ${turn} = $2`,
        [id, now],
      );
      throw error;
    }
  }

  /** In one statement: of several callers, on whichever replica, one gets it. */
  private async claim(id: string, turn: Turn, now: Date): Promise<void> {
    const table = tablesOf(this.dataSource).verification;
    const [claimed] = await this.dataSource.query<{ id: string }[][]>(
      `update ${table} set ${turn} = $2 where id = $1 and (${turn} is null or ${turn} <= $3) returning id`,
      [id, now, new Date(now.getTime() - LOOK_UP_INTERVAL_MS)],
    );
    if (claimed?.length) return;
    // null by now where the one who had the turn was not answered
    const [row] = await this.dataSource.query<{ at: Date | null }[]>(
      `select ${turn} as at from ${table} where id = $1`,
      [id],
    );
    const againAt = row?.at ? row.at.getTime() + LOOK_UP_INTERVAL_MS : now.getTime();
    throw new IdenfyThrottledError({
      retryAfterSeconds: Math.max(1, Math.ceil((againAt - now.getTime()) / 1_000)),
      message: 'iDenfy was asked about this verification a short while ago.',
    });
  }
}
