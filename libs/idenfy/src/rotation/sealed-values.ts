import type { DataSource } from 'typeorm';
import { tablesOf } from '../verification/table-names.js';
import type { SealedColumn, SealedRow } from './sealed-columns.js';

/** However many rows are asked for, no more bytes than this come at once: one callback may have 10 MB. */
const BATCH_BYTES = 16 * 1024 * 1024;

/** A value that another key than the writing one has sealed. */
export interface SealedValue extends SealedRow {
  readonly value: Buffer;
}

/** Reads and replaces the values of one sealed column. */
export class SealedValues {
  readonly #table: string;

  constructor(
    private readonly dataSource: DataSource,
    private readonly sealed: SealedColumn,
  ) {
    this.#table = tablesOf(dataSource)[sealed.table];
  }

  /** The next values behind `after` that do not begin with `header`, in the order of their ids; at least one if there is any. */
  async foreignTo(header: Buffer, after: string | null, limit: number): Promise<SealedValue[]> {
    const { column, idType, digest } = this.sealed;
    return this.dataSource.query<SealedValue[]>(
      `with next as (
         select id, account, ${digest} as digest, ${column} as value
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

  /** Puts the new value where the old one still stands; says whether it did. */
  async exchange({ id, value }: SealedValue, resealed: Buffer): Promise<boolean> {
    const { column } = this.sealed;
    const [exchanged] = await this.dataSource.query<unknown[][]>(
      `update ${this.#table} set ${column} = $3 where id = $1 and ${column} = $2 returning id`,
      [id, value, resealed],
    );
    return exchanged?.length === 1;
  }

  async countForeignTo(header: Buffer): Promise<number> {
    const [row] = await this.dataSource.query<{ count: number }[]>(
      `select count(*)::int as count from ${this.#table} where substring(${this.sealed.column} from 1 for $1) <> $2`,
      [header.length, header],
    );
    return row?.count ?? 0;
  }
}
