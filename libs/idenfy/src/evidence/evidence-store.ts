import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { PreparedStatement } from '../database/prepared-statement.js';

/** Bytes of content in one part; encryption adds less than 100. */
export const PART_BYTES = 256 * 1024;

/**
 * Bytes that PostgreSQL is asked for at once. They come as hex digits, which the driver gathers in buffers and texts several times as
 * large; these fit what is read from the connection at once.
 */
const SLICE_BYTES = 16 * 1024;

/**
 * Where the content of evidence is kept: in PostgreSQL, unless the host replaces this port (`replace: [{ provide: EvidenceStore,
 * useClass: S3EvidenceStore }]`). What it gets is encrypted with a key that stands in the database, is sealed there with the
 * host's encryption keys, and is deleted by an erasure: a store learns nothing, and what it should forget cannot be read again.
 *
 * Two processes never write the same id. An attempt that failed is followed by `delete()` and another id.
 */
export abstract class EvidenceStore {
  /**
   * Keeps the parts of one piece of evidence, in their order, and resolves when all of them are durable.
   *
   * @param id a UUID
   * @param parts of 256 kB each, the last one shorter, and less than 100 bytes more for their encryption; read one at a time, so
   * that no more of them are in memory
   */
  abstract write(id: string, parts: AsyncIterable<Buffer>): Promise<void>;

  /** The parts as they were written, in their order; read one at a time. Each may be overwritten once the next one is asked for. */
  abstract read(id: string): AsyncIterable<Buffer>;

  /** Deletes pieces of evidence, also those that were written in part or are gone. It may be called again. */
  abstract delete(ids: readonly string[]): Promise<void>;
}

/** Keeps evidence in the database, beside everything else: one backup, one place to erase. */
@Injectable()
export class PostgresEvidenceStore extends EvidenceStore {
  private readonly slices: PreparedStatement<{ length: number; content: Buffer }>;

  constructor(private readonly database: Database) {
    super();
    this.slices = database.prepare(
      ({ evidencePart }) =>
        `select octet_length(content) as length, substring(content from $3 for ${SLICE_BYTES}) as content
           from ${evidencePart} where evidence_id = $1 and position = $2`,
    );
  }

  /** A row each: no transaction is open while a file is downloaded. */
  async write(id: string, parts: AsyncIterable<Buffer>): Promise<void> {
    let position = 0;
    for await (const part of parts) {
      await this.database.query(
        `insert into ${this.database.tables.evidencePart} (evidence_id, position, content) values ($1, $2, $3)`,
        [id, position, part],
      );
      position += 1;
    }
  }

  /** Slice by slice: a pack costs no more memory than its bytes on their way. */
  async *read(id: string): AsyncIterable<Buffer> {
    let part = Buffer.alloc(0);
    for (let position = 0; ; position++) {
      let read = 0;
      for (let length = 1; read < length;) {
        const [slice] = await this.slices.run([id, position, read + 1]);
        if (!slice) return;
        length = slice.length;
        if (part.length < length) part = Buffer.allocUnsafe(length);
        read += slice.content.copy(part, read);
      }
      yield part.subarray(0, read);
    }
  }

  async delete(ids: readonly string[]): Promise<void> {
    const { evidencePart } = this.database.tables;
    await this.database.query(`delete from ${evidencePart} where evidence_id = any($1::uuid[])`, [ids]);
  }
}
