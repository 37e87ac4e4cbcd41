import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { Database } from './database.js';
import { nowSql } from './now-sql.js';

/** How long other processes leave a job to the one that does it, should that one vanish; extended while it goes on. */
const LEASE_MS = 10_000;
const EXTEND_EVERY_MS = 3_000;

/** SQL of whether a job has anything to do; what it costs is all that a round costs where nothing is due. */
export interface DueCheck {
  /** `$1` is the time, for `nowSql('$1')`. */
  readonly sql: string;
  /** From `$2` on. */
  readonly values?: readonly unknown[];
}

/**
 * SQL of whether any of these selects has a row; each looks for its first one in its own order. Right within EXISTS the planner
 * would drop that order, and read the table from its beginning until a row is due.
 */
export function anyRowSql(selects: readonly string[]): string {
  return selects.map((select) => `exists (select from (${select} limit 1) due)`).join(' or ') || 'false';
}

const ALWAYS: DueCheck = { sql: 'true' };

/**
 * Periodic jobs that one process at a time does. The claim is a row with a lease: a session lock would be left behind on
 * another connection by a pooler in transaction mode, and its number would be one for all schemas of a database.
 */
@Injectable()
export class Jobs {
  constructor(
    private readonly database: Database,
    private readonly clock: IdenfyClock,
  ) {}

  /** Does the job and returns its result, or null where another process is doing it. */
  async run<Result>(name: string, work: () => Promise<Result>): Promise<{ result: Result } | null> {
    const lease = randomUUID();
    const claimed = await this.claim(name, lease, ALWAYS);
    return claimed === null ? null : { result: await this.doLeased(name, lease, work) };
  }

  /** The same, in one statement where nothing is due: that is a success as well, with null as its result. */
  async runWhenDue<Result>(
    name: string,
    due: DueCheck,
    work: () => Promise<Result>,
  ): Promise<{ result: Result | null } | null> {
    const lease = randomUUID();
    const claimed = await this.claim(name, lease, due);
    if (claimed === null) return null;
    return { result: claimed.isDue ? await this.doLeased(name, lease, work) : null };
  }

  private async doLeased<Result>(name: string, lease: string, work: () => Promise<Result>): Promise<Result> {
    const stopExtending = this.keepExtending(name, lease);
    let succeeded = false;
    try {
      const result = await work();
      succeeded = true;
      return result;
    } finally {
      stopExtending();
      await this.release(name, lease, succeeded).catch(() => undefined); // its lease ends in any case
    }
  }

  /** Takes the lease where something is due, and notes the success where nothing is; null where another process has the lease. */
  private async claim(
    name: string,
    lease: string,
    { sql, values = [] }: DueCheck,
  ): Promise<{ isDue: boolean } | null> {
    const after = values.length + 1;
    const [nameAt, leaseAt, leaseMsAt] = [`$${after + 1}`, `$${after + 2}`, `$${after + 3}`];
    const now = nowSql('$1');
    const [claimed] = await this.database.query<{ isDue: boolean }[]>(
      `with due as materialized (
         select ${sql} as is_due
       )
       insert into ${this.database.tables.job} as j (name, lease, leased_until, succeeded_at)
       select ${nameAt}::text, case when is_due then ${leaseAt}::uuid end,
              case when is_due then ${now} + ${leaseMsAt} * interval '1 millisecond' end, case when not is_due then ${now} end
         from due
           on conflict (name) do update
              set lease = excluded.lease, leased_until = excluded.leased_until,
                  succeeded_at = coalesce(excluded.succeeded_at, j.succeeded_at)
        where j.leased_until is null or j.leased_until <= ${now}
       returning lease is not null as "isDue"`,
      [this.clock.databaseTime(), ...values, name, lease, LEASE_MS],
    );
    return claimed ?? null;
  }

  /** A lease that could not be extended may be taken over, so what a job does must bear a second process. */
  private keepExtending(name: string, lease: string): () => void {
    let stop = this.clock.after(EXTEND_EVERY_MS, () => {
      stop = this.keepExtending(name, lease);
      void this.extend(name, lease).catch(() => undefined);
    });
    return () => stop();
  }

  private async extend(name: string, lease: string): Promise<void> {
    await this.database.query(
      `update ${this.database.tables.job} set leased_until = ${nowSql('$3')} + $4 * interval '1 millisecond'
        where name = $1 and lease = $2`,
      [name, lease, this.clock.databaseTime(), LEASE_MS],
    );
  }

  private async release(name: string, lease: string, succeeded: boolean): Promise<void> {
    await this.database.query(
      `update ${this.database.tables.job}
          set leased_until = null, lease = null,
              succeeded_at = case when $3 then ${nowSql('$4')} else succeeded_at end
        where name = $1 and lease = $2`,
      [name, lease, succeeded, this.clock.databaseTime()],
    );
  }
}
