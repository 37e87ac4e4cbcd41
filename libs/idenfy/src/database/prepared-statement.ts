import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { isStaleStatement } from './database-errors.js';

/** The part of pg's client that is used here; TypeORM hands it over untyped. */
interface PgClient {
  query(statement: { name?: string; text: string; values: readonly unknown[] }): Promise<{ rows: unknown[] }>;
}

/** Runs `work` on one connection, as `Database.run()` does. */
type OnConnection = <Result>(work: (manager: EntityManager) => Promise<Result>) => Promise<Result>;

/**
 * A statement that each connection parses and plans only once: for one over several tables, that costs the server more
 * than running it. TypeORM cannot name statements. Its name is its digest: connections of a pooler are shared, and the
 * same name must never stand for another text. Where a pooler makes names useless, the statement runs without one.
 */
export class PreparedStatement<Row> {
  readonly #name: string;
  #named = true;

  constructor(
    private readonly onConnection: OnConnection,
    private readonly text: string,
  ) {
    this.#name = `idenfy-${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
  }

  async run(values: readonly unknown[]): Promise<readonly Row[]> {
    // others that run at the same time may switch to no name meanwhile
    const named = this.#named;
    try {
      return await this.#query(values, named);
    } catch (error) {
      if (!named || !isStaleStatement(error)) throw error;
      this.#named = false;
      return this.#query(values, false);
    }
  }

  #query(values: readonly unknown[], named: boolean): Promise<readonly Row[]> {
    return this.onConnection(async ({ queryRunner }) => {
      const client = (await queryRunner?.connect()) as PgClient;
      const { rows } = await client.query({
        ...(named && { name: this.#name }),
        text: this.text,
        values,
      });
      return rows as Row[];
    });
  }
}
