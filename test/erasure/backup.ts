import type { TestDatabase } from '../support/database.js';

/** Copies of tables of this library, in a schema of their own. */
export class Backup {
  private constructor(
    private readonly database: TestDatabase,
    private readonly tables: readonly string[],
  ) {}

  /** Replaces an earlier one. @param tables all of them unless named */
  static async of(database: TestDatabase, tables?: readonly string[]): Promise<Backup> {
    await database.query('drop schema if exists backup cascade');
    await database.query('create schema backup');
    const names = tables ?? (await allTables(database));
    for (const name of names) await database.query(`create table backup.${name} as table public.${name}`);
    return new Backup(database, names);
  }

  /** Brings the rows back as they were, without triggers and foreign keys, as `pg_restore --disable-triggers` does. */
  async restore(): Promise<void> {
    await this.database.query('begin');
    await this.database.query(`set local session_replication_role = 'replica'`);
    for (const name of this.tables) {
      await this.database.query(`delete from public.${name}`);
      await this.database.query(
        `insert into public.${name} overriding system value select * from backup.${name}`,
      );
    }
    await this.database.query('commit');
  }
}

async function allTables(database: TestDatabase): Promise<readonly string[]> {
  const rows = await database.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename like 'idenfy\\_%'`,
  );
  return rows.map(({ name }) => name);
}
