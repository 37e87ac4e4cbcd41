import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { TableNames } from '../database/table-names.js';
import { ACCESS_COLUMNS, accessChain } from './access-rows.js';
import { AuditKeys, type ChainKeys } from './audit-keys.js';
import {
  CHAINED_TABLES,
  type ChainedTable,
  type ChainedValue,
  chainedTimeSql,
  type ChainHead,
  macOf,
} from './chain.js';
import { HISTORY_COLUMNS } from './audit-trail.js';

/** Rows that are read at a time: what the memory of a check depends on. */
const PAGE = 1_000;

/** Before the id of every row. */
const BEGINNING = '-9223372036854775808';

/**
 * What is wrong with a link. `changed`: the row, or the head of its chain, does not match its HMAC. `missing`: rows before it
 * were removed. `moved`: it does not stand where it was written. `extra`: it was not written by this library. `unknown key`:
 * it names a key that was not given. `cut tail`: rows after it were removed.
 */
export const BROKEN = ['changed', 'missing', 'moved', 'extra', 'unknown key', 'cut tail'] as const;

export type Broken = (typeof BROKEN)[number];

/** The first broken link. */
export interface BrokenLink {
  readonly table: ChainedTable;
  /** Id of the row where it shows; null where the chain has no row left. */
  readonly row: string | null;
  readonly chain: string;
  readonly found: Broken;
  /** Position of the row in its chain; of a cut tail how many rows there were. */
  readonly position: number | null;
}

/** What a check found. */
export interface ChainReport {
  readonly brokenLink: BrokenLink | null;
  /** Whether every row and every head was checked, and found whole. */
  readonly complete: boolean;
  /** Rows that were checked. */
  readonly rows: Readonly<Record<ChainedTable, number>>;
}

/** A head as it was exported. */
export interface ExportedHead extends ChainHead {
  readonly table: ChainedTable;
  readonly chain: string;
}

/** What is checked. */
export interface ChainCheckScope {
  /** Only rows from then on, each against the row before in its chain. @default every row, and every head */
  readonly since?: Date | undefined;
  /** Only as many rows of each table, the newest ones. @default all */
  readonly newest?: number | undefined;
}

/** A row beside its neighbours in the chain and the head of that chain. */
interface RowInChain {
  readonly id: string;
  readonly chain: string | null;
  readonly position: number | null;
  readonly key: string | null;
  readonly mac: string | null;
  readonly before_position: number | null;
  readonly before_mac: string | null;
  readonly is_last: boolean;
  readonly head_position: number | null;
  readonly head_mac: string | null;
  readonly [column: string]: ChainedValue | number;
}

/**
 * Checks the chains of history and access records. Rows are read in the order they were written, a page at a time, each with
 * its neighbours in one statement, so that a check needs little memory and can run beside the service.
 */
@Injectable()
export class ChainCheck {
  constructor(
    private readonly database: Database,
    @Inject(AuditKeys) private readonly keys: ChainKeys,
  ) {}

  /** @param exported heads that were exported before: what they name must still be there */
  async check(scope: ChainCheckScope = {}, exported?: AsyncIterable<ExportedHead>): Promise<ChainReport> {
    const rows = { history: 0, access: 0 };
    let complete = true;
    const broken = (brokenLink: BrokenLink): ChainReport => ({ brokenLink, complete: false, rows });
    for (const table of CHAINED_TABLES) {
      const start = await this.#startOf(table, scope);
      for (let after = start; ;) {
        const page: RowInChain[] = await this.database.query(pageSql(this.database.tables, table), [after]);
        for (const row of page) {
          const link = await this.#brokenLinkAt(table, row);
          if (link) return broken(link);
          rows[table] += 1;
          after = row.id;
        }
        if (page.length < PAGE) break;
      }
      complete &&= start === BEGINNING;
      const gone = start === BEGINNING ? await this.#headWithoutRows(table) : null;
      if (gone) return broken(gone);
    }
    for await (const heads of batches(exported)) {
      const link = await this.#brokenLinkOf(heads);
      if (link) return broken(link);
    }
    return { brokenLink: null, complete, rows };
  }

