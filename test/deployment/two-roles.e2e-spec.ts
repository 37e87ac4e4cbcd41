import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { idenfyEntities } from 'nestjs-idenfy';
import { idenfyMigrations } from 'nestjs-idenfy/migrations';
import { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandLine } from '../support/command-line.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type DataSourceSettings, KycApp } from '../support/kyc-app.js';
import { LifeHandlers, liveAWholeLife } from './support/whole-life.js';

const PASSWORD = 'a-password-of-this-test';

describe.each([
  ['in the default schema', {}, []],
  [
    'in a schema of their own, with a prefix',
    { schema: 'kyc', entityPrefix: 'Acme-' },
    ['--schema', 'kyc', '--prefix', 'Acme-'],
  ],
])('a role that does not own the tables, %s', (_where, place: DataSourceSettings, flags: string[]) => {
  const role = `app-${randomBytes(6).toString('hex')}`;
  const table = (name: string) =>
    `${place.schema === undefined ? '' : `"${place.schema}".`}"${place.entityPrefix ?? ''}idenfy_${name}"`;
  let database: TestDatabase;
  let kyc: KycApp | undefined;

  beforeEach(async () => {
    database = await createTestDatabase();
    if (place.schema !== undefined) await database.query(`create schema ${place.schema}`);
    await database.query(`create role "${role}" login password '${PASSWORD}'`);
    const owner = new DataSource({
      type: 'postgres',
      url: database.url,
      entities: idenfyEntities,
      migrations: idenfyMigrations,
      migrationsRun: true,
      ...place,
    });
    await (await owner.initialize()).destroy();
  });
  afterEach(async () => {
    await kyc?.app.close();
    await kyc?.simulator.close();
    kyc = undefined;
    await database.query(`drop owned by "${role}"`);
    await database.query(`drop role "${role}"`);
    await database.drop();
  });

  it('runs the service with what `nestjs-idenfy grants` prints, and cannot change history', async () => {
    const { code, out, error } = await commandLine(['grants', '--role', role, ...flags], {});
    expect({ code, error }).toEqual({ code: 0, error: '' });
    await database.query(out);

    kyc = await started();
    await liveAWholeLife(kyc, 'ada');

    const app = kyc.app.get(DataSource);
    const [event, access, verification] = ['verification_event', 'access', 'verification'].map(table);
    for (const forbidden of [
      `update ${event} set actor = 'nobody'`,
      `delete from ${event}`,
      `truncate ${event}`,
      `alter table ${event} disable trigger user`,
      `drop trigger tr_idenfy_verification_event_append_only on ${event}`,
      `update ${access} set staff_id = 'nobody'`,
      `delete from ${access}`,
      `alter table ${access} disable trigger user`,
      `delete from ${verification}`,
      `drop table ${verification} cascade`,
    ]) {
      await expect(app.query(forbidden), forbidden).rejects.toThrow(/permission denied|must be owner/);
    }
  });

  it('is refused at boot while it may not read and write, with the command that helps', async () => {
    if (place.schema !== undefined)
      await database.query(`grant usage on schema ${place.schema} to "${role}"`);
    await expect(started()).rejects.toMatchObject({
      option: 'dataSource',
      hint: expect.stringMatching(
        /^the role may not SELECT and INSERT .*`npx nestjs-idenfy grants --role …`/,
      ),
    });
  });

  function started(): Promise<KycApp> {
    const url = new URL(database.url);
    url.username = role;
    url.password = PASSWORD;
    return KycApp.start({
      database: { ...database, url: url.href },
      dataSource: { ...place, migrationsRun: false },
      options: { keep: 'data', reconciliation: { everySeconds: 0.05 } },
      host: { providers: [LifeHandlers] },
    });
  }
});
