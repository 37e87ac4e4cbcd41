import { Socket } from 'node:net';
import { aWebhook, signWebhook } from 'nestjs-idenfy/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FrontDoor } from './never-lost/support/front-door.js';
import { createTestDatabase, type TestDatabase } from './support/database.js';
import { EventStream } from './support/event-stream.js';
import { KycApp } from './support/kyc-app.js';

const PATIENCE = { timeout: 30_000, interval: 50 };
const NEVER_MS = 3_600_000;

describe('a replica that lost its connections to the database for a moment', () => {
  let database: TestDatabase;
  let door: FrontDoor;
  let kyc: KycApp;
  let other: KycApp;

  beforeAll(async () => {
    database = await createTestDatabase();
    door = await FrontDoor.open();
    letThrough();
    const options = { reconciliation: { enabled: false } };
    kyc = await KycApp.start({
      database: { ...database, url: throughTheDoor() },
      options: { ...options, webhooks: { worker: { pollMs: NEVER_MS } } },
    });
    other = await KycApp.start({
      beside: kyc,
      database,
      options: { ...options, webhooks: { worker: { enabled: false } } },
    });
  });
  afterAll(async () => {
    await other.app.close();
    await kyc.close();
    await door.close();
  });

  it('tells an open page what was committed meanwhile, and goes on with what comes after', async () => {
    const scanRef = await kyc.started('ada');
    const page = await EventStream.open<{ status: string }>(
      `${kyc.url}/idenfy/verifications/${scanRef}/events`,
      { 'x-caller': 'staff:mary' },
    );
    expect(await page.next()).toMatchObject({ data: { status: 'ACTIVE' } });
    await become(scanRef, 'REVIEWING');
    expect(await page.next()).toMatchObject({ data: { status: 'REVIEWING' } });

    await whileItIsAway(() => become(scanRef, 'APPROVED'));
    expect(await page.next()).toMatchObject({ data: { status: 'APPROVED' } });

    await become(scanRef, 'DENIED');
    expect(await page.next()).toMatchObject({ data: { status: 'DENIED' } });
    page.leave();
  });

  it('applies what another replica took in meanwhile, without waiting for a poll', async () => {
    const scanRef = await kyc.started('grace');
    const { body, headers } = signWebhook(
      aWebhook({ scanRef, clientId: 'grace' }),
      kyc.simulator.signingKey ?? '',
    );

    await whileItIsAway(async () => {
      const { status } = await other.request('POST', '/idenfy/webhooks', { body, headers });
      expect(status).toBe(200);
    });

    await vi.waitFor(async () => expect(await statusOf(scanRef)).toBe('APPROVED'), PATIENCE);
  });

  it('would notice a network that has gone without a word, for the connection that listens is kept alive', async () => {
    const keptAlive = vi.spyOn(Socket.prototype, 'setKeepAlive');

    await whileItIsAway(async () => undefined);

    await vi.waitFor(
      () =>
        expect(keptAlive.mock.contexts.map((socket) => (socket as Socket).remotePort)).toContain(door.port),
      PATIENCE,
    );
    keptAlive.mockRestore();
  });

  function letThrough(): void {
    door.leadTo([Number(new URL(database.url).port)]);
  }

  function throughTheDoor(): string {
    const url = new URL(database.url);
    url.port = String(door.port);
    url.searchParams.set('application_name', 'through-the-door');
    return url.href;
  }

  async function whileItIsAway(work: () => Promise<void>): Promise<void> {
    door.leadTo([]);
    await database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'through-the-door'`,
    );
    await door.emptied();
    await work();
    letThrough();
  }

  /** Commits a change, and tells of it, as a replica does that applies a verdict. */
  async function become(scanRef: string, status: string): Promise<void> {
    await database.query(
      `with changed as (update idenfy_verification set status = $2, version = version + 1 where scan_ref = $1
                        returning id)
       select pg_notify('idenfy', 'verification:' || id) from changed`,
      [scanRef, status],
    );
  }

  async function statusOf(scanRef: string): Promise<string | undefined> {
    const [row] = await database.query<{ status: string }>(
      'select status from idenfy_verification where scan_ref = $1',
      [scanRef],
    );
    return row?.status;
  }
});
