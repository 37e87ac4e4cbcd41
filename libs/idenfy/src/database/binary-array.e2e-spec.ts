import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { boolArray, byteaArray, int4Array, int8Array, textArray, timestamptzArray } from './binary-array.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function read(type: string, array: Buffer): Promise<unknown[]> {
  const rows = await database.query<{ value: unknown }>(
    `select value from unnest($1::${type}[]) with ordinality as a(value, position) order by position`,
    [array],
  );
  return rows.map(({ value }) => value);
}

const nullable = <Value>(value: fc.Arbitrary<Value>) => fc.array(fc.option(value), { maxLength: 50 });

describe("an array in PostgreSQL's binary format", () => {
  it('carries any text that PostgreSQL can store', async () => {
    // a text cannot hold the character 0
    const text = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\0', ''));
    await fc.assert(
      fc.asyncProperty(nullable(text), async (texts) => {
        expect(await read('text', textArray(texts))).toEqual(texts);
      }),
      { numRuns: 30 },
    );
  });

  it('carries any bytes', async () => {
    const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
    await fc.assert(
      fc.asyncProperty(nullable(bytes), async (values) => {
        expect(await read('bytea', byteaArray(values))).toEqual(values);
      }),
      { numRuns: 30 },
    );
  });

  it('carries 32-bit and 64-bit integers', async () => {
    const small = [0, 1, -1, 2 ** 31 - 1, -(2 ** 31)];
    const big = ['0', '-1', '9223372036854775807', '-9223372036854775808', null];

    expect(await read('int', int4Array(small))).toEqual(small);
    expect(await read('bigint', int8Array(big))).toEqual(big);
  });

  it('carries booleans and timestamps', async () => {
    const moments = ['0001-01-01T00:00:00.001Z', '1999-12-31T23:59:59.999Z', '2026-02-28T12:00:00.001Z'];
    const dates = [...moments, '9999-12-31T23:59:59.999Z'].map((moment) => new Date(moment));

    expect(await read('boolean', boolArray([true, null, false]))).toEqual([true, null, false]);
    expect(await read('timestamptz', timestamptzArray([...dates, null]))).toEqual([...dates, null]);
  });
});
