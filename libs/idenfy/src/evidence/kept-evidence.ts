import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { IdenfyClock } from '../client/clock.js';
import { Database } from '../database/database.js';
import type { EvidenceKind, MissingReason } from '../database/entities/evidence.entity.js';
import { nowSql } from '../database/now-sql.js';
import { FieldCipher } from '../privacy/field-cipher.js';
import { CollectionLostError, type ClaimedCollection } from './evidence-collections.js';
import { EvidenceStore } from './evidence-store.js';
import { type ContentFacts, SealedContent } from './sealed-content.js';

/** What a piece of evidence is. */
export interface EvidenceName {
  readonly kind: EvidenceKind;
  /** Of an image its step, of a webhook its row id; `*` for all that could not be listed. */
  readonly name: string;
}

/** A piece of evidence that is to be kept. */
export interface NewEvidence extends EvidenceName {
  readonly contentType: string;
  readonly content: AsyncIterable<Buffer>;
  /** Of a webhook: fingerprint of the key that verified it. */
  readonly signingKey?: string | null;
  /** Of a webhook: when it arrived. */
  readonly receivedAt?: Date | null;
}

/** A piece of evidence that is kept. */
export interface KeptEvidence extends EvidenceName, ContentFacts {
  readonly id: string;
  readonly contentType: string;
  readonly signingKey: string | null;
  readonly receivedAt: Date | null;
  readonly at: Date;
}

/** Evidence that is missing, and why. `PENDING`: it is still being collected. */
export interface MissingEvidence extends EvidenceName {
  readonly reason: MissingReason | 'PENDING';
  readonly at: Date;
}

/** The rows of evidence, with their content in the store. */
@Injectable()
export class EvidenceRecords {
  constructor(
    private readonly database: Database,
    private readonly store: EvidenceStore,
    private readonly cipher: FieldCipher,
    private readonly clock: IdenfyClock,
  ) {}

  /** Names of what this collection has kept or knows to be missing. What an attempt left unfinished is removed. */
  async settledIn({ id }: ClaimedCollection): Promise<readonly EvidenceName[]> {
    const rows = await this.database.query<(EvidenceName & { id: string; state: string })[]>(
      `select id, kind, name, state from ${this.database.tables.evidence} where collection_id = $1`,
      [id],
    );
    await this.remove(rows.filter(({ state }) => state === 'storing').map((row) => row.id));
    return rows.filter(({ state }) => state !== 'storing');
  }

  /** Row ids of the webhooks whose bytes an earlier collection of the verification kept. */
  async keptWebhooks(verificationId: string): Promise<readonly string[]> {
    const rows = await this.database.query<{ name: string }[]>(
      `select name from ${this.database.tables.evidence}
        where verification_id = $1 and kind = 'WEBHOOK' and state = 'kept'`,
      [verificationId],
    );
    return rows.map(({ name }) => name);
  }

  /**
   * Keeps a piece of evidence. Where an earlier collection kept the same bytes under the same name, that one is what this
   * collection found.
   *
   * @throws what `content` throws; nothing of the piece is left then
   * @throws CollectionLostError when the verification was erased meanwhile
   */
  async keep(collection: ClaimedCollection, piece: NewEvidence): Promise<void> {
    const { evidence } = this.database.tables;
    const id = randomUUID();
    const sealed = SealedContent.withNewKey(id);
    await this.insert(collection, piece, id, sealed.dataKey(this.cipher));
    try {
      let facts: ContentFacts | undefined;
      await this.store.write(
        id,
        sealed.seal(piece.content, (all) => (facts = all)),
      );
      if (facts === undefined) throw new Error('The evidence store did not read everything.');
      const earlier = await this.earlier(collection, piece, facts.sha256);
      if (earlier !== null) {
        await this.remove([id]);
        await this.foundAgain(collection, earlier);
        return;
      }
      const [, completed] = await this.database.query<[unknown, number]>(
        `update ${evidence} set state = 'kept', bytes = $2, sha256 = $3, at = ${nowSql('$4')}
          where id = $1 and state = 'storing'`,
        [id, facts.bytes, facts.sha256, this.clock.databaseTime()],
      );
      if (completed === 0) throw erased();
    } catch (error) {
      await this.remove([id]).catch(() => undefined); // the next attempt does
      throw error;
    }
  }

  /** Records why something is missing. */
  async miss(
    collection: ClaimedCollection,
    { kind, name }: EvidenceName,
    reason: MissingReason,
  ): Promise<void> {
    const { evidence, verification } = this.database.tables;
    await this.database.query(
      `insert into ${evidence} (id, verification_id, collection_id, kind, name, state, reason, at)
       select $1, v.id, $3, $4, $5, 'missing', $6, ${nowSql('$7')}
         from ${verification} v where v.id = $2 and v.erased_at is null for share
           on conflict (collection_id, kind, name) do nothing`,
      [randomUUID(), collection.verificationId, collection.id, kind, name, reason, this.clock.databaseTime()],
    );
  }

