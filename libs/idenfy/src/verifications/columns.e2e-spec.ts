import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { type ColumnValue, textOf } from './columns.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function read(type: string, value: ColumnValue): Promise<unknown> {
  const [row] = await database.query<{ value: unknown }>(`select $1::text::${type} as value`, [
    textOf(value),
  ]);
  return row?.value;
}

describe('a column read as text', () => {
  it('keeps every text that iDenfy may send', async () => {
    // a text cannot hold the character 0
    const word = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\0', ''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(word, fc.constantFrom('NULL', '"', '\\', '{}', ','))),
        async (words) => {
          expect(await read('text[]', words)).toEqual(words);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('keeps the value of every other type', async () => {
    const at = new Date('2026-02-28T23:59:59.999Z');
    const bytes = Buffer.from([0, 1, 254, 255]);

    expect(await read('timestamptz', at)).toEqual(at);
    expect(await read('bytea', bytes)).toEqual(bytes);
    expect(await read('bigint', 2 ** 44)).toBe(String(2 ** 44));
    expect(await read('boolean', false)).toBe(false);
    expect(await read('text', null)).toBeNull();
    expect(await read('text', undefined)).toBeNull();
  });
});
