import { Database } from '../database/database.js';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { IdenfyAccounts } from '../client/accounts.js';
import { IdenfyClock } from '../client/clock.js';
import { anyRowSql, type DueCheck, Jobs } from '../database/jobs.js';
import { nowSql } from '../database/now-sql.js';
import { errorText } from '../errors/idenfy.error.js';
import { BackgroundWork } from '../outbox/background-work.js';
import { DueErasures } from './erasure-saga.js';
import { Erasures } from './erasures.js';
import { OldRows, WebhookPurge } from './old-rows.js';
import { RetentionRules } from './retention.options.js';

const ERASED_AT_A_TIME = 20;
const READ_AT_A_TIME = 100;

/** A verification that may be due; which one decides, with its rows locked, when the erasure is requested. */
interface Candidate {
  readonly id: string;
  readonly account: string;
  readonly closed_at: Date;
}

/** Requests the erasure of verifications that must not be kept any longer. */
@Injectable()
export class RetentionSweep {
  constructor(
    private readonly database: Database,
    private readonly accounts: IdenfyAccounts,
    private readonly erasures: Erasures,
    private readonly rules: RetentionRules,
    private readonly clock: IdenfyClock,
  ) {}

  /**
   * Requests up to 20 erasures for each account, and returns how many; further ones follow with the next call. People under
   * a legal hold, with an open outcome or with an extended retention are left out.
   */
  async run(): Promise<number> {
    let requested = 0;
    for (const account of this.sweptAccounts()) requested += await this.sweep(account);
    return requested;
  }

  /** Whether `run()` would find any candidate. */
  due(): DueCheck {
    const accounts = this.sweptAccounts();
    const candidates = accounts.map((account, index) => this.candidatesSql(account, 2 * index + 2));
    return {
      sql: anyRowSql(candidates),
      values: accounts.flatMap((account) => [account, this.rules.of(account).deleteAfterDays]),
    };
  }

  private sweptAccounts(): string[] {
    return this.accounts.names().filter((account) => this.rules.of(account).deleteAfterDays !== null);
  }

  private async sweep(account: string): Promise<number> {
    let requested = 0;
    let after: Candidate | undefined;
    for (;;) {
      const candidates = await this.candidates(account, after);
      for (const candidate of candidates) {
        if (await this.erasures.requestIfDue(candidate)) requested += 1;
        if (requested === ERASED_AT_A_TIME) return requested;
      }
      after = candidates.at(-1);
      if (candidates.length < READ_AT_A_TIME) return requested;
    }
  }

  private candidates(account: string, after: Candidate | undefined): Promise<Candidate[]> {
    const { deleteAfterDays } = this.rules.of(account);
    return this.database.query(
      `${this.candidatesSql(account, 2, '($4::timestamptz is null or (v.closed_at, v.id) > ($4, $5::uuid))')}
        limit ${READ_AT_A_TIME}`,
      [this.clock.databaseTime(), account, deleteAfterDays, after?.closed_at ?? null, after?.id ?? null],
    );
  }

  /**
   * Those whose own end, and that of the relationship where it counts, are so long ago; by index, never all customers.
   * `$1` is the time. @param at number of the parameter that holds the account; the next one holds the days
   */
  private candidatesSql(account: string, at: number, where = 'true'): string {
    const { verification, erasure, client } = this.database.tables;
    const { startsAt } = this.rules.of(account);
    const before = `${nowSql('$1')} - $${at + 1} * interval '1 day'`;
    const ofVerifications = `select v.id, v.account, v.closed_at, v.client_id from ${verification} v
        where v.account = $${at} and v.closed_at < ${before} and v.erased_at is null`;
    const ofPeople = (condition: string) =>
      `select v.id, v.account, v.closed_at, v.client_id
         from ${client} p join ${verification} v on v.account = p.account and v.client_id = p.client_id
        where p.account = $${at} and ${condition} and v.closed_at < ${before} and v.erased_at is null`;
    const candidates =
      startsAt === 'verification-end'
        ? ofVerifications
        : `${ofPeople(`p.relationship_ended_at < ${before}`)} union all
           ${ofPeople(
             `p.verified_at is null and p.relationship_begun_at is null and p.relationship_ended_at is null
              and p.created_at < ${before}`,
           )}`;
    return `select v.id, v.account, v.closed_at from (${candidates}) v
        where ${where}
          and not exists (select from ${erasure} e where e.verification_id = v.id)
          and not exists (select from ${client} c
                           where c.account = v.account and c.client_id = v.client_id
                             and (c.legal_hold is not null or c.undecided_verification_id is not null
                                  or c.retention_until > ${nowSql('$1')}))
        order by v.closed_at, v.id`;
  }
}

const EVERY_MS = 60_000;

/** Purges webhooks, deletes old rows, requests the erasures that are due and finishes those under way, every minute. */
@Injectable()
export class Eraser implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Eraser.name);
  private stop: (() => Promise<void>) | null = null;

  constructor(
    private readonly purge: WebhookPurge,
    private readonly oldRows: OldRows,
    private readonly retention: RetentionSweep,
    private readonly erasures: DueErasures,
    private readonly jobs: Jobs,
    private readonly background: BackgroundWork,
  ) {}

  onApplicationBootstrap(): void {
    this.stop = this.background.every(
      'erasure',
      EVERY_MS,
      (signal) => this.eraseAll(signal),
      (error) => this.warn('erasure', error),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop?.();
  }

  /** An error in one kind of work does not keep the others from running. */
  private async eraseAll(signal: AbortSignal): Promise<void> {
    const { purge, oldRows, retention, erasures } = this;
    for (const [name, work] of Object.entries({ purge, prune: oldRows, retention, erasures })) {
      if (signal.aborted) return;
      await this.jobs.runWhenDue(name, work.due(), () => work.run()).catch((error) => this.warn(name, error));
    }
  }

  private warn(name: string, error: unknown): void {
    this.logger.warn(
      `Not everything that is due could be erased (${name}): ${errorText(error)}. It is tried again in a minute.`,
    );
  }
}
