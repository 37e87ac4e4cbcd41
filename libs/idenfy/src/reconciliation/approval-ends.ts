import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { IdenfyClock } from '../client/clock.js';
import { SYSTEM } from '../database/actor.js';
import { Database } from '../database/database.js';
import { isAnnouncedSql } from '../database/entities/handler-registration.entity.js';
import { IdenfyVerification } from '../database/entities/verification.entity.js';
import { anyRowSql, type DueCheck, Jobs } from '../database/jobs.js';
import { currentTime, nowSql } from '../database/now-sql.js';
import { errorText } from '../errors/idenfy.error.js';
import { BackgroundWork } from '../outbox/background-work.js';
import { Change } from '../verifications/change.js';
import { ChangeLog } from '../verifications/change-log.js';
import { ReconciliationOptions } from './reconciliation.options.js';

/** Verifications in one transaction: their rows, and those of their people, are locked meanwhile. */
const AT_A_TIME = 100;

const EVERY_MS = 60_000;

/** What one round did. */
export interface ApprovalEndsReport {
  /** False when another replica was at it. */
  readonly done: boolean;
  /** Approvals that have ended. */
  readonly ended: number;
  /** Renewals that became due: one for each number of days that a handler asks for. */
  readonly renewalsDue: number;
}

/** What is recorded, and about which verifications. Conditions are over the alias `v`. */
interface Occurrence {
  readonly cause: 'STANDING' | 'RENEWAL_DUE';
  readonly reportedStatus: string;
  /** Which rows have to be looked at, as one condition for each index. @param now SQL of the time */
  readonly due: (now: string) => readonly string[];
  /** Whether the person stands by it, over the alias `c` of their row; others are done without a line of history. */
  readonly counts: string;
  /** The columns that say that it is done. */
  readonly done: string;
}

/** The end was not recorded yet. Together with one of the two below it is searched by an index. */
const HOLDS = 'v.verified_until is distinct from v.ended_until and v.erased_at is null';
/** No renewal was due before that end yet. */
const NOT_NOTICED = `${HOLDS} and v.renewal_noticed_until is distinct from v.verified_until`;
const NOTICED = `${HOLDS} and v.renewal_noticed_until = v.verified_until`;

/** Whether it is an approval, as `refreshStandings()` counts them. */
const IS_APPROVAL = `
  (coalesce(v.decision, v.status) = 'ACCEPTED' or (v.final and coalesce(v.decision, v.status) = 'APPROVED')
    or (c.standing = 'VERIFIED' and c.current_verification_id = v.id))`;

/**
 * Records the end of approvals, and before that that a renewal is due, in the history of the verification that they come from.
 * Handlers get their runs in the same transaction, and the standing is computed anew. Each end is recorded once, whatever else
 * computes the standing after it.
 */
