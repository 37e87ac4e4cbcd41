import { IdenfyClock, OverdueSweep } from 'nestjs-idenfy';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KycApp } from './support/kyc-app.js';
import { ShiftableClock } from './support/shiftable-clock.js';

describe('a session that was not heard of again', () => {
  let kyc: KycApp;
  let clock: ShiftableClock;

  beforeAll(async () => {
    clock = new ShiftableClock();
    kyc = await KycApp.start({
      testing: (builder) => builder.overrideProvider(IdenfyClock).useValue(clock),
      options: { reconciliation: { enabled: false, lookUpsPerSession: 2 } },
    });
  });
  afterAll(() => kyc.close());
  beforeEach(() => kyc.simulator.clearFaults());

  it('is looked up once when its callback was lost, and the host hears of the verdict', async () => {
    const scanRef = await kyc.started('unheard');
    kyc.simulator.fault({ webhooks: { drop: true } });
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await kyc.settled();
    expect(await tracked(scanRef)).toMatchObject({ status: 'ACTIVE' });
    expect(lookUps(scanRef)).toBe(0);

    clock.shift(3 * 60);
    await sweep();

    expect(await tracked(scanRef)).toMatchObject({ status: 'APPROVED', final: true });
    expect(lookUps(scanRef)).toBe(1);
    await sweep();
    expect(lookUps(scanRef)).toBe(1);
  });

  it('is looked for sooner once the person says they are back', async () => {
    const scanRef = await kyc.started('returned');
    kyc.simulator.fault({ webhooks: { drop: true } });
    kyc.simulator.outcome(scanRef, { overall: 'DENIED' });
    await kyc.request('POST', `/idenfy/verifications/${scanRef}/finished`, { caller: 'returned' });
    await kyc.settled();

    clock.shift(24);
    await sweep();
    expect(lookUps(scanRef)).toBe(0);
    clock.shift(2);
    await sweep();
    expect(await tracked(scanRef)).toMatchObject({ status: 'DENIED', final: true });
  });

  it('is handed to a human after a bounded number of look-ups', async () => {
    const scanRef = await kyc.started('silent');
    kyc.simulator.fault({
      path: '/api/v2/status',
      status: 404,
      body: { identifier: 'BAD_VALUE', message: 'unknown' },
      count: 100,
    });
    for (let hours = 0; hours < 12; hours += 2) {
      clock.shift(120);
      await sweep();
    }
    expect(lookUps(scanRef)).toBe(2);
    expect(await row(scanRef)).toMatchObject({ attention: 'OVERDUE', deadline_at: null });
  });

  it('is found again when the answer to its start was lost, and not paid for twice', async () => {
    kyc.simulator.fault({ path: '/api/v2/token', cut: 'after' });
    const start = await kyc.request('POST', '/idenfy/verifications', { caller: 'cut', body: {} });
    expect(start).toMatchObject({ status: 409, body: { identifier: 'SESSION_UNRECOVERABLE' } });
    expect(Number(start.headers.get('retry-after'))).toBeGreaterThan(0);

    const again = await kyc.request('POST', '/idenfy/verifications', { caller: 'cut', body: {} });
    expect(again).toMatchObject({ status: 409, body: { identifier: 'SESSION_UNRECOVERABLE' } });
    const [found] = await kyc.database.query<{ scan_ref: string; attention: string }>(
      `select scan_ref, attention from idenfy_verification where client_id = 'cut'`,
    );
    expect(found).toMatchObject({ attention: 'TOKEN_LOST' });
    expect(kyc.simulator.verification(found?.scan_ref ?? '')).toMatchObject({ clientId: 'cut' });

    const me = await kyc.request('GET', `/idenfy/verifications/${found?.scan_ref}`, { caller: 'cut' });
    expect(me.body).toMatchObject({ status: 'ACTIVE', nextStep: 'WAIT' });
    expect(Number(again.headers.get('retry-after'))).toBeLessThanOrEqual(3660);

    const forced = await kyc.request('POST', '/idenfy/verifications', {
      caller: 'staff:grace',
      body: { clientId: 'cut', force: true },
    });
    expect(forced).toMatchObject({ status: 409, body: { identifier: 'SESSION_UNRECOVERABLE' } });
    expect(await tracked(found?.scan_ref ?? '')).toMatchObject({ status: 'ACTIVE' });

    kyc.simulator.outcome(found?.scan_ref ?? '', { overall: 'APPROVED' });
    await kyc.settled();
    expect(await tracked(found?.scan_ref ?? '')).toMatchObject({ status: 'APPROVED' });
  });

  it('is given up when iDenfy knows of no session, so that the person can start again', async () => {
    await kyc.database.query(
      `insert into idenfy_verification (id, client_id, status, started_by, deadline_at, expires_at)
       values (gen_random_uuid(), 'killed', 'STARTING', 'person', now() - interval '1 hour', now() + interval '1 hour')`,
    );
    await sweep();
    const [killed] = await kyc.database.query(
      `select status, start_error from idenfy_verification where client_id = 'killed'`,
    );
    expect(killed).toMatchObject({ status: 'START_FAILED', start_error: 'NO_SESSION' });
    const start = await kyc.request('POST', '/idenfy/verifications', { caller: 'killed', body: {} });
    expect(start.status).toBe(201);
  });

  it('is asked about by staff at most once in ten minutes, however many ask', async () => {
    const scanRef = await kyc.started('asked');
    const refresh = () =>
      kyc.request('POST', `/idenfy/verifications/${scanRef}/refresh`, { caller: 'staff:grace', body: {} });

    const answers = await Promise.all([refresh(), refresh(), refresh()]);

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 429, 429]);
    const refused = answers.find(({ status }) => status === 429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(500);
    expect(lookUps(scanRef)).toBe(1);
  });

  it('may be asked about again at once when iDenfy did not answer', async () => {
    const scanRef = await kyc.started('unanswered');
    const refresh = () =>
      kyc.request('POST', `/idenfy/verifications/${scanRef}/refresh`, { caller: 'staff:grace', body: {} });
    kyc.simulator.fault({ path: '/api/v2/status', status: 401 });
    expect(await refresh()).toMatchObject({ status: 502 });
    expect(await refresh()).toMatchObject({ status: 200 });
  });

  const sweep = () => kyc.app.get(OverdueSweep).run();

  async function tracked(scanRef: string): Promise<Record<string, unknown>> {
    return (await kyc.request('GET', `/idenfy/verifications/${scanRef}`, { caller: 'staff:grace' })).body;
  }

  async function row(scanRef: string): Promise<Record<string, unknown> | undefined> {
    const [found] = await kyc.database.query(`select * from idenfy_verification where scan_ref = $1`, [
      scanRef,
    ]);
    return found;
  }

  function lookUps(scanRef: string): number {
    return kyc.simulator
      .requests('/api/v2/status')
      .filter(({ body }) => (body as { scanRef?: string } | undefined)?.scanRef === scanRef).length;
  }
});
