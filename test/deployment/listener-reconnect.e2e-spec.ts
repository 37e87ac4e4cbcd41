import { Socket } from 'node:net';
import { aWebhook, signWebhook } from 'nestjs-idenfy/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LoadBalancer } from './support/load-balancer.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { EventStream } from '../support/event-stream.js';
import { KycApp } from '../support/kyc-app.js';

const PATIENCE = { timeout: 30_000, interval: 50 };
const NEVER_MS = 3_600_000;

describe('a replica that lost its database connections', () => {
  let database: TestDatabase;
  let balancer: LoadBalancer;
  let kyc: KycApp;
  let other: KycApp;

  beforeAll(async () => {
    database = await createTestDatabase();
    balancer = await LoadBalancer.open();
    letThrough();
    const options = { reconciliation: { enabled: false } };
    kyc = await KycApp.start({
      database: { ...database, url: throughTheBalancer() },
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
    await balancer.close();
  });

  it('streams what was committed meanwhile to open pages, and then what follows', async () => {
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

  it('applies webhooks that another replica stored meanwhile, without waiting for a poll', async () => {
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

  it('keeps its listening connection alive, so that it notices a silent network failure', async () => {
    const keptAlive = vi.spyOn(Socket.prototype, 'setKeepAlive');

    await whileItIsAway(async () => undefined);

    await vi.waitFor(
      () =>
        expect(keptAlive.mock.contexts.map((socket) => (socket as Socket).remotePort)).toContain(
          balancer.port,
        ),
      PATIENCE,
    );
    keptAlive.mockRestore();
  });

  it('is not harmed by notifications of others: no text from outside names an event', async () => {
    const scanRef = await kyc.started('hedy');
    const page = await EventStream.open<{ status: string }>(
      `${kyc.url}/idenfy/verifications/${scanRef}/events`,
      { 'x-caller': 'staff:mary' },
    );
    await page.next();

    for (const message of [
      'error:boom',
      'error',
      'uncaughtException:x',
      '__proto__:x',
      'constructor:',
      ':',
      '',
    ]) {
      await database.query(`select pg_notify('idenfy', $1)`, [message]);
    }
    await database.query(`select pg_notify('idenfy', $1)`, [
      `verification:${"'; drop table x --,".repeat(200)}`,
    ]);

    await become(scanRef, 'REVIEWING');
    expect(await page.next()).toMatchObject({ data: { status: 'REVIEWING' } });
    page.leave();
  });

  function letThrough(): void {
    balancer.routeTo([Number(new URL(database.url).port)]);
  }

  function throughTheBalancer(): string {
    const url = new URL(database.url);
    url.port = String(balancer.port);
    url.searchParams.set('application_name', 'through-the-balancer');
    return url.href;
  }

  async function whileItIsAway(work: () => Promise<void>): Promise<void> {
    balancer.routeTo([]);
    await database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'through-the-balancer'`,
    );
    await balancer.emptied();
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
