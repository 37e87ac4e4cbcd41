import { Injectable } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { Database } from '../database/database.js';
import { nowSql } from '../database/now-sql.js';
import { associatedData, FieldCipher } from '../privacy/field-cipher.js';

/**
 * How long a collection belongs to the process that claimed it; extended before each file, which takes `media.timeoutMs` at
 * most, or a report, which takes as long as a call.
 */
const LEASE_MS = 5 * 60_000;

const FIRST_DELAY_MS = 60_000;
const LONGEST_DELAY_MS = 6 * 60 * 60_000;

/** Links by the name of the image. */
export type ImageLinks = ReadonlyMap<string, string>;

/** A collection that this process has claimed. */
export interface ClaimedCollection {
  readonly id: string;
  readonly verificationId: string;
  readonly attempts: number;
  /** Whether what cannot be fetched now is given up: it was requested three days ago. */
  readonly isLastAttempt: boolean;
  /** Links that iDenfy was asked for again; null while it was not. */
  readonly renewedLinks: ImageLinks | null;
}

/** A claimed collection was erased, or taken over by another process because its lease ended. */
export class CollectionLostError extends Error {
  override readonly name = 'CollectionLostError';
}

/** The collections of evidence that are due: claim, keep, finish, try again. */
@Injectable()
export class EvidenceCollections {
  constructor(
    private readonly database: Database,
    private readonly cipher: FieldCipher,
    private readonly clock: IdenfyClock,
  ) {}

  /** Claims the collection that has been due the longest, or returns null. */
  async claim(): Promise<ClaimedCollection | null> {
    const { evidenceCollection } = this.database.tables;
    const [[row]] = await this.database.query<
      [
        {
          id: string;
          verification_id: string;
          attempts: number;
          is_last: boolean;
          was_renewed: boolean;
          links: Buffer | null;
        }[],
        number,
      ]
    >(
      `update ${evidenceCollection}
          set next_try_at = ${nowSql('$1')} + $2 * interval '1 millisecond', attempts = attempts + 1
        where id = (select id from ${evidenceCollection}
                     where finished_at is null and next_try_at <= ${nowSql('$1')}
                     order by next_try_at, id
                     limit 1
                       for update skip locked)
       returning id, verification_id, attempts, links_renewed_at is not null as was_renewed, links,
                 requested_at <= ${nowSql('$1')} - interval '3 days' as is_last`,
      [this.clock.databaseTime(), LEASE_MS],
    );
    if (!row) return null;
    return {
      id: row.id,
      verificationId: row.verification_id,
      attempts: row.attempts,
      isLastAttempt: row.is_last,
      renewedLinks: row.was_renewed ? this.openLinks(row.id, row.links) : null,
    };
  }

  /** Extends the lease. @throws CollectionLostError */
  async keep(claimed: ClaimedCollection): Promise<void> {
    await this.set(claimed, `next_try_at = ${nowSql('$3')} + $4 * interval '1 millisecond'`, [LEASE_MS]);
  }

  /** Stores links that iDenfy was asked for again, for later attempts. @throws CollectionLostError */
  async renewed(claimed: ClaimedCollection, links: ImageLinks): Promise<void> {
    const sealed = this.cipher.seal(JSON.stringify([...links]), associatedData.evidenceLinks(claimed.id));
    await this.set(claimed, `links_renewed_at = ${nowSql('$3')}, links = $4`, [sealed]);
  }

  /** Everything is kept, or known to be missing. @throws CollectionLostError */
  async finish(claimed: ClaimedCollection): Promise<void> {
    await this.set(claimed, `finished_at = ${nowSql('$3')}, links = null`, []);
  }

  /** Leaves the rest to another attempt. @param afterMs when; by default after a delay that grows. @throws CollectionLostError */
  async retryLater(claimed: ClaimedCollection, afterMs?: number): Promise<void> {
    const delayMs =
      afterMs ?? Math.min(FIRST_DELAY_MS * 2 ** Math.min(claimed.attempts - 1, 20), LONGEST_DELAY_MS);
    await this.set(claimed, `next_try_at = ${nowSql('$3')} + $4 * interval '1 millisecond'`, [delayMs]);
  }

  /** The number of attempts tells whose the lease is. */
  private async set(
    { id, attempts }: ClaimedCollection,
    assignments: string,
    values: readonly unknown[],
  ): Promise<void> {
    const [, changed] = await this.database.query<[unknown, number]>(
      `update ${this.database.tables.evidenceCollection} set ${assignments}
        where id = $1 and attempts = $2 and finished_at is null`,
      [id, attempts, this.clock.databaseTime(), ...values],
    );
    if (changed === 0)
      throw new CollectionLostError('The collection of evidence belongs to another process.');
  }

  private openLinks(id: string, links: Buffer | null): ImageLinks {
    if (links === null) return new Map();
    const opened = this.cipher.open(links, associatedData.evidenceLinks(id)).toString();
    return new Map(JSON.parse(opened) as [string, string][]);
  }
}
