/**
 * One-dimensional PostgreSQL arrays in their binary form. pg sends a Buffer as a binary parameter, and the server reads it
 * without unescaping text: a third more webhooks per second than with text arrays.
 *
 * Form: number of dimensions, whether there are nulls, element type, length, lower bound; then each element after its
 * length in bytes.
 */
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const NULL_LENGTH = -1;
const BEGINNING_OF_2000 = Date.UTC(2000, 0, 1);

/** How values of one type are written. `type` is its OID in PostgreSQL's catalogue, which never changes. */
interface Element<Value> {
  readonly type: number;
  readonly bytesOf: (value: Value) => number;
  readonly write: (array: Buffer, value: Value, offset: number) => void;
}

const BYTEA: Element<Buffer> = {
  type: 17,
  bytesOf: (value) => value.length,
  write: (array, value, offset) => void value.copy(array, offset),
};

const TEXT: Element<string> = {
  type: 25,
  bytesOf: (value) => Buffer.byteLength(value),
  write: (array, value, offset) => void array.write(value, offset),
};

const INT4: Element<number> = {
  type: 23,
  bytesOf: () => 4,
  write: (array, value, offset) => void array.writeInt32BE(value, offset),
};

const INT8: Element<string> = {
  type: 20,
  bytesOf: () => 8,
  write: (array, value, offset) => void array.writeBigInt64BE(BigInt(value), offset),
};

const BOOL: Element<boolean> = {
  type: 16,
  bytesOf: () => 1,
  write: (array, value, offset) => void array.writeUInt8(value ? 1 : 0, offset),
};

/** In microseconds since the beginning of 2000. */
const TIMESTAMPTZ: Element<Date> = {
  type: 1184,
  bytesOf: () => 8,
  write: (array, value, offset) =>
    void array.writeBigInt64BE(BigInt(value.getTime() - BEGINNING_OF_2000) * 1_000n, offset),
};

export function byteaArray(values: readonly (Buffer | null)[]): Buffer {
  return arrayOf(BYTEA, values);
}

export function textArray(values: readonly (string | null)[]): Buffer {
  return arrayOf(TEXT, values);
}

export function int4Array(values: readonly (number | null)[]): Buffer {
  return arrayOf(INT4, values);
}

/** Takes ids as strings, as pg returns them: a bigint does not fit a number. */
export function int8Array(values: readonly (string | null)[]): Buffer {
  return arrayOf(INT8, values);
}

export function boolArray(values: readonly (boolean | null)[]): Buffer {
  return arrayOf(BOOL, values);
}

export function timestamptzArray(values: readonly (Date | null)[]): Buffer {
  return arrayOf(TIMESTAMPTZ, values);
}

/**
 * SQL: whether `key` is one of what `select` returns, for the rows that a statement locks or updates. The planner does not see
 * how many there are and takes the index. Where it sees them, in a parameter or a join, it reads the whole table as long as
 * that has fewer than some twenty times as many rows, dead ones included, or did when its statistics were made.
 *
 * @param select a query of one column, such as `select unnest($1::bigint[])`
 */
export function amongSql(key: string, select: string): string {
  return `${key} = any(array(${select}))`;
}

function arrayOf<Value>({ type, bytesOf, write }: Element<Value>, values: readonly (Value | null)[]): Buffer {
  const lengths = values.map((value) => (value === null ? NULL_LENGTH : bytesOf(value)));
  const bytes = lengths.reduce((sum, length) => sum + LENGTH_BYTES + Math.max(0, length), HEADER_BYTES);
  const array = Buffer.allocUnsafe(bytes);
  array.writeInt32BE(1, 0);
  array.writeInt32BE(lengths.includes(NULL_LENGTH) ? 1 : 0, 4);
  array.writeInt32BE(type, 8);
  array.writeInt32BE(values.length, 12);
  array.writeInt32BE(1, 16);
  let offset = HEADER_BYTES;
  for (const [index, value] of values.entries()) {
    const length = lengths[index] ?? NULL_LENGTH;
    offset = array.writeInt32BE(length, offset);
    if (value === null) continue;
    write(array, value, offset);
    offset += length;
  }
  return array;
}
