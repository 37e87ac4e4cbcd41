import type { DataSource } from 'typeorm';

/**
 * Answers to a statement that was prepared elsewhere, or for tables that have changed since: a pooler hands every
 * transaction to another connection, or a migration ran.
 */
const NOT_PREPARED_HERE = new Set(['26000', '42P05', '0A000']);

/** The one thing we need of pg's client; TypeORM hands it over untyped. */
interface PgClient {
  query(statement: { name?: string; text: string; values: readonly unknown[] }): Promise<{ rows: unknown[] }>;
}

/**
 * A statement that each connection parses and plans once: over several tables that costs the server more than to run it.
 * TypeORM has no way to name a statement. Goes on without a name when that does not work here.
 */
export class PreparedStatement<Row> {
  #named = true;

  constructor(
    private readonly dataSource: DataSource,
    private readonly name: string,
    private readonly text: string,
  ) {}

  async run(values: readonly unknown[]): Promise<readonly Row[]> {
    try {
      return await this.#query(values);
    } catch (error) {
      if (!this.#named || !NOT_PREPARED_HERE.has(codeOf(error))) throw error;
      this.#named = false;
      return this.#query(values);
    }
  }

  async #query(values: readonly unknown[]): Promise<readonly Row[]> {
    const runner = this.dataSource.createQueryRunner();
    try {
      const client = (await runner.connect()) as PgClient;
      const { rows } = await client.query({
        ...(this.#named && { name: this.name }),
        text: this.text,
        values,
      });
      return rows as Row[];
    } finally {
      await runner.release();
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
