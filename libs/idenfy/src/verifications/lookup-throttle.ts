import { Database } from '../database/database.js';
import { Injectable } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import { nowSql } from '../database/now-sql.js';
import { IdenfyConflictError, IdenfyThrottledError } from '../errors/refusal.errors.js';

/** iDenfy restricts accounts that poll `/status` (S3): the same lookup of a session is not repeated sooner than this. */
const LOOKUP_INTERVAL_MS = 10 * 60 * 1_000;

/** The column that holds the time of the last lookup: of the status, of the data, or of links to files. */
export type LookupColumn = 'looked_up_at' | 'data_asked_at' | 'files_asked_at';

/** Allows one lookup of a kind for each verification every ten minutes, and one at a time across all replicas. */
@Injectable()
export class LookupThrottle {
  constructor(
    private readonly database: Database,
    private readonly clock: IdenfyClock,
  ) {}

  /**
   * Runs `lookup` unless the same one ran within the last ten minutes. A lookup that failed does not count.
   *
   * @throws IdenfyThrottledError when it ran less than ten minutes ago, or runs now
   */
  async run<Answer>(
    { id }: Pick<IdenfyVerification, 'id'>,
    column: LookupColumn,
    lookup: (at: Date) => Promise<Answer>,
  ): Promise<Answer> {
    const at = await this.claim(id, column);
    try {
      return await lookup(at);
    } catch (error) {
      await this.database.query(
        `update ${this.database.tables.verification} set ${column} = null where id = $1 and ${column} = $2`,
        [id, at],
      );
      throw error;
    }
  }

  /** One statement, so that of several callers on any replicas only one gets the claim. Returns its time. */
  private async claim(id: string, column: LookupColumn): Promise<Date> {
    const table = this.database.tables.verification;
    const now = nowSql('$2');
    const [claimed] = await this.database.query<{ at: Date }[][]>(
      `update ${table} set ${column} = ${now}
        where id = $1 and (${column} is null or ${column} <= ${now} - $3 * interval '1 millisecond')
       returning ${column} as at`,
      [id, this.clock.databaseTime(), LOOKUP_INTERVAL_MS],
    );
    if (claimed?.[0]) return claimed[0].at;
    // null again if the lookup that held the claim has failed meanwhile
    const [row] = await this.database.query<{ at: Date | null; now: Date }[]>(
      `select ${column} as at, ${now} as now from ${table} where id = $1`,
      [id, this.clock.databaseTime()],
    );
    const waitMs = row?.at ? row.at.getTime() + LOOKUP_INTERVAL_MS - row.now.getTime() : 0;
    throw new IdenfyThrottledError({
      retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)),
      message: 'iDenfy was asked about this verification a short while ago.',
    });
  }
}

/** iDenfy's scanRef of a verification that can be looked up. @throws IdenfyConflictError */
export function scanRefOf({ scanRef, erasedAt }: Pick<IdenfyVerification, 'scanRef' | 'erasedAt'>): string {
  if (erasedAt !== null)
    throw new IdenfyConflictError({ identifier: 'ERASED', message: 'The verification was erased.' });
  if (scanRef !== null) return scanRef;
  throw new IdenfyConflictError({
    identifier: 'SESSION_UNRECOVERABLE',
    message: 'iDenfy has not named a session for this verification.',
  });
}