@Injectable()
export class ApprovalEnds {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly log: ChangeLog,
    private readonly clock: IdenfyClock,
  ) {}

  /** Records everything that is due, unless another replica does. @param signal ends it after the transaction at hand */
  async run(signal?: AbortSignal): Promise<ApprovalEndsReport> {
    const done = await this.jobs.runWhenDue('standing', this.due(), async () => {
      const renewalsDue = await this.noteRenewals(signal);
      return { renewalsDue, ended: await this.recordAll(this.end(), signal) };
    });
    return { done: done !== null, ended: 0, renewalsDue: 0, ...done?.result };
  }

  private due(): DueCheck {
    const first = (occurrence: Occurrence): string => this.dueSql(occurrence, nowSql('$1'), 1);
    return {
      sql: anyRowSql([
        first(this.end()),
        `with asked as materialized (${this.renewalsAskedSql()})
         select from asked cross join lateral (${first(this.renewal('asked.days'))}) renewal`,
      ]),
    };
  }

  /**
   * The rows that have to be looked at, by the time at which their approvals end; each condition is searched by its own index.
   * @param atMost how many of each condition
   */
  private dueSql({ due }: Occurrence, now: string, atMost: number): string {
    const { verification } = this.database.tables;
    const inOrder = 'order by verified_until, id';
    const found = due(now).map(
      (condition) =>
        `(select v.id, v.verified_until from ${verification} v where ${condition} ${inOrder} limit ${atMost})`,
    );
    return `select id from (${found.join(' union all ')}) v ${inOrder}`;
  }

  private end(): Occurrence {
    const { verification } = this.database.tables;
    return {
      cause: 'STANDING',
      reportedStatus: 'EXPIRED',
      due: (now) => [NOT_NOTICED, NOTICED].map((condition) => `${condition} and v.verified_until <= ${now}`),
      counts: `${IS_APPROVAL} and not exists (
                 select from ${verification} later
                  where later.account = v.account and later.client_id = v.client_id and later.created_at > v.created_at
                    and (later.decision is not null or (later.final and later.status in ('APPROVED', 'DENIED'))))`,
      done: 'ended_until = v.verified_until',
    };
  }

  /** @param days a number, or SQL of one */
  private renewal(days: number | string): Occurrence {
    return {
      cause: 'RENEWAL_DUE',
      reportedStatus: String(days),
      due: (now) =>
        [NOT_NOTICED, `${NOTICED} and v.renewal_noticed_days > ${days}`].map(
          (condition) =>
            `${condition} and v.verified_until > ${now} and v.verified_until <= ${now} + ${days} * interval '1 day'`,
        ),
      counts: `c.standing = 'VERIFIED' and c.current_verification_id = v.id`,
      done: `renewal_noticed_until = v.verified_until, renewal_noticed_days = ${days}`,
    };
  }

  /** The most days first: of two that are due at once, the earlier one is noted first. */
  private async noteRenewals(signal?: AbortSignal): Promise<number> {
    const asked = await this.database.query<{ days: number }[]>(`${this.renewalsAskedSql()} order by 1 desc`);
    let total = 0;
    for (const { days } of asked) total += await this.recordAll(this.renewal(days), signal);
    return total;
  }

  private renewalsAskedSql(): string {
    return `select distinct days::int
              from ${this.database.tables.handler} h cross join unnest(h.filter) as days
             where h.kind = 'renewal' and ${isAnnouncedSql('h')}`;
  }

  private async recordAll(occurrence: Occurrence, signal?: AbortSignal): Promise<number> {
    let total = 0;
    while (!signal?.aborted) {
      const { seen, recorded } = await this.recordSome(occurrence);
      total += recorded;
      if (seen < AT_A_TIME) break;
    }
    return total;
  }

  /** Verifications are locked before people, as by every other change, and looked at again under the locks. */
  private async recordSome(occurrence: Occurrence): Promise<{ seen: number; recorded: number }> {
    const { verification } = this.database.tables;
    const { cause, reportedStatus, done } = occurrence;
    const due = occurrence
      .due('$1::timestamptz')
      .map((condition) => `(${condition})`)
      .join(' or ');
    return this.database.transaction(async (manager) => {
      const now = await currentTime(manager, this.clock.databaseTime());
      const seen = await manager.query<{ id: string }[]>(
        `${this.dueSql(occurrence, '$1::timestamptz', AT_A_TIME)} limit ${AT_A_TIME}`,
        [now],
      );
      if (seen.length === 0) return { seen: 0, recorded: 0 };
      const rows = await manager.query<Record<string, unknown>[]>(
        `select ${this.database.columns(IdenfyVerification, 'v')} from ${verification} v
          where v.id = any($2::uuid[]) and (${due}) order by v.id for no key update of v`,
        [now, seen.map(({ id }) => id)],
      );
      const locked = rows.map((row) => this.database.entity(IdenfyVerification, row));
      const counting = await this.counting(manager, occurrence, locked);
      await manager.query(`update ${verification} v set ${done} where v.id = any($1::uuid[])`, [
        locked.map(({ id }) => id),
      ]);
      const changes = locked
        .filter(({ id }) => counting.has(id))
        .map((row) =>
          new Change(row, now).record({
            cause,
            reportedStatus,
            source: 'system',
            actor: SYSTEM,
            effect: 'noted',
          }),
        );
      await this.log.write(manager, changes);
      return { seen: seen.length, recorded: changes.length };
    });
  }

  /** The verifications by which their people stand. People are locked first, in a statement of its own: see `refreshStandings()`. */
  private async counting(
    manager: EntityManager,
    { counts }: Occurrence,
    rows: readonly IdenfyVerification[],
  ): Promise<ReadonlySet<string>> {
    const { client, verification } = this.database.tables;
    const ids = rows.map(({ id }) => id);
    const ofPerson = 'c.account = v.account and c.client_id = v.client_id';
    await manager.query(
      `select from ${client} c
        where c.id in (select c.id from ${client} c join ${verification} v on ${ofPerson} where v.id = any($1::uuid[]))
        order by c.id for update`,
      [ids],
    );
    const found = await manager.query<{ id: string }[]>(
      `select v.id from ${verification} v join ${client} c on ${ofPerson} where v.id = any($1::uuid[]) and ${counts}`,
      [ids],
    );
    return new Set(found.map(({ id }) => id));
  }
}

/** Does so every minute while the application runs. */
@Injectable()
export class ApprovalEndsRounds implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ApprovalEnds.name);
  private stop: (() => Promise<void>) | null = null;

  constructor(
    private readonly ends: ApprovalEnds,
    private readonly options: ReconciliationOptions,
    private readonly background: BackgroundWork,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.options.enabled) return;
    this.stop = this.background.every(
      'standing',
      EVERY_MS,
      (signal) => this.ends.run(signal),
      (error) =>
        this.logger.warn(
          `The end of approvals could not be recorded: ${errorText(error)}. It is tried again.`,
        ),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop?.();
  }
}
