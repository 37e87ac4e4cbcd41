import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DefaultNamingStrategy } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type DataSourceSettings, KycApp } from '../support/kyc-app.js';
import { LifeHandlers, liveAWholeLife } from './support/whole-life.js';

/** As the strategies of some hosts do, it rewrites names that entities give. */
class CamelCaseColumns extends DefaultNamingStrategy {
  override columnName(propertyName: string): string {
    return propertyName;
  }
}

class PluralTables extends DefaultNamingStrategy {
  override tableName(target: string, given: string | undefined): string {
    return `${super.tableName(target, given)}s`;
  }
}

/** Names only what has no name. */
class SnakeCase extends DefaultNamingStrategy {
  override columnName(propertyName: string, given: string | undefined): string {
    return given ?? propertyName.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }

  override indexName(): string {
    return 'an_index';
  }
}

describe('the module refuses to start', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  it('without its tables', async () => {
    await expect(started({ migrationsRun: false })).rejects.toMatchObject({
      name: 'IdenfyConfigurationError',
      option: 'dataSource',
      hint: expect.stringMatching(
        /^the database lacks the table idenfy_client, the table .* and \d+ more of this library; add `idenfyMigrations` /,
      ),
    });
  });

  it.each([
    ['the table idenfy_job', 'drop table idenfy_job'],
    ['the column idenfy_webhook.late_duplicate', 'alter table idenfy_webhook drop column late_duplicate'],
    ['the index uq_idenfy_verification_live', 'drop index uq_idenfy_verification_live'],
    [
      'the trigger tr_idenfy_access_append_only',
      'drop trigger tr_idenfy_access_append_only on idenfy_access',
    ],
  ])('without %s, which a later migration would have made', async (missing, sql) => {
    await migrated();
    await database.query(sql);

    await expect(started({ migrationsRun: false })).rejects.toMatchObject({
      option: 'dataSource',
      hint: expect.stringContaining(`lacks ${missing} of this library; add \`idenfyMigrations\``),
    });
  });

  it('without triggers, where `synchronize` made the tables', async () => {
    await expect(started({ migrationsRun: false, synchronize: true })).rejects.toMatchObject({
      hint: expect.stringContaining('the trigger tr_idenfy_verification_event_append_only'),
    });
  });

  it('where the migrations went to another schema', async () => {
    await migrated();
    await database.query('create schema kyc');

    await expect(started({ migrationsRun: false, schema: 'kyc' })).rejects.toMatchObject({
      hint: expect.stringContaining('the database lacks the table idenfy_client'),
    });
  });

  it.each([
    ['CamelCaseColumns', new CamelCaseColumns()],
    ['PluralTables', new PluralTables()],
  ])('with a naming strategy that rewrites given names, which it names: %s', async (name, namingStrategy) => {
    await expect(started({ namingStrategy })).rejects.toMatchObject({
      option: 'dataSource.namingStrategy',
      hint: expect.stringContaining(`${name} names the `),
    });
  });

  it('with a prefix that makes names too long', async () => {
    await expect(started({ entityPrefix: 'the_identity_verification_of_' })).rejects.toMatchObject({
      option: 'dataSource.entityPrefix',
    });
  });

  it('with a role whose dates cannot be read', async () => {
    await migrated();
    const [row] = await database.query<{ name: string }>('select current_database() as name');
    await database.query(`alter database ${row?.name} set datestyle = 'SQL, DMY'`);

    await expect(started({})).rejects.toMatchObject({ hint: expect.stringContaining('DateStyle') });
  });

  async function migrated(): Promise<void> {
    const kyc = await started({});
    await kyc.app.close();
    await kyc.simulator.close();
  }

  function started(dataSource: DataSourceSettings): Promise<KycApp> {
    return KycApp.start({ database, dataSource });
  }
});

describe('a naming strategy that keeps given names', () => {
  it('is no problem', async () => {
    const kyc = await KycApp.start({
      dataSource: { namingStrategy: new SnakeCase() },
      host: { providers: [LifeHandlers] },
    });
    await liveAWholeLife(kyc, 'ada');
    await kyc.close();
  });
});
