import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { idenfyMigrations } from '../database/migrations/idenfy-migrations.js';
import { tablesOf } from '../database/table-names.js';
import { refreshStandings } from './change-log.js';

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await new DataSource({
    type: 'postgres',
    url: database.url,
    migrations: idenfyMigrations,
    migrationsRun: true,
  }).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const PERSON = { account: 'default', clientId: 'person-1' };

async function storeAttempt(status: string, createdAt: string): Promise<void> {
  await database.query(
    `insert into idenfy_verification (id, client_id, status, created_at, closed_at, started_by)
     values (gen_random_uuid(), $1, $2, $3, case when $2 <> 'ACTIVE' then now() end, 'test')`,
    [PERSON.clientId, status, createdAt],
  );
}

describe('the standing of a person', () => {
  it('takes both verifications into account that change at the same moment', async () => {
    await database.query(`insert into idenfy_client (client_id) values ($1)`, [PERSON.clientId]);
    await storeAttempt('REVIEWING', '2026-01-01');
    await storeAttempt('ACTIVE', '2026-01-02');
    const [one, other] = [dataSource.createQueryRunner(), dataSource.createQueryRunner()];
    await Promise.all([one.startTransaction(), other.startTransaction()]);
    const refresh = ({ manager }: typeof one) =>
      refreshStandings(manager, tablesOf(dataSource), [PERSON], {
        at: new Date(),
        whileUndecided: 'suspend',
      });

    await one.query(
      `update idenfy_verification set status = 'APPROVED', final = true where status = 'REVIEWING'`,
    );
    await refresh(one);
    const later = refresh(other);
    await vi.waitFor(
      async () => {
        const waiting = await database.query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        expect(waiting).toHaveLength(1);
      },
      { timeout: 10_000 },
    );
    await one.commitTransaction();
    await later;
    await other.commitTransaction();

    const people = await database.query(`select standing from idenfy_client`);
    expect(people).toEqual([{ standing: 'VERIFIED' }]);
    await Promise.all([one.release(), other.release()]);
  });
});
