import { Database } from '../database/database.js';
import { Injectable } from '@nestjs/common';
import type { DriftKind } from '../database/entities/contract-drift.entity.js';
import { PostgresNotifications } from '../database/notifications.js';
import { BackgroundWork, type PartReading } from '../outbox/background-work.js';
import { isInUseSql } from '../outbox/outbox-writes.js';
import { VerificationFeed } from '../verifications/verification-feed.js';

/** How much webhook and handler work waits. */
export interface InboxReading {
  /** Webhooks that could be applied now. */
  readonly unapplied: number;
  /** For how many seconds the oldest of them could have been applied; 0 when there is none. */
  readonly oldestSeconds: number;
  /** Webhooks that wait for the row of their session. */
  readonly waiting: number;
  /** Webhooks without a verification, or that could not be read. */
  readonly orphans: number;
  /** Handler runs that still have to be called. */
  readonly pendingRuns: number;
  /** For how many seconds the oldest of them has been due; 0 when none is due. */
  readonly oldestRunSeconds: number;
  /** Handler runs that were given up: dead letters. */
  readonly deadRuns: number;
  /** Webhooks that were given up: dead letters. */
  readonly deadWebhooks: number;
}

/** Runs that wait although no process announced their handler for two hours. */
export interface RunsWithoutHandlerReading {
  readonly handler: string;
  readonly count: number;
}

/** A periodic job that one process at a time does, such as `sweep`. */
export interface JobReading {
  readonly job: string;
  /** Seconds since it last succeeded, in whichever process. */
  readonly succeededSecondsAgo: number;
}

/** How this process is doing. */
export interface ProcessReading {
  /** The parts of its background work; none where the worker is off and no other part runs. */
  readonly parts: readonly PartReading[];
  /** Whether notifications arrive; null until that is known, or where this process does not listen. */
  readonly notificationsHeard: boolean | null;
  /** Event streams that are open. */
  readonly streams: number;
}

/** Verifications of one account that are not over, in one status. */
export interface SessionReading {
  readonly account: string;
  readonly status: string;
  readonly count: number;
  /** Seconds since the oldest of them was started. */
  readonly oldestSeconds: number;
}

/** Where history or the access records end. */
export interface NewestAuditRowReading {
  readonly table: 'history' | 'access';
  readonly id: number;
}

/** Differences between what iDenfy sends to one account and what this version knows. */
export interface ContractDriftReading {
  readonly account: string;
  readonly kind: DriftKind;
  readonly count: number;
}

/** How quickly webhooks were applied, of the latest ones that were. */
export interface ApplyingReading {
  /** Milliseconds from the arrival of a webhook to its commit; null where none was applied. */
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
}

/** One signing key that has verified webhooks. */
export interface SigningKeyReading {
  readonly account: string;
  readonly fingerprint: string;
  readonly lastVerifiedAt: Date;
}

/**
 * Since when a webhook could be applied: it was received, it was received again long after it was applied, or the session it
 * waited for became known. Only a failed attempt moves `next_try_at` away from that.
 */
const DUE_SINCE = `case when attempts = 0 and last_error is null then next_try_at when late_duplicate then last_received_at else received_at end`;

/** How many of the latest webhooks tell how quickly they are applied. */
const LATEST_APPLIED = 1_000;

/** How many of the latest webhooks are searched for signing keys. */
const LATEST_WEBHOOKS = 10_000;

/** How much evidence waits to be kept, and how much is missing for good. */
export interface EvidenceReading {
  /** Verdicts whose evidence is not complete yet. */
  readonly waiting: number;
  /** For how many seconds the oldest of them has been waiting; 0 where there is none. */
  readonly oldestSeconds: number;
  /** Pieces of evidence by the reason why they are missing. */
  readonly missing: readonly { readonly reason: string; readonly count: number }[];
}

/** What health and metrics read from the tables. Counts and ages only: nothing in it is about one person. */
@Injectable()
export class IdenfyReadings {
  constructor(
    private readonly database: Database,
    private readonly background: BackgroundWork,
    private readonly notifications: PostgresNotifications,
    private readonly feed: VerificationFeed,
  ) {}

  /** Reads no table. */
  process(): ProcessReading {
    return {
      parts: this.background.readings(),
      notificationsHeard: this.notifications.heard,
      streams: this.feed.streams,
    };
  }

  async jobs(): Promise<JobReading[]> {
    return this.database.query(`
      select name as "job", extract(epoch from clock_timestamp() - succeeded_at)::float8 as "succeededSecondsAgo"
        from ${this.database.tables.job}
       where succeeded_at is not null`);
  }

