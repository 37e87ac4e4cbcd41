import type { DataSource } from 'typeorm';

/** The part of pg's client that TypeORM has no method for; it hands the client over untyped. */
interface PreparingClient {
  query(statement: { name: string; text: string; values: unknown[] }): Promise<{ rows: unknown[] }>;
}

/**
 * Runs a statement that the server plans once per connection rather than every time: planning one with five tables
 * takes it longer than running it.
 *
 * @param name unique to the text
 */
export async function queryPrepared<Row>(
  dataSource: DataSource,
  name: string,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const runner = dataSource.createQueryRunner();
  try {
    const client = (await runner.connect()) as PreparingClient;
    const { rows } = await client.query({ name, text, values });
    return rows as Row[];
  } finally {
    await runner.release();
  }
}
