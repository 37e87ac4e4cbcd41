import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IdenfyClock } from '../../client/clock.js';
import { IdenfyConflictError } from '../../errors/idenfy-conflict.error.js';
import { IdenfyThrottledError } from '../../errors/idenfy-throttled.error.js';
import { IdenfyRetrievalService } from '../../operations/retrieval.service.js';
import type { Actor } from '../actor.js';
import { ChangeTransaction } from '../changes/change-transaction.js';
import type { IdenfyVerification } from '../entities/verification.entity.js';
import { findingOfLookup } from '../merge/finding.js';
import { mergeInto } from '../merge/merge-into.js';
import { tablesOf } from '../table-names.js';
import { VerificationSettings } from '../verification.options.js';
import { keepUntil, mayVerify } from '../verified-until.js';

/** iDenfy restricts accounts that poll `/status` (S3): the same session is not asked for more often than this. */
export const LOOK_UP_INTERVAL_MS = 10 * 60 * 1_000;

type Turn = 'looked_up_at' | 'data_asked_at';

/** Asks iDenfy where a verification stands: rarely, and one at a time across all replicas. */
@Injectable()
export class LookUps {
  constructor(
    private readonly dataSource: DataSource,
    private readonly retrieval: IdenfyRetrievalService,
    private readonly changes: ChangeTransaction,
    private readonly settings: VerificationSettings,
    private readonly clock: IdenfyClock,
  ) {}

  /** @throws IdenfyThrottledError when it was asked for less than ten minutes ago */
  async refresh(verification: IdenfyVerification, actor: Actor): Promise<IdenfyVerification> {
    const scanRef = scanRefOf(verification);
    const now = this.clock.now();
    const answer = await this.inTurn(verification, 'looked_up_at', now, () =>
      this.retrieval.status(scanRef, { account: verification.account }),
    );
    return this.changes.of(verification.id, (change) => {
      const row = change.verification;
      scanRefOf(row); // or what was erased while iDenfy was asked would be there again
      row.lookedUpAt = now;
      row.lookups += 1;
      mergeInto(change, findingOfLookup(answer, now), { cause: 'LOOKUP', actor });
      if (mayVerify(row) && row.verifiedUntil === null) keepUntil(row, null, this.settings);
    });
  }

  /** Asks when nobody did a short while ago. A question that was not answered does not count. */
  async inTurn<Answer>(
    verification: IdenfyVerification,
    turn: Turn,
    now: Date,
    ask: () => Promise<Answer>,
  ): Promise<Answer> {
    await this.claim(verification, turn, now);
    try {
      return await ask();
    } catch (error) {
      await this.dataSource.query(
        `update ${tablesOf(this.dataSource).verification} set ${turn} = null where id = $1 and ${turn} = $2`,
        [verification.id, now],
      );
      throw error;
    }
  }

  /** Takes the turn of asking, in one statement: of several callers, on whichever replica, one gets it. */
  private async claim(verification: IdenfyVerification, turn: Turn, now: Date): Promise<void> {
    const table = tablesOf(this.dataSource).verification;
    const [claimed] = await this.dataSource.query<{ id: string }[][]>(
      `update ${table} set ${turn} = $2 where id = $1 and (${turn} is null or ${turn} <= $3) returning id`,
      [verification.id, now, new Date(now.getTime() - LOOK_UP_INTERVAL_MS)],
    );
    if (claimed?.length) return;
    // null by now where the one who had the turn was not answered
    const [row] = await this.dataSource.query<{ at: Date | null }[]>(
      `select ${turn} as at from ${table} where id = $1`,
      [verification.id],
    );
    const againAt = row?.at ? row.at.getTime() + LOOK_UP_INTERVAL_MS : now.getTime();
    throw new IdenfyThrottledError({
      retryAfterSeconds: Math.max(1, Math.ceil((againAt - now.getTime()) / 1_000)),
      message: 'iDenfy was asked about this verification a short while ago.',
    });
  }
}

export function scanRefOf({ scanRef, erasedAt }: IdenfyVerification): string {
  if (erasedAt !== null)
    throw new IdenfyConflictError({ identifier: 'ERASED', message: 'The verification was erased.' });
  if (scanRef !== null) return scanRef;
  throw new IdenfyConflictError({
    identifier: 'SESSION_UNRECOVERABLE',
    message: 'iDenfy has not named a session for this verification.',
  });
}
