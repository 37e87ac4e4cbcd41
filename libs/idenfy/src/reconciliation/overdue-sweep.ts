import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IdenfyClock } from '../client/clock.js';
import { isDatabaseAway } from '../errors/is-database-away.js';
import { IdenfyVerification } from '../verification/entities/verification.entity.js';
import { tablesOf } from '../verification/table-names.js';
import { errorText } from '../webhooks/worker/error-text.js';
import { OverdueSession } from './overdue-session.js';
import { ReconciliationSettings } from './reconciliation.options.js';

/** A number of our own, so that no other use of advisory locks in the host's database meets it. */
const SWEEP_LOCK = 4_617_343_001;

const OWN_FAILURE_DISTANCE_MS = 60 * 60 * 1_000;

/** What one sweep did. */
export interface SweepReport {
  /** False when another replica is sweeping. */
  readonly swept: boolean;
  readonly overdue: number;
}

/** Looks after sessions whose deadline has passed: one replica at a time, within a budget. */
@Injectable()
export class OverdueSweep {
  private readonly logger = new Logger(OverdueSweep.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly session: OverdueSession,
    private readonly settings: ReconciliationSettings,
    private readonly clock: IdenfyClock,
  ) {}

  async run(signal?: AbortSignal): Promise<SweepReport> {
    // the lock lives and dies with this connection, so a killed replica does not keep it
    const runner = this.dataSource.createQueryRunner();
    try {
      const [lock] = (await runner.query('select pg_try_advisory_lock($1) as taken', [SWEEP_LOCK])) as {
        taken: boolean;
      }[];
      if (!lock?.taken) return { swept: false, overdue: 0 };
      try {
        return { swept: true, overdue: await this.lookAfterAll(signal) };
      } finally {
        await runner.query('select pg_advisory_unlock($1)', [SWEEP_LOCK]);
      }
    } finally {
      await runner.release();
    }
  }

  private async lookAfterAll(signal?: AbortSignal): Promise<number> {
    const seen: string[] = [];
    const silentAccounts: string[] = [];
    while (seen.length < this.settings.lookUpsPerSweep && !signal?.aborted) {
      const verification = await this.nextOverdue(seen, silentAccounts);
      if (!verification) break;
      seen.push(verification.id);
      if (!(await this.lookAfter(verification))) silentAccounts.push(verification.account);
    }
    return seen.length;
  }

  /** Read anew each time, for a callback may have come while another session was asked about. */
  private nextOverdue(
    seen: readonly string[],
    silentAccounts: readonly string[],
  ): Promise<IdenfyVerification | null> {
    return this.dataSource
      .createQueryBuilder(IdenfyVerification, 'v')
      .where('v.deadlineAt <= :now', { now: this.clock.now() })
      .andWhere('v.id <> all(:seen)', { seen })
      .andWhere('v.account <> all(:silentAccounts)', { silentAccounts })
      .orderBy('v.deadlineAt')
      .limit(1)
      .getOne();
  }

  /** One session that cannot be looked after does not keep the others waiting. */
  private async lookAfter(verification: IdenfyVerification): Promise<boolean> {
    try {
      return await this.session.lookAfter(verification);
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      this.logger.error(`Session ${verification.id} could not be looked after: ${errorText(error)}.`);
      await this.putBehind(verification).catch(() => undefined); // the sweep goes on without it
      return true;
    }
  }

  /** Without a line of history: that may be just what cannot be written. */
  private async putBehind({ id }: IdenfyVerification): Promise<void> {
    const later = new Date(this.clock.now().getTime() + OWN_FAILURE_DISTANCE_MS);
    await this.dataSource.query(
      `update ${tablesOf(this.dataSource).verification}
          set lookups = lookups + 1,
              deadline_at = case when lookups + 1 < $2 then $3::timestamptz end,
              attention = case when lookups + 1 < $2 then attention else coalesce(attention, 'OVERDUE') end
        where id = $1 and deadline_at is not null`,
      [id, this.settings.lookUpsPerSession, later],
    );
  }
}
