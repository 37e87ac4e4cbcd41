/**
 * One-dimensional PostgreSQL arrays in their binary form. pg sends a Buffer as a binary parameter, and the server reads
 * it without unescaping a text: a third more callbacks per second than with text arrays.
 *
 * Form: dimensions, whether there are nulls, element type, length, lower bound; then each element behind its length.
 */
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const NULL_LENGTH = -1;

/** Numbers of types in PostgreSQL's catalogue; they never change. */
const ELEMENT_TYPE = { bytea: 17, int8: 20, int4: 23, text: 25 } as const;

export function byteaArray(values: readonly (Buffer | null)[]): Buffer {
  return arrayOf(ELEMENT_TYPE.bytea, values);
}

export function textArray(values: readonly (string | null)[]): Buffer {
  return arrayOf(
    ELEMENT_TYPE.text,
    values.map((value) => (value === null ? null : Buffer.from(value))),
  );
}

export function int4Array(values: readonly number[]): Buffer {
  return arrayOf(
    ELEMENT_TYPE.int4,
    values.map((value) => {
      const element = Buffer.allocUnsafe(4);
      element.writeInt32BE(value);
      return element;
    }),
  );
}

/** Ids: pg hands bigints over as texts, and takes them so. */
export function int8Array(values: readonly (string | null)[]): Buffer {
  return arrayOf(
    ELEMENT_TYPE.int8,
    values.map((value) => {
      if (value === null) return null;
      const element = Buffer.allocUnsafe(8);
      element.writeBigInt64BE(BigInt(value));
      return element;
    }),
  );
}

function arrayOf(elementType: number, values: readonly (Buffer | null)[]): Buffer {
  const bytes = values.reduce((sum, value) => sum + LENGTH_BYTES + (value?.length ?? 0), HEADER_BYTES);
  const array = Buffer.allocUnsafe(bytes);
  array.writeInt32BE(1, 0);
  array.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  array.writeInt32BE(elementType, 8);
  array.writeInt32BE(values.length, 12);
  array.writeInt32BE(1, 16);
  let offset = HEADER_BYTES;
  for (const value of values) {
    offset = array.writeInt32BE(value?.length ?? NULL_LENGTH, offset);
    if (value) offset += value.copy(array, offset);
  }
  return array;
}