  /** The id after which rows are checked. */
  async #startOf(table: ChainedTable, { since, newest }: ChainCheckScope): Promise<string> {
    if (since !== undefined) return this.#lastBefore(table, since);
    if (newest === undefined) return BEGINNING;
    const [row] = await this.database.query<{ id: string }[]>(
      `select t.id::text from ${this.database.tables[TABLES[table].name]} t order by t.id desc offset $1 limit 1`,
      [newest],
    );
    return row?.id ?? BEGINNING;
  }

  /** Ids grow with time, so the last row before then is found by halves; no index on the time is needed. */
  async #lastBefore(table: ChainedTable, since: Date): Promise<string> {
    const from = this.database.tables[TABLES[table].name];
    const [ends] = await this.database.query<{ first: string; last: string }[]>(
      `select coalesce(min(id), 1)::text as first, coalesce(max(id), 0)::text as last from ${from}`,
    );
    let low = BigInt(ends?.first ?? '1');
    let high = BigInt(ends?.last ?? '0') + 1n;
    const first = low;
    while (low < high) {
      const middle = (low + high) / 2n;
      const [row] = await this.database.query<{ id: string; isOlder: boolean }[]>(
        `select t.id::text, t.at < $2 as "isOlder" from ${from} t where t.id >= $1 order by t.id limit 1`,
        [middle.toString(), since],
      );
      if (row?.isOlder === true) low = BigInt(row.id) + 1n;
      else high = middle;
    }
    return low === first ? BEGINNING : (low - 1n).toString();
  }

  async #brokenLinkAt(table: ChainedTable, row: RowInChain): Promise<BrokenLink | null> {
    const { id, position } = row;
    const chain = TABLES[table].chainOf(row);
    const found = brokenAt(this.keys, table, chain, row);
    if (found === null) return null;
    const isMoved = found === 'missing' && (await this.#has(table, chain, (row.before_position ?? 0) + 1));
    return {
      table,
      row: id,
      chain,
      found: isMoved ? 'moved' : found,
      position: found === 'cut tail' ? row.head_position : position,
    };
  }

  async #has(table: ChainedTable, chain: string, position: number): Promise<boolean> {
    const { name, chain: column, type } = TABLES[table];
    const rows = await this.database.query(
      `select 1 from ${this.database.tables[name]} where ${column} = $1::${type} and chain_position = $2 limit 1`,
      [chain, position],
    );
    return rows.length > 0;
  }

  /** A chain of which no row is left. */
  async #headWithoutRows(table: ChainedTable): Promise<BrokenLink | null> {
    const { name, chain, head } = TABLES[table];
    const { tables } = this.database;
    for (let after: string | null = null; ;) {
      const page: { chain: string; position: number; isGone: boolean }[] = await this.database.query(
        `select h.${head.chain}::text as chain, h.${head.position} as position,
                h.${head.position} > 0
                  and not exists (select from ${tables[name]} e where e.${chain} = h.${head.chain}) as "isGone"
           from ${tables[head.table]} h
          where $1::${TABLES[table].type} is null or h.${head.chain} > $1::${TABLES[table].type}
          order by h.${head.chain}
          limit ${PAGE}`,
        [after],
      );
      const gone = page.find(({ isGone }) => isGone);
      if (gone) return { table, row: null, chain: gone.chain, found: 'cut tail', position: gone.position };
      const last = page.at(-1);
      if (!last || page.length < PAGE) return null;
      after = last.chain;
    }
  }

  /** Whether the rows that exported heads name are still there, with the HMACs they had. */
  async #brokenLinkOf(heads: readonly ExportedHead[]): Promise<BrokenLink | null> {
    for (const table of CHAINED_TABLES) {
      const ofTable = heads.filter((head) => head.table === table);
      if (ofTable.length === 0) continue;
      const { name, chain, type } = TABLES[table];
      const from = this.database.tables[name];
      const [link] = await this.database.query<(BrokenLink & { exists: boolean })[]>(
        `select g.chain, g.position, coalesce(e.id, last.id)::text as row, e.id is not null as exists
           from unnest($1::text[], $2::integer[], $3::text[]) with ordinality as g(chain, position, mac, nr)
           left join lateral (select e.id, e.chain_mac from ${from} e
                               where e.${chain} = g.chain::${type} and e.chain_position = g.position
                               order by e.id limit 1) e on true
           left join lateral (select l.id from ${from} l
                               where l.${chain} = g.chain::${type} order by l.id desc limit 1) last on true
          where e.chain_mac is distinct from g.mac
          order by g.nr limit 1`,
        [
          ofTable.map((head) => head.chain),
          ofTable.map(({ position }) => position),
          ofTable.map(({ mac }) => mac),
        ],
      );
      if (link) {
        const { row, position } = link;
        return { table, row, chain: link.chain, position, found: link.exists ? 'changed' : 'cut tail' };
      }
    }
    return null;
  }
}

