import { Database } from '../database/database.js';
import { Injectable } from '@nestjs/common';
import type { TableNames } from '../database/table-names.js';
import {
  associatedData,
  FieldCipher,
  SealedValueError,
  UnsealedValueError,
} from '../privacy/field-cipher.js';

/** How a rotation runs. */
export interface KeyRotationOptions {
  /** Values read at a time. @default 200 */
  batchSize?: number;
  /** Called after each batch. */
  onProgress?: (progress: KeyRotationReport) => void;
  /** Ends it after the current value; the next run continues there. */
  signal?: AbortSignal;
}

/** What a rotation did. */
export interface KeyRotationReport {
  /** Values that were sealed again, with the first key. */
  resealed: number;
  /** Values that the service changed or removed meanwhile. */
  overtaken: number;
  /** Values that no key of the ring opens, or that were copied from another row or column; they are left as they are. */
  unreadable: number;
  /** Values that are sealed with another key than the first one, counted at the end. */
  left: number;
}

/** Stored values that do not open. */
export interface UnreadableValues {
  /** Ids of keys whose values do not open: missing ones, and those whose bytes are others. */
  readonly keys: readonly string[];
  /** Columns that hold bytes which were never sealed, such as `idenfy_webhook.body`. */
  readonly columns: readonly string[];
}

/**
 * Seals all values again with the first key of the ring, while the service runs. Each value is replaced on its own, and
 * only if it is unchanged, so a rotation may be stopped at any time, run again, or run twice at once.
 */
@Injectable()
export class KeyRotation {
  constructor(
    private readonly database: Database,
    private readonly cipher: FieldCipher,
  ) {}

  /** Rotates all values. The other keys may be removed once `left` is 0 and every replica writes with the first key. */
  async rotate({
    batchSize = 200,
    onProgress = () => undefined,
    signal,
  }: KeyRotationOptions = {}): Promise<KeyRotationReport> {
    const report: KeyRotationReport = { resealed: 0, overtaken: 0, unreadable: 0, left: 0 };
    for (const column of SEALED_COLUMNS) {
      for await (const batch of this.batches(column, batchSize)) {
        for (const value of batch) {
          if (signal?.aborted) break;
          report[await this.reseal(column, value)] += 1;
        }
        onProgress({ ...report });
        if (signal?.aborted) break;
      }
    }
    report.left = await this.left();
    return report;
  }

