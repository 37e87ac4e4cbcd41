import { Logger } from '@nestjs/common';
import { WebhookReceiver } from 'nestjs-idenfy';
import { aWebhook, signWebhook } from 'nestjs-idenfy/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Replica } from '../support/replica.js';
import { KycWorld } from './support/kyc-world.js';
import { MuteRelay } from './support/mute-relay.js';
import type { ReplicaProcess } from './support/replica-process.js';

const SHUTDOWN_MS = 1_000;
const PATIENCE = { timeout: 20_000, interval: 50 };

describe('a database whose machine vanishes without closing connections', { timeout: 60_000 }, () => {
  let database: TestDatabase;
  let relay: MuteRelay;
  let replica: Replica;

  beforeEach(async () => {
    vi.spyOn(Logger.prototype, 'error').mockReturnValue();
    vi.spyOn(Logger.prototype, 'warn').mockReturnValue();
    database = await createTestDatabase();
    const { hostname, port } = new URL(database.url);
    relay = await MuteRelay.to(hostname, Number(port));
  });
  afterEach(async () => {
    await replica.close().catch(() => undefined);
    await relay.close();
    await database.drop();
    vi.restoreAllMocks();
  }, 30_000);

  async function start(queryTimeoutMs: number): Promise<void> {
    const url = new URL(database.url);
    url.port = String(relay.port);
    replica = await Replica.start(
      { ...database, url: url.href },
      {
        webhooks: { storeTimeoutMs: 5_000, worker: { enabled: true, pollMs: 500, shutdownMs: SHUTDOWN_MS } },
        options: { database: { queryTimeoutMs }, reconciliation: { everySeconds: 0.5 } },
      },
    );
  }

  async function unapplied(): Promise<number> {
    const [row] = await database.query<{ count: number }>(
      `select count(*)::int as count from idenfy_webhook where state <> 'applied'`,
    );
    return row?.count ?? -1;
  }

  /** Delivers as iDenfy does: again, when the first answer is no 200. */
  async function deliverUntilStored(scanRef: string, clientId: string): Promise<void> {
    const { body, headers } = signWebhook(aWebhook({ scanRef, clientId }), 'a-signing-key-of-this-test');
    const receive = () =>
      replica.app.get(WebhookReceiver).receive({
        body,
        signature: headers['Idenfy-Signature'],
        eventType: headers['Idenfy-Event-Type'],
      });
    await vi.waitFor(receive, PATIENCE);
  }

  it('is noticed: intake goes on through new connections, and the worker applies within seconds', async () => {
    await start(1_000);
    await replica.session('ada');
    await replica.deliver(aWebhook({ scanRef: 'scan-of-ada', clientId: 'ada' }));
    await vi.waitFor(async () => expect(await unapplied()).toBe(0), PATIENCE);

    relay.mute();
    for (const clientId of ['grace', 'linus', 'margaret']) {
      const scanRef = await replica.session(clientId);
      await deliverUntilStored(scanRef, clientId);
    }

    await vi.waitFor(async () => expect(await unapplied()).toBe(0), PATIENCE);
    const rows = await database.query(`select client_id, status from idenfy_verification order by client_id`);
    expect(rows).toEqual(
      ['ada', 'grace', 'linus', 'margaret'].map((client_id) => ({ client_id, status: 'APPROVED' })),
    );
  });

  it('takes no place of the pool when it accepts connections and says nothing', async () => {
    await start(500);
    const deliver = () => replica.deliver(aWebhook({ scanRef: 'scan-of-ada', clientId: 'ada' }));
    relay.ignoreAll();
    // the pool has ten places
    for (let attempt = 0; attempt < 12; attempt++) await expect(deliver()).rejects.toThrow();

    relay.hearAgain();
    await expect(deliver()).resolves.toBeUndefined();
  });

  it('does not hold up the shutdown', async () => {
    await start(60_000);
    await replica.session('ada');
    await replica.deliver(aWebhook({ scanRef: 'scan-of-ada', clientId: 'ada' }));
    await vi.waitFor(async () => expect(await unapplied()).toBe(0), PATIENCE);

    relay.mute();
    // several polls and a sweep have begun, and none of them ends
    const startedAt = performance.now();
    await vi.waitFor(() => expect(performance.now() - startedAt).toBeGreaterThan(1_500), PATIENCE);
    const closingAt = performance.now();
    await replica.close();

    expect(performance.now() - closingAt).toBeLessThan(SHUTDOWN_MS + 5_000);
  });
});

describe('a process whose database went mute', { timeout: 60_000 }, () => {
  let relay: MuteRelay;
  let world: KycWorld;

  beforeEach(async () => {
    const database = await createTestDatabase();
    const url = new URL(database.url);
    relay = await MuteRelay.to(url.hostname, Number(url.port));
    url.port = String(relay.port);
    world = await KycWorld.open({ database: { ...database, url: url.href } });
  });
  afterEach(async () => {
    // a database cannot be dropped while a login to it is open
    await relay.close();
    await world.close();
  }, 30_000);

  function replica(): Promise<ReplicaProcess> {
    return world.replica({
      idenfy: {
        database: { queryTimeoutMs: 60_000 },
        webhooks: { worker: { pollMs: 500, shutdownMs: SHUTDOWN_MS } },
      },
    });
  }

  async function endsInTime(process: ReplicaProcess): Promise<void> {
    const toldAt = performance.now();
    expect(await process.stop()).toMatchObject({ code: 0, signal: null });
    expect(performance.now() - toldAt).toBeLessThan(SHUTDOWN_MS + 5_000);
  }

  it('ends within its time when it is told to', async () => {
    const process = await replica();
    await world.person('ada').post('/idenfy/verifications', {});

    relay.mute();

    await endsInTime(process);
  });

  it('ends within its time while connections are being opened', async () => {
    const process = await replica();
    await world.person('ada').post('/idenfy/verifications', {});

    relay.ignoreAll();
    await vi.waitFor(() => expect(relay.ignored).toBeGreaterThan(0), PATIENCE);

    await endsInTime(process);
  });
});
