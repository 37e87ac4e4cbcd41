import { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dataSourceOptions } from '../../ormconfig.js';
import { listMigrations, revertLastMigration, runPendingMigrations } from '../../src/boot/database.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

describe('the migrations of the service and the library', () => {
  let database: TestDatabase;
  let source: DataSource;

  beforeEach(async () => {
    database = await createTestDatabase();
    source = await new DataSource(dataSourceOptions(database.url)).initialize();
  });

  afterEach(async () => {
    await source.destroy();
    await database.drop();
  });

  it('run up, all the way down and up again, and then match the entities', async () => {
    await runPendingMigrations(source);
    const count = (await listMigrations(source)).length;
    for (let each = 0; each < count; each++) await revertLastMigration(source);
    expect(await revertLastMigration(source)).toEqual(['Nothing to revert.']);
    await runPendingMigrations(source);

    const drift = await source.driver.createSchemaBuilder().log();
    expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('are listed as pending or applied', async () => {
    await runPendingMigrations(source);
    await revertLastMigration(source);

    const listed = await listMigrations(source);

    expect(listed.slice(0, -1).every((line) => line.startsWith('done '))).toBe(true);
    expect(listed.at(-1)).toBe('pending  CreateAccount1795190400000');
  });

  it('run once when services start at the same time', async () => {
    const other = await new DataSource(dataSourceOptions(database.url)).initialize();
    const [here, there] = await Promise.all([runPendingMigrations(source), runPendingMigrations(other)]);
    await other.destroy();

    expect([here, there]).toContainEqual(['Nothing to do.']);
  });
});
