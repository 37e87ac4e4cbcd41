import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { KycApp } from '../support/kyc-app.js';
import { LifeHandlers, liveAWholeLife } from './support/whole-life.js';

const PATIENCE = { timeout: 10_000, interval: 50 };
const PEOPLE = Array.from({ length: 12 }, (_, nth) => `person-${nth}`);

describe.each(['serializable', 'repeatable read'])('a database whose default isolation is %s', (level) => {
  let database: TestDatabase;
  let kyc: KycApp | undefined;

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(async () => {
    await kyc?.app.close();
    await kyc?.simulator.close();
    kyc = undefined;
    await database.drop();
  });

  it('works under concurrency', async () => {
    await setDefault();
    await allLive();
  });

  it('works where the default was changed after the start', async () => {
    const app = (kyc = await started());
    await setDefault();
    await database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`,
    );
    // a request that meets a connection which has just ended is 503
    await vi.waitFor(async () => {
      const { status } = await app.request('GET', '/idenfy/clients/me', { caller: 'ada' });
      expect(status).toBe(200);
    }, PATIENCE);
    await allLive();
  });

  async function allLive(): Promise<void> {
    const app = (kyc ??= await started());
    await Promise.all(PEOPLE.map((person) => liveAWholeLife(app, person)));
    const unfinished = await database.query(
      `select from idenfy_handler_run where attempts > 1 or state <> 'done'`,
    );
    expect(unfinished).toEqual([]);
  }

  function started(): Promise<KycApp> {
    return KycApp.start({
      database,
      options: { reconciliation: { everySeconds: 0.05 } },
      host: { providers: [LifeHandlers] },
    });
  }

  async function setDefault(): Promise<void> {
    const [row] = await database.query<{ name: string }>('select current_database() as name');
    await database.query(`alter database ${row?.name} set default_transaction_isolation = '${level}'`);
  }
});