/** How the rows of a table are chained, and where the heads are. */
const TABLES = {
  history: {
    name: 'event',
    chain: 'verification_id',
    type: 'uuid',
    columns: HISTORY_COLUMNS,
    head: { table: 'verification', chain: 'id', position: 'history_length', mac: 'history_mac' },
    chainOf: (row: RowInChain) => String(row['verification_id']),
  },
  access: {
    name: 'access',
    chain: 'chain',
    type: 'text',
    columns: ACCESS_COLUMNS,
    head: { table: 'auditHead', chain: 'chain', position: 'position', mac: 'mac' },
    chainOf: (row: RowInChain) =>
      accessChain({
        verificationId: textOf(row['verification_id']),
        account: textOf(row['account']),
        staffId: String(row['staff_id']),
      }),
  },
} as const;

function pageSql(tables: TableNames, table: ChainedTable): string {
  const { name, chain, columns, head } = TABLES[table];
  return `select e.id::text as id, e.${chain}::text as chain, e.chain_position as position, e.chain_key as key,
            e.chain_mac as mac, before.chain_position as before_position, before.chain_mac as before_mac,
            later.id is null as is_last, h.${head.position} as head_position, h.${head.mac} as head_mac,
            ${columns.map(storedColumnSql).join(', ')}
       from (select * from ${tables[name]} where id > $1::bigint order by id limit ${PAGE}) e
       left join lateral (select b.chain_position, b.chain_mac from ${tables[name]} b
                           where b.${chain} = e.${chain} and b.id < e.id order by b.id desc limit 1) before on true
       left join lateral (select l.id from ${tables[name]} l
                           where l.${chain} = e.${chain} and l.id > e.id limit 1) later on true
       left join ${tables[head.table]} h on h.${head.chain} = e.${chain}
      order by e.id`;
}

function storedColumnSql(name: string): string {
  if (name === 'at') return `${chainedTimeSql('e.at')} as at`;
  return name.endsWith('_id') ? `e.${name}::text as ${name}` : `e.${name}`;
}

function brokenAt(keys: ChainKeys, table: ChainedTable, chain: string, row: RowInChain): Broken | null {
  const { position, key, mac, before_mac: beforeMac, head_position: headPosition } = row;
  if (position === null || key === null || mac === null) return 'extra';
  if (chain !== row.chain) return 'changed';
  const expected = (row.before_position ?? 0) + 1;
  if (position !== expected) return position > expected ? 'missing' : 'extra';
  const bytes = keys.find(key);
  if (!bytes) return 'unknown key';
  const columns = TABLES[table].columns.map((name) => [name, valueOf(row[name])] as const);
  if (macOf(bytes, { table, chain, position, keyId: key, before: beforeMac, columns }) !== mac)
    return 'changed';
  if (!row.is_last) return null;
  if (headPosition === null || headPosition < position) return 'extra';
  if (headPosition > position) return 'cut tail';
  return row.head_mac === mac ? null : 'changed';
}

function valueOf(value: ChainedValue | number | undefined): ChainedValue {
  return typeof value === 'number' || value === undefined ? null : value;
}

function textOf(value: ChainedValue | number | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

async function* batches(heads: AsyncIterable<ExportedHead> | undefined): AsyncGenerator<ExportedHead[]> {
  let batch: ExportedHead[] = [];
  for await (const head of heads ?? []) {
    batch.push(head);
    if (batch.length < PAGE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
