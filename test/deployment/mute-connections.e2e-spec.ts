import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { KycApp } from '../support/kyc-app.js';
import { MuteRelay } from './support/mute-relay.js';
import { LifeHandlers, liveAWholeLife } from './support/whole-life.js';

const QUERY_TIMEOUT_MS = 1_000;
const PATIENCE = { timeout: 20_000, interval: 50 };

describe('connections that go mute, as with a machine that lost its power', { timeout: 60_000 }, () => {
  let database: TestDatabase;
  let relay: MuteRelay;
  let kyc: KycApp;

  beforeEach(async () => {
    database = await createTestDatabase();
    const url = new URL(database.url);
    relay = await MuteRelay.to(url.hostname, Number(url.port));
    url.port = String(relay.port);
    kyc = await KycApp.start({
      database: { ...database, url: url.href },
      dataSource: { poolSize: 4 },
      options: {
        database: { queryTimeoutMs: QUERY_TIMEOUT_MS },
        webhooks: { worker: { pollMs: 200 } },
        reconciliation: { enabled: false },
      },
      host: { providers: [LifeHandlers] },
    });
  });
  afterEach(async () => {
    await kyc.app.close();
    await kyc.simulator.close();
    await relay.close();
    await database.drop();
  });

  it('answer 503 within the time limit of a query, and then the pool has new ones and all works', async () => {
    await liveAWholeLife(kyc, 'ada');
    await fillPool();

    relay.mute();
    const muteAt = performance.now();
    const answers = await Promise.all(Array.from({ length: 4 }, () => standing()));
    expect(performance.now() - muteAt).toBeLessThan(QUERY_TIMEOUT_MS * 3);
    expect(answers).toContain(503);
    expect(answers.filter((status) => status !== 503 && status !== 200)).toEqual([]);

    await vi.waitFor(async () => expect(await standing()).toBe(200), PATIENCE);
    expect(await Promise.all(Array.from({ length: 8 }, () => standing()))).toEqual(Array(8).fill(200));
    await liveAWholeLife(kyc, 'grace');
  });

  /** Requests at once, so that the pool has opened what it may. */
  async function fillPool(): Promise<void> {
    await vi.waitFor(async () => {
      await Promise.all(Array.from({ length: 40 }, () => standing()));
      expect(relay.open).toBeGreaterThanOrEqual(5); // with the one that listens
    }, PATIENCE);
  }

  async function standing(): Promise<number> {
    const { status } = await kyc.request('GET', '/idenfy/clients/me', { caller: 'ada' });
    return status;
  }
});
