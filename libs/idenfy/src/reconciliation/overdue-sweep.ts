import { Database } from '../database/database.js';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { isDatabaseAway } from '../database/database-errors.js';
import { IdenfyVerification } from '../database/entities/verification.entity.js';
import { nowSql } from '../database/now-sql.js';
import { errorText } from '../errors/idenfy.error.js';
import { BackgroundWork } from '../outbox/background-work.js';
import { DebugLog } from '../outbox/debug-log.js';
import { type DueCheck, Jobs } from '../database/jobs.js';
import { OverdueVerifications } from './overdue-verifications.js';
import { ReconciliationOptions } from './reconciliation.options.js';

/**
 * How long other processes leave an overdue verification to the one that looks it up, should that one vanish: as long as
 * its two calls to iDenfy may take by default, and some more.
 */
const LOOKUP_LEASE_MS = 75_000;

const OWN_FAILURE_DELAY_MS = 60 * 60 * 1_000;

const IS_OVERDUE = `deadline_at <= ${nowSql('$1')} and coalesce(lookup_leased_until <= ${nowSql('$1')}, true)`;

/** What one sweep did. */
export interface SweepReport {
  /** False when another replica is sweeping. */
  readonly swept: boolean;
  /** Overdue verifications that were looked up. */
  readonly overdue: number;
}

/** Looks up verifications whose deadline has passed: one replica at a time, `lookupsPerSweep` at most. */
@Injectable()
export class OverdueSweep {
  private readonly logger = new Logger(OverdueSweep.name);

  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly overdue: OverdueVerifications,
    private readonly options: ReconciliationOptions,
    private readonly clock: IdenfyClock,
    private readonly debug: DebugLog,
  ) {}

  /** Makes one sweep, unless another replica is making one. @param signal ends it after the verification at hand */
  async run(signal?: AbortSignal): Promise<SweepReport> {
    const swept = await this.jobs.runWhenDue('sweep', this.due(), () => this.lookUpAll(signal));
    return { swept: swept !== null, overdue: swept?.result ?? 0 };
  }

  private due(): DueCheck {
    return { sql: `exists (select from ${this.database.tables.verification} where ${IS_OVERDUE})` };
  }

  private async lookUpAll(signal?: AbortSignal): Promise<number> {
    const seen: string[] = [];
    const unansweredAccounts: string[] = [];
    while (seen.length < this.options.lookupsPerSweep && !signal?.aborted) {
      const id = await this.nextOverdue(seen, unansweredAccounts);
      if (id === null) break;
      seen.push(id);
      const account = await this.lookUp(id);
      if (account !== null) unansweredAccounts.push(account);
    }
    this.debug.write('IdenfySweep', () => `Swept ${seen.length} overdue verifications`);
    return seen.length;
  }

  /** Read one by one, because a webhook may settle a verification while another one is looked up. */
  private async nextOverdue(
    seen: readonly string[],
    unansweredAccounts: readonly string[],
  ): Promise<string | null> {
    const [row] = await this.database.query<{ id: string }[]>(
      `select id
         from ${this.database.tables.verification}
        where ${IS_OVERDUE}
          and id <> all($2::uuid[]) and account <> all($3::text[])
        order by deadline_at
        limit 1`,
      [this.clock.databaseTime(), seen, unansweredAccounts],
    );
    return row?.id ?? null;
  }

  /**
   * Returns the account when iDenfy did not answer for it. An error with one verification does not keep the sweep from
   * the others.
   */
  private async lookUp(id: string): Promise<string | null> {
    try {
      const verification = await this.claim(id);
      if (verification === null) return null;
      const answered = await this.overdue.lookUp(verification);
      await this.release(id);
      return answered ? null : verification.account;
    } catch (error) {
      if (isDatabaseAway(error)) throw error;
      this.logger.error(`Overdue verification ${id} could not be looked up: ${errorText(error)}.`);
      await this.moveToEnd(id).catch(() => undefined); // if that fails too, the next sweep meets it again
      return null;
    }
  }

  /** Null when another process claimed the row, or a webhook settled it meanwhile. */
  private async claim(id: string): Promise<IdenfyVerification | null> {
    const { verification } = this.database.tables;
    const [[row]] = await this.database.query<[Record<string, unknown>[], number]>(
      `update ${verification} v
          set lookup_leased_until = ${nowSql('$1')} + $3 * interval '1 millisecond'
        where v.id = (
          select due.id
            from ${verification} due
           where due.id = $2 and due.deadline_at <= ${nowSql('$1')}
             and coalesce(due.lookup_leased_until <= ${nowSql('$1')}, true)
             for update skip locked)
       returning ${this.database.columns(IdenfyVerification, 'v')}`,
      [this.clock.databaseTime(), id, LOOKUP_LEASE_MS],
    );
    return row ? this.database.entity(IdenfyVerification, row) : null;
  }

  private async release(id: string): Promise<void> {
    await this.database.query(
      `update ${this.database.tables.verification} set lookup_leased_until = null where id = $1`,
      [id],
    );
  }

  /** Without a line of history, because writing that may be what failed. Staff find it in the queue, due at once. */
  private async moveToEnd(id: string): Promise<void> {
    const { verification, openCase } = this.database.tables;
    await this.database.query(
      `with moved as (
         update ${verification}
            set lookups = lookups + 1, lookup_leased_until = null,
                deadline_at = case when lookups + 1 < $2 then ${nowSql('$3')} + $4 * interval '1 millisecond' end,
                attention = case when lookups + 1 < $2 or 'OVERDUE' = any(attention) then attention
                                 else attention || 'OVERDUE'::text end
          where id = $1 and deadline_at is not null
         returning id, account, attention, assignee
       )
       insert into ${openCase} (verification_id, reason, account, since, due_at, assignee)
       select id, 'OVERDUE', account, ${nowSql('$3')}, ${nowSql('$3')}, assignee from moved where 'OVERDUE' = any(attention)
           on conflict do nothing`,
      [id, this.options.lookupsPerSession, this.clock.databaseTime(), OWN_FAILURE_DELAY_MS],
    );
  }
}

/** Sweeps at intervals while the application runs. */
@Injectable()
export class Reconciler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Reconciler.name);
  private stop: (() => Promise<void>) | null = null;

  constructor(
    private readonly sweep: OverdueSweep,
    private readonly options: ReconciliationOptions,
    private readonly background: BackgroundWork,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.options.enabled) return;
    this.stop = this.background.every(
      'sweep',
      Math.ceil(this.options.everySeconds * 1_000),
      (signal) => this.sweep.run(signal),
      (error) =>
        this.logger.warn(
          `A sweep for overdue verifications failed: ${errorText(error)}. The next one follows.`,
        ),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop?.();
  }
}