  /** How many values are sealed with another key than the first one. */
  async left(): Promise<number> {
    const { writingHeader } = this.cipher;
    const counts = await Promise.all(
      SEALED_COLUMNS.map((column) =>
        new SealedValues(this.database, column).countNotSealedWith(writingHeader),
      ),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** Opens one stored value of each key and column, among the newest webhooks and a sample of verifications. */
  async unreadable(): Promise<UnreadableValues> {
    const keys = new Set<string>();
    const columns = new Set<string>();
    for (const column of SEALED_COLUMNS) {
      for (const value of await new SealedValues(this.database, column).oneOfEachKey()) {
        try {
          this.cipher.open(value.value, column.associatedDataOf(value));
        } catch (error) {
          if (error instanceof UnsealedValueError)
            columns.add(`${this.database.tableName(column.table).name}.${column.column}`);
          else if (error instanceof SealedValueError) keys.add(this.cipher.keyIdOf(value.value));
          else throw error;
        }
      }
    }
    return { keys: [...keys].toSorted(), columns: [...columns].toSorted() };
  }

  private async *batches(column: SealedColumn, size: number): AsyncGenerator<readonly SealedValue[]> {
    const values = new SealedValues(this.database, column);
    let after: string | null = null;
    for (;;) {
      const batch: SealedValue[] = await values.notSealedWith(this.cipher.writingHeader, after, size);
      const last = batch.at(-1);
      if (!last) return;
      yield batch;
      after = last.id;
    }
  }

  private async reseal(
    column: SealedColumn,
    value: SealedValue,
  ): Promise<'resealed' | 'overtaken' | 'unreadable'> {
    const associated = column.associatedDataOf(value);
    try {
      const resealed = this.cipher.seal(this.cipher.open(value.value, associated), associated);
      const exchanged = await new SealedValues(this.database, column).exchange(value, resealed);
      return exchanged ? 'resealed' : 'overtaken';
    } catch (error) {
      if (error instanceof SealedValueError) return 'unreadable';
      throw error;
    }
  }
}

/** A row with a sealed value: what its associated data is made from. */
interface SealedRow {
  readonly id: string;
  readonly account: string;
  /** Of webhooks in hex, and of free texts. */
  readonly digest: string | null;
}

/** A column whose values are sealed. */
interface SealedColumn {
  readonly table: keyof TableNames;
  readonly column: string;
  readonly idType: 'uuid' | 'bigint';
  /** SQL of `SealedRow.account`, where the table has no such column. */
  readonly account?: string;
  /** SQL of `SealedRow.digest`. */
  readonly digest: string;
  /** Orders in which rows are searched for keys; each has an index. @default the newest ids */
  readonly sampled?: readonly string[];
  readonly associatedDataOf: (row: SealedRow) => string;
}

const NEWEST_IDS = 'id desc';

const ofVerification = (column: string, associatedDataOf: (id: string) => string): SealedColumn => ({
  table: 'verification',
  column,
  idType: 'uuid',
  digest: 'null::text',
  // ids of verifications are random, so they sample rows of any age; only the newest ones have a token
  sampled: [NEWEST_IDS, 'created_at desc, id desc'],
  associatedDataOf: ({ id }) => associatedDataOf(id),
});

/** All columns whose values are sealed. */
const SEALED_COLUMNS: readonly SealedColumn[] = [
  ofVerification('auth_token', associatedData.authToken),
  ofVerification('redirect_url', associatedData.redirectUrl),
  ofVerification('digit_string', associatedData.digitString),
  ofVerification('personal_data', associatedData.personalData),
  ofVerification('claims', associatedData.claims),
  ofVerification('aml_hits', associatedData.amlHits),
  ofVerification('information_url', associatedData.informationUrl),
  {
    table: 'webhook',
    column: 'body',
    idType: 'bigint',
    digest: `encode(digest, 'hex')`,
    associatedDataOf: ({ account, digest }) => associatedData.webhookBody(account, digest ?? ''),
  },
  {
    table: 'handlerRun',
    column: 'erased_ids',
    idType: 'bigint',
    account: `'default'`,
    digest: 'verification_id::text',
    associatedDataOf: ({ digest }) => associatedData.erasedIds(digest ?? ''),
  },
  {
    table: 'evidence',
    column: 'data_key',
    idType: 'uuid',
    account: `'default'`,
    digest: 'null::text',
    associatedDataOf: ({ id }) => associatedData.evidenceKey(id),
  },
  {
    table: 'evidenceCollection',
    column: 'links',
    idType: 'bigint',
    account: `'default'`,
    digest: 'null::text',
    associatedDataOf: ({ id }) => associatedData.evidenceLinks(id),
  },
  {
    table: 'freeText',
    column: 'content',
    idType: 'bigint',
    account: `'default'`,
    digest: 'digest',
    associatedDataOf: ({ digest }) => associatedData.freeText(digest ?? ''),
  },
];

/** Bytes that are read at a time at most, whatever the number of rows: one webhook may have 10 MB. */
const BATCH_BYTES = 16 * 1024 * 1024;

/** How many rows are searched for keys, in each order. */
const SAMPLED_ROWS = 1_000;

/** A value that was not sealed with the first key. */
interface SealedValue extends SealedRow {
  readonly value: Buffer;
}

/** Reads and replaces the values of one sealed column. */
class SealedValues {
  readonly #table: string;
  readonly #account: string;

  constructor(
    private readonly database: Database,
    private readonly sealed: SealedColumn,
  ) {
    this.#table = database.tables[sealed.table];
    this.#account = sealed.account ?? 'account';
  }

  /** The next values after the id `after` that do not begin with `header`, by ascending id; at least one if there is any. */
  async notSealedWith(header: Buffer, after: string | null, limit: number): Promise<SealedValue[]> {
    const { column, idType, digest } = this.sealed;
    return this.database.query<SealedValue[]>(
      `with next as (
         select id, ${this.#account} as account, ${digest} as digest, ${column} as value
           from ${this.#table}
          where substring(${column} from 1 for $1) <> $2 and ($3::${idType} is null or id > $3)
          order by id
          limit $4
       ), sized as (
         select *, sum(octet_length(value)) over (order by id) - octet_length(value) as before from next
       )
       select id, account, digest, value from sized where before < $5 order by id`,
      [header.length, header, after, limit, BATCH_BYTES],
    );
  }

  /** One value of each key id, among a bounded number of rows, of which most may have no value in this column. */
  async oneOfEachKey(): Promise<SealedValue[]> {
    const { column, digest, sampled = [NEWEST_IDS] } = this.sealed;
    return this.database.query<SealedValue[]>(
      `select distinct on (header) id, account, digest, value
         from (select id, ${this.#account} as account, ${digest} as digest, ${column} as value,
                      substring(${column} from 1 for 2 + get_byte(${column}, 1)) as header
                 from (${sampled.map((order) => `(select * from ${this.#table} order by ${order} limit ${SAMPLED_ROWS})`).join(' union all ')}) sampled
                where octet_length(${column}) > 2) sealed
        order by header, id desc`,
    );
  }

  /** Replaces the value if it is still the same. Returns whether it was. */
  async exchange({ id, value }: SealedValue, resealed: Buffer): Promise<boolean> {
    const { column } = this.sealed;
    const [exchanged] = await this.database.query<unknown[][]>(
      `update ${this.#table} set ${column} = $3 where id = $1 and ${column} = $2 returning id`,
      [id, value, resealed],
    );
    return exchanged?.length === 1;
  }

  /** How many values do not begin with `header`. */
  async countNotSealedWith(header: Buffer): Promise<number> {
    const [row] = await this.database.query<{ count: number }[]>(
      `select count(*)::int as count from ${this.#table} where substring(${this.sealed.column} from 1 for $1) <> $2`,
      [header.length, header],
    );
    return row?.count ?? 0;
  }
}
