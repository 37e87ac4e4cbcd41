import { Injectable, Logger } from '@nestjs/common';
import { DataSource, LessThanOrEqual } from 'typeorm';
import { IdenfyClock } from '../client/clock.js';
import { isDatabaseAway } from '../errors/is-database-away.js';
import { IdenfyVerification } from '../verification/entities/verification.entity.js';
import { errorText } from '../webhooks/worker/error-text.js';
import { OverdueSession } from './overdue-session.js';
import { ReconciliationSettings } from './reconciliation.options.js';

/** A number of our own, so that no other use of advisory locks in the host's database meets it. */
const SWEEP_LOCK = 4_617_343_001;

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
    const overdue = await this.dataSource.getRepository(IdenfyVerification).find({
      where: { deadlineAt: LessThanOrEqual(this.clock.now()) },
      order: { deadlineAt: 'ASC' },
      take: this.settings.lookUpsPerSweep,
    });
    for (const verification of overdue) {
      if (signal?.aborted) break;
      await this.lookAfter(verification);
    }
    return overdue.length;
  }

  /** One that fails must not keep the others waiting: the next sweep begins with it again. */
  private async lookAfter(verification: IdenfyVerification): Promise<void> {
    try {
      await this.session.lookAfter(verification);
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      this.logger.warn(`A session that is overdue could not be looked after: ${errorText(error)}.`);
    }
  }
}