  /** One query; every part of it uses a partial index, so it costs what is open, not what was ever stored. */
  async inbox(): Promise<InboxReading> {
    const { webhook, handlerRun } = this.database.tables;
    const [reading]: InboxReading[] = await this.database.query(`
      select count(*) filter (where state = 'received')::int as "unapplied",
             coalesce(extract(epoch from now() - min(${DUE_SINCE}) filter (where state = 'received')), 0)::float8
               as "oldestSeconds",
             count(*) filter (where state = 'waiting')::int as "waiting",
             (select count(*) from ${webhook} where state in ('orphan', 'unreadable'))::int as "orphans",
             (select count(*) from ${handlerRun} where state = 'pending')::int as "pendingRuns",
             (select coalesce(extract(epoch from now() - min(next_try_at)), 0)
                from ${handlerRun} where state = 'pending' and next_try_at <= now())::float8 as "oldestRunSeconds",
             (select count(*) from ${handlerRun} where state = 'dead')::int as "deadRuns",
             (select count(*) from ${webhook} where state = 'dead')::int as "deadWebhooks"
        from ${webhook}
       where state in ('received', 'waiting')`);
    return reading ?? EMPTY_INBOX;
  }

  /** Those that were delivered once and did not fail before. A bounded scan of the primary key. */
  async applying(): Promise<ApplyingReading> {
    const { webhook } = this.database.tables;
    const [reading] = await this.database.query<ApplyingReading[]>(`
      select percentile_disc(0.5) within group (order by ms) as "p50Ms", percentile_disc(0.99) within group (order by ms) as "p99Ms"
        from (select extract(epoch from applied_at - received_at)::float8 * 1000 as ms
                from (select * from ${webhook} order by id desc limit ${LATEST_APPLIED}) latest
               where state = 'applied' and deliveries = 1 and attempts <= 1 and applied_at >= received_at) applied`);
    return reading ?? { p50Ms: null, p99Ms: null };
  }

  /** By handler. It costs what is pending. */
  async runsWithoutHandler(): Promise<RunsWithoutHandlerReading[]> {
    const { handler, handlerRun } = this.database.tables;
    return this.database.query(
      `select r.handler, count(*)::int as count
         from ${handlerRun} r
        where r.state = 'pending'
          and r.handler not in (select h.name from ${handler} h where ${isInUseSql('h', '$1')})
        group by r.handler`,
      [null],
    );
  }

  /** By partial indexes: it costs what is waiting or missing, not what is kept. */
  async evidence(): Promise<EvidenceReading> {
    const { evidence, evidenceCollection } = this.database.tables;
    const missing = await this.database.query<{ reason: string; count: number }[]>(
      `select reason, count(*)::int as count from ${evidence} where state = 'missing' group by reason`,
    );
    const [waiting] = await this.database.query<{ count: number; seconds: number }[]>(
      `select count(*)::int as count, coalesce(extract(epoch from now() - min(requested_at)), 0)::float8 as seconds
         from ${evidenceCollection} where finished_at is null`,
    );
    return { waiting: waiting?.count ?? 0, oldestSeconds: waiting?.seconds ?? 0, missing };
  }

  /** By the primary keys. A table without rows is left out. */
  async newestAuditRows(): Promise<NewestAuditRowReading[]> {
    const { event, access } = this.database.tables;
    return this.database.query(
      `select "table", id::float8 as id
         from (select 'history' as "table", max(id) as id from ${event}
               union all select 'access', max(id) from ${access}) newest
        where id is not null`,
    );
  }

  /** At most 1,000 rows of each account. */
  async contractDrift(): Promise<ContractDriftReading[]> {
    return this.database.query(
      `select account, kind, count(*)::int as count from ${this.database.tables.drift} group by account, kind`,
    );
  }

  /** When each signing key last verified one of the latest webhooks: a bounded scan of the primary key. */
  async signingKeys(): Promise<SigningKeyReading[]> {
    const { webhook } = this.database.tables;
    return this.database.query(`
      select account, key_id as "fingerprint", max(last_received_at) as "lastVerifiedAt"
        from (select account, key_id, last_received_at from ${webhook} order by id desc limit ${LATEST_WEBHOOKS}) latest
       where key_id is not null
       group by account, key_id`);
  }

  async liveSessions(): Promise<SessionReading[]> {
    const { verification } = this.database.tables;
    return this.database.query(`
      select account, status, count(*)::int as "count",
             extract(epoch from now() - min(created_at))::float8 as "oldestSeconds"
        from (select account, status, created_at from ${verification} where closed_at is null and reopened_at is null
              union all
              select account, status, created_at from ${verification} where closed_at is null and reopened_at is not null
             ) as open
       group by account, status`);
  }
}

const EMPTY_INBOX: InboxReading = {
  unapplied: 0,
  oldestSeconds: 0,
  waiting: 0,
  orphans: 0,
  pendingRuns: 0,
  oldestRunSeconds: 0,
  deadRuns: 0,
  deadWebhooks: 0,
};
