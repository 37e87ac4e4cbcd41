import 'reflect-metadata';
import { idenfyEntities } from 'nestjs-idenfy';
import { idenfyMigrations } from 'nestjs-idenfy/migrations';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

describe.each([
  ['in the default schema', {}],
  ['in a schema of their own, with a prefix', { schema: 'kyc', entityPrefix: 'acme_' }],
])("the library's migrations, %s", (_where, place) => {
  let database: TestDatabase;
  let source: DataSource;

  beforeEach(async () => {
    database = await createTestDatabase();
    await database.query('create schema kyc');
    const options: DataSourceOptions = {
      type: 'postgres',
      url: database.url,
      entities: idenfyEntities,
      migrations: idenfyMigrations,
      uuidExtension: 'pgcrypto',
      installExtensions: false,
      ...place,
    };
    source = await new DataSource(options).initialize();
  });
  afterEach(async () => {
    await source.destroy();
    await database.drop();
  });

  it('run up, down and up again, and then match the entities', async () => {
    await source.runMigrations();
    for (const _ of idenfyMigrations) await source.undoLastMigration();
    expect(await ours()).toEqual([]);
    await source.runMigrations();

    const drift = await source.driver.createSchemaBuilder().log();
    expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
    expect(await ours()).toContain('idenfy_webhook');
  });

  it('refuse a second live verification of the same person', async () => {
    await source.runMigrations();
    await anAttempt('ada');
    await expect(anAttempt('ada')).rejects.toThrow('uq_idenfy_verification_live');
    await anAttempt('ada', 'closed');
    await anAttempt('grace');
  });

  it.each([
    [
      'history',
      'IdenfyVerificationEvent',
      `(verification_id, from_status, to_status, effect, cause, source, actor)
       values ($1, 'NONE', 'STARTING', 'applied', 'START', 'system', 'system')`,
    ],
    ['the audit', 'IdenfyAccessRecord', `(verification_id, staff_id, action) values ($1, 'mary', 'DATA')`],
  ])('make %s append only', async (_name, entity, row) => {
    await source.runMigrations();
    const table = source.getMetadata(entity).tablePath;
    const [verification] = await anAttempt('ada');
    await source.query(`insert into ${table} ${row}`, [verification?.id]);
    for (const tampering of [
      `update ${table} set verification_id = verification_id`,
      `delete from ${table}`,
      `truncate ${table}`,
    ]) {
      await expect(source.query(tampering)).rejects.toThrow('append only');
    }
  });

  async function anAttempt(clientId: string, closed?: 'closed'): Promise<{ id: string }[]> {
    const table = source.getMetadata('IdenfyVerification').tablePath;
    return source.query(
      `insert into ${table} (id, client_id, started_by, closed_at)
       values (gen_random_uuid(), $1, 'test', $2) returning id`,
      [clientId, closed ? new Date() : null],
    );
  }

  async function ours(): Promise<string[]> {
    const rows = await database.query<{ name: string }>(
      `select replace(table_name, 'acme_', '') as name from information_schema.tables
        where table_schema in ('public', 'kyc') and table_name like '%idenfy%'`,
    );
    return rows.map(({ name }) => name);
  }
});

type Setting = 'entityPrefix' | 'migrationsTableName' | 'dropSchema' | 'migrationsRun' | 'synchronize';
type Settings = Pick<Partial<DataSourceOptions>, Setting>;

describe("the library's migrations", () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  it.each([['migrations'], ['synchronize']])('let two prefixes share a schema (%s)', async (way) => {
    const settings = way === 'synchronize' ? { synchronize: true } : { migrationsRun: true };
    for (const entityPrefix of ['', 'acme_', 'Beta-']) {
      const migrationsTableName = `${entityPrefix}migrations`;
      const source = await opened({ ...settings, entityPrefix, migrationsTableName });
      const drift = await source.driver.createSchemaBuilder().log();
      expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
      await source.destroy();
    }
    const names = await database.query<{ name: string }>(
      `select relname as name from pg_class where relname like '%idenfy\\_webhook\\_due'`,
    );
    const expected = ['ix_', 'acme_ix_', 'Beta-ix_'].map((start) => `${start}idenfy_webhook_due`);
    expect(names.map(({ name }) => name).toSorted()).toEqual(expected.toSorted());
  });

  it('run again after `dropSchema`, which leaves functions behind', async () => {
    for (const _ of ['first start', 'second start']) {
      const source = await opened({ dropSchema: true, migrationsRun: true });
      await source.destroy();
    }
    expect(await database.query('select name from migrations')).toHaveLength(idenfyMigrations.length);
  });

  it('say what to do about tables that `synchronize` created', async () => {
    await (await opened({ synchronize: true })).destroy();
    await expect(opened({ migrationsRun: true })).rejects.toThrow(
      /^The tables of nestjs-idenfy exist, but its migrations did not create them: drop them/,
    );
  });

  function opened(settings: Settings): Promise<DataSource> {
    return new DataSource({
      type: 'postgres',
      url: database.url,
      entities: idenfyEntities,
      migrations: idenfyMigrations,
      uuidExtension: 'pgcrypto',
      installExtensions: false,
      ...settings,
    }).initialize();
  }
});
