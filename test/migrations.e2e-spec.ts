import 'reflect-metadata';
import { idenfyEntities } from 'nestjs-idenfy';
import { idenfyMigrations } from 'nestjs-idenfy/migrations';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from './support/database.js';

describe.each([
  ['in the default schema', {}],
  ['in a schema of their own, with a prefix', { schema: 'kyc', entityPrefix: 'acme_' }],
])('the tables of the library, %s', (_where, place) => {
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

  it('go up, down and up again, and are then what the entities say', async () => {
    await source.runMigrations();
    for (const _ of idenfyMigrations) await source.undoLastMigration();
    expect(await ours()).toEqual([]);
    await source.runMigrations();

    const drift = await source.driver.createSchemaBuilder().log();
    expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
    expect(await ours()).toContain('idenfy_webhook');
  });

  it('refuse a second live attempt of the same person, whoever asks', async () => {
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
  ])('let nobody rewrite %s', async (_name, entity, row) => {
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