  /** What is kept of a verification, oldest first. */
  async keptOf(verificationId: string): Promise<readonly KeptEvidence[]> {
    return this.database.query(
      `select id, kind, name, content_type as "contentType", bytes::float8 as bytes, sha256, signing_key as "signingKey",
              received_at as "receivedAt", at
         from ${this.database.tables.evidence}
        where verification_id = $1 and state = 'kept'
        order by collection_id, kind, case when kind = 'WEBHOOK' then lpad(name, 20, '0') else name end`,
      [verificationId],
    );
  }

  /** What is missing of a verification, and was not kept for another verdict either. */
  async missingOf(verificationId: string): Promise<readonly MissingEvidence[]> {
    const { evidence, evidenceCollection } = this.database.tables;
    return this.database.query(
      `select kind, name, reason, at
         from ${evidence} e
        where verification_id = $1 and state = 'missing'
          and not exists (select from ${evidence} k
                           where k.verification_id = $1 and k.kind = e.kind and k.name = e.name and k.state = 'kept')
        union all
       select kind, '*', 'PENDING', requested_at
         from ${evidenceCollection} cross join unnest(array['IMAGE', 'REPORT', 'WEBHOOK']) as kind
        where verification_id = $1 and finished_at is null
        order by kind, name, at`,
      [verificationId],
    );
  }

  /** The content of a kept piece, one part at a time. It throws where that is no longer what was kept. */
  async *contentOf({ id, bytes, sha256 }: KeptEvidence): AsyncIterable<Buffer> {
    const [row] = await this.database.query<{ data_key: Buffer | null }[]>(
      `select data_key from ${this.database.tables.evidence} where id = $1 and state = 'kept'`,
      [id],
    );
    if (!row?.data_key) throw new Error('A piece of evidence was erased.');
    yield* SealedContent.withKey(id, row.data_key, this.cipher).open(this.store.read(id), { bytes, sha256 });
  }

  /** In the transaction of an erasure: forgets the keys and everything that describes the evidence. */
  async forget(manager: EntityManager, verificationId: string): Promise<void> {
    const { evidence, evidenceCollection } = this.database.tables;
    await manager.query(`delete from ${evidenceCollection} where verification_id = $1`, [verificationId]);
    await manager.query(
      `update ${evidence}
          set state = 'erasing', name = id::text, data_key = null, sha256 = null, bytes = null, content_type = null,
              reason = null, signing_key = null, received_at = null
        where verification_id = $1`,
      [verificationId],
    );
  }

  /** After that transaction: deletes what is in the store, and then the rows that remember it. */
  async removeForgotten(verificationId: string): Promise<void> {
    const rows = await this.database.query<{ id: string }[]>(
      `select id from ${this.database.tables.evidence} where verification_id = $1 and state = 'erasing'`,
      [verificationId],
    );
    await this.remove(rows.map(({ id }) => id));
  }

  /** The row of the verification is locked, so that an erasure sees the piece, or the piece the erasure. */
  private async insert(
    collection: ClaimedCollection,
    { kind, name, contentType, signingKey = null, receivedAt = null }: Omit<NewEvidence, 'content'>,
    id: string,
    dataKey: Buffer,
  ): Promise<void> {
    const { evidence, verification } = this.database.tables;
    const inserted = await this.database.query(
      `insert into ${evidence} (id, verification_id, collection_id, kind, name, state, content_type, data_key, signing_key, received_at)
       select $1, v.id, $3, $4, $5, 'storing', $6, $7, $8, $9
         from ${verification} v where v.id = $2 and v.erased_at is null for share
       returning id`,
      [
        id,
        collection.verificationId,
        collection.id,
        kind,
        name,
        contentType,
        dataKey,
        signingKey,
        receivedAt,
      ],
    );
    if (inserted.length === 0) throw erased();
  }

  /** The id of the same bytes that an earlier collection kept. */
  private async earlier(
    { id, verificationId }: ClaimedCollection,
    { kind, name }: EvidenceName,
    sha256: Buffer,
  ): Promise<string | null> {
    const [row] = await this.database.query<{ id: string }[]>(
      `select id from ${this.database.tables.evidence}
        where verification_id = $1 and kind = $2 and name = $3 and state = 'kept' and sha256 = $4 and collection_id <> $5
        limit 1`,
      [verificationId, kind, name, sha256, id],
    );
    return row?.id ?? null;
  }

  private async foundAgain(collection: ClaimedCollection, id: string): Promise<void> {
    await this.database.query(
      `update ${this.database.tables.evidence} set collection_id = $2 where id = $1 and state = 'kept'`,
      [id, collection.id],
    );
  }

  /** The store first: the row is what remembers that there is something to delete. */
  private async remove(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const { evidence } = this.database.tables;
    await this.store.delete(ids);
    await this.database.query(`delete from ${evidence} where id = any($1::uuid[])`, [ids]);
  }
}

function erased(): CollectionLostError {
  return new CollectionLostError('The verification was erased while its evidence was collected.');
}
