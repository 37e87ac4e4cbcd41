import { createHmac } from 'node:crypto';
import type { ChainKeys } from './audit-keys.js';

/** The tables whose rows are chained. */
export const CHAINED_TABLES = ['history', 'access'] as const;

export type ChainedTable = (typeof CHAINED_TABLES)[number];

/** Where a chain ends: how many rows it has, and the HMAC of the last one, null while there is none. */
export interface ChainHead {
  readonly position: number;
  readonly mac: string | null;
}

/** What ties a row to its chain, in the columns `chain_position`, `chain_key` and `chain_mac`. */
export interface ChainLink {
  /** Position of the row in its chain, from 1. */
  readonly position: number;
  /** Id of the key that the HMAC was made with. */
  readonly keyId: string;
  /** HMAC-SHA256 over the columns of the row and the HMAC of the row before, in base64url. */
  readonly mac: string;
}

export const EMPTY_CHAIN: ChainHead = { position: 0, mac: null };

/** What a column holds: of a time its text, see `chainedTime()`. */
export type ChainedValue = string | boolean | readonly string[] | null;

/** The chained columns of a row, in an order that never changes. */
export type ChainedColumns = readonly (readonly [name: string, value: ChainedValue])[];

/** The link of the next row of a chain. */
export function linkAfter(
  keys: ChainKeys,
  head: ChainHead,
  {
    table,
    chain,
    columns,
  }: { readonly table: ChainedTable; readonly chain: string; readonly columns: ChainedColumns },
): ChainLink {
  const { id: keyId, bytes } = keys.writing;
  const position = head.position + 1;
  const mac = macOf(bytes, { table, chain, position, keyId, before: head.mac, columns });
  return { position, keyId, mac };
}

/**
 * HMAC-SHA256 over what a row says and where it stands. Columns that hold nothing are left out, so that a column which a
 * later version adds, empty in older rows, breaks no chain.
 */
export function macOf(
  key: Buffer,
  {
    table,
    chain,
    position,
    keyId,
    before,
    columns,
  }: {
    readonly table: ChainedTable;
    readonly chain: string;
    readonly position: number;
    readonly keyId: string;
    readonly before: string | null;
    readonly columns: ChainedColumns;
  },
): string {
  let text = field('table', table) + field('chain', chain) + field('position', String(position));
  text += field('key', keyId) + field('before', before ?? '');
  for (const [name, value] of columns) text += columnText(name, value);
  return createHmac('sha256', key).update(text).digest('base64url');
}

function columnText(name: string, value: ChainedValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return field(name, value);
  if (typeof value === 'boolean') return field(name, value ? 'true' : 'false');
  return value.length === 0 ? '' : field(name, JSON.stringify(value));
}

/** With its length, so that no value can pass for the next column. Half the time of `JSON.stringify()` over all of them. */
function field(name: string, value: string): string {
  return `${name}:${value.length}:${value};`;
}

/** The text of a time as chains hold it: in UTC to the microsecond, which is what PostgreSQL stores. */
export function chainedTime(at: Date): string {
  return at.toISOString().replace('Z', '000');
}

/** SQL: the same of a stored time, for which a `Date` is too coarse. */
export function chainedTimeSql(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`;
}
