import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { tablesOf } from '../verification/table-names.js';

/** How the work on callbacks stands. */
export interface InboxReading {
  /** Callbacks that could be applied now. */
  readonly unapplied: number;
  /** For how many seconds the oldest of them could have been applied; 0 when there is none. */
  readonly oldestSeconds: number;
  /** Callbacks that wait for the row of their session. */
  readonly waiting: number;
  /** Callbacks nobody was found for, or that could not be read. */
  readonly orphans: number;
  /** Handler runs that are still to be made. */
  readonly pendingRuns: number;
  /** Handler runs that were given up: dead letters. */
  readonly deadRuns: number;
}

/** Live attempts of one account in one state. */
export interface SessionReading {
  readonly account: string;
  readonly status: string;
  readonly count: number;
  /** Seconds since the oldest of them was started. */
  readonly oldestSeconds: number;
}

/** One signing key that has verified callbacks. */
export interface SigningKeyReading {
  readonly account: string;
  readonly fingerprint: string;
  readonly lastVerifiedAt: Date;
}

/**
 * Since when a callback could be applied: it arrived, it arrived again long after it was done with, or the session it
 * waited for became known. Only a try that failed moves the next one away from that.
 */
const DUE_SINCE = `case when attempts = 0 then next_try_at when late_repeat then last_received_at else received_at end`;

/** Among how many of the latest callbacks a signing key is looked for. */
const LATEST_CALLBACKS = 10_000;

/** What health and metrics read from the tables. Counts and ages only: nothing in it is about one person. */
@Injectable()
export class IdenfyReadings {
  constructor(private readonly dataSource: DataSource) {}

  /** One query; every part of it stands on a partial index, so it costs what is open, not what was ever stored. */
  async inbox(): Promise<InboxReading> {
    const { webhook, handlerRun } = tablesOf(this.dataSource);
    const [reading]: InboxReading[] = await this.dataSource.query(`
      select count(*) filter (where state = 'received')::int as "unapplied",
             coalesce(extract(epoch from now() - min(${DUE_SINCE}) filter (where state = 'received')), 0)::float8
               as "oldestSeconds",
             count(*) filter (where state = 'waiting')::int as "waiting",
             (select count(*) from ${webhook} where state in ('orphan', 'unreadable'))::int as "orphans",
             (select count(*) from ${handlerRun} where state = 'pending')::int as "pendingRuns",
             (select count(*) from ${handlerRun} where state = 'dead')::int as "deadRuns"
        from ${webhook}
       where state in ('received', 'waiting')`);
    return reading ?? EMPTY_INBOX;
  }

  /** When each signing key last verified one of the latest callbacks: a bounded look along the primary key. */
  async signingKeys(): Promise<SigningKeyReading[]> {
    const { webhook } = tablesOf(this.dataSource);
    return this.dataSource.query(`
      select account, key_id as "fingerprint", max(last_received_at) as "lastVerifiedAt"
        from (select account, key_id, last_received_at from ${webhook} order by id desc limit ${LATEST_CALLBACKS}) latest
       where key_id is not null
       group by account, key_id`);
  }

  async liveSessions(): Promise<SessionReading[]> {
    const { verification } = tablesOf(this.dataSource);
    return this.dataSource.query(`
      select account, status, count(*)::int as "count",
             extract(epoch from now() - min(created_at))::float8 as "oldestSeconds"
        from ${verification}
       where closed_at is null
       group by account, status`);
  }
}

const EMPTY_INBOX: InboxReading = {
  unapplied: 0,
  oldestSeconds: 0,
  waiting: 0,
  orphans: 0,
  pendingRuns: 0,
  deadRuns: 0,
};
