import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { Database } from './database.js';
import { nowSql } from './now-sql.js';

/** How long other processes leave a job to the one that does it, should that one vanish; extended while it goes on. */
const LEASE_MS = 10_000;
const EXTEND_EVERY_MS = 3_000;

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
    if (!(await this.claim(name, lease))) return null;
    const stopExtending = this.keepExtending(name, lease);
    let succeeded = false;
    try {
      const result = await work();
      succeeded = true;
      return { result };
    } finally {
      stopExtending();
      await this.release(name, lease, succeeded).catch(() => undefined); // its lease ends in any case
    }
  }

  private async claim(name: string, lease: string): Promise<boolean> {
    const claimed = await this.database.query(
      `insert into ${this.database.tables.job} as j (name, lease, leased_until)
       values ($1, $2, ${nowSql('$3')} + $4 * interval '1 millisecond')
           on conflict (name) do update set lease = excluded.lease, leased_until = excluded.leased_until
        where j.leased_until is null or j.leased_until <= ${nowSql('$3')}
       returning name`,
      [name, lease, this.clock.databaseTime(), LEASE_MS],
    );
    return claimed.length > 0;
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
