import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database, type Queryable } from '../database/database.js';
import { associatedData, FieldCipher } from './field-cipher.js';
import { HashKey } from './hash-key.js';

/** A text that is stored by its digest: rows that never change hold the digest, `idenfy_free_text` the sealed content. */
export interface SealedText {
  readonly digest: string;
  readonly content: Buffer;
}

/** Seals what staff write. */
export interface TextSealer {
  /** To be inserted by the statement that writes the row which holds the digest. */
  seal(text: string): SealedText;
}

/** Where a text was given: in a row of history or audit. */
export interface TextPlace {
  readonly digest: string | null;
  readonly verificationId: string | null;
}

/** Texts that people write, such as reasons. They may hold personal data against all advice, so an erasure removes them. */
@Injectable()
export class FreeTexts implements TextSealer {
  constructor(
    private readonly database: Database,
    private readonly cipher: FieldCipher,
    private readonly hashKey: HashKey,
  ) {}

  seal(text: string): SealedText {
    const digest = this.hashKey.hash('freeText', text);
    return { digest, content: this.cipher.seal(text, associatedData.freeText(digest)) };
  }

  /** Keeps a text about a verification, or about no single one, and returns its digest. */
  async keep(queryable: Queryable, text: string, verificationId: string | null): Promise<string> {
    const { digest, content } = this.seal(text);
    await queryable.query(
      `insert into ${this.database.tables.freeText} (digest, verification_id, content) values ($1, $2, $3)`,
      [digest, verificationId, content],
    );
    return digest;
  }

  /** The text of each place, null where there is none or it was removed. */
  async of(places: readonly TextPlace[]): Promise<(string | null)[]> {
    const digests = [...new Set(places.flatMap(({ digest }) => digest ?? []))];
    if (digests.length === 0) return places.map(() => null);
    const rows = await this.database.query<
      { digest: string; verification_id: string | null; content: Buffer }[]
    >(
      `select distinct on (digest, verification_id) digest, verification_id, content
         from ${this.database.tables.freeText} where digest = any($1::text[])
        order by digest, verification_id, id desc`,
      [digests],
    );
    const found = new Map(rows.map((row) => [keyOf(row.digest, row.verification_id), row]));
    return places.map(({ digest, verificationId }) => {
      const row = digest === null ? undefined : found.get(keyOf(digest, verificationId));
      return row ? this.cipher.open(row.content, associatedData.freeText(row.digest)).toString() : null;
    });
  }

  /** Removes the texts about a verification, and the same texts where they are about several. */
  async forget(manager: EntityManager, verificationId: string): Promise<void> {
    const { freeText } = this.database.tables;
    await manager.query(
      `with about as (select distinct digest from ${freeText} where verification_id = $1)
       delete from ${freeText} t using about
        where t.digest = about.digest and (t.verification_id = $1 or t.verification_id is null)`,
      [verificationId],
    );
  }
}

function keyOf(digest: string, verificationId: string | null): string {
  return `${digest} ${verificationId ?? ''}`;
}
