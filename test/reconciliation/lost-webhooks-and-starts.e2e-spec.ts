import { IdenfyBudgetError, IdenfyClock, OverdueSweep, RateBudget } from 'nestjs-idenfy';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KycApp } from '../support/kyc-app.js';
import { ShiftableClock } from '../support/shiftable-clock.js';

class Purse extends RateBudget {
  isEmpty = false;

  take(): Promise<void> {
    if (!this.isEmpty) return Promise.resolve();
    return Promise.reject(new IdenfyBudgetError({ retryAfterSeconds: 60 }));
  }

  remaining(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
}

describe('a session without a webhook', () => {
  const purse = new Purse();
  let kyc: KycApp;
  let clock: ShiftableClock;

  beforeAll(async () => {
    clock = new ShiftableClock();
    kyc = await KycApp.start({
      testing: (builder) => builder.overrideProvider(IdenfyClock).useValue(clock),
      extras: { replace: [{ provide: RateBudget, useValue: purse }] },
      options: { keep: 'data', reconciliation: { enabled: false, lookupsPerSession: 2 } },
    });
  });
  afterAll(() => kyc.close());
  beforeEach(() => kyc.simulator.clearFaults());

  it("is looked up once, and the verdict reaches the host's handlers", async () => {
    const scanRef = await kyc.started('unheard');
    kyc.simulator.fault({ webhooks: { drop: true }, rate: 1 });
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await kyc.settled();
    expect(await tracked(scanRef)).toMatchObject({ status: 'ACTIVE' });
    expect(lookups(scanRef)).toBe(0);

    clock.shift(3 * 60);
    await sweep();

    expect(await tracked(scanRef)).toMatchObject({ status: 'APPROVED', final: true });
    expect(lookups(scanRef)).toBe(1);
    await sweep();
    expect(lookups(scanRef)).toBe(1);
  });

  it('is looked up sooner after the person reports their return', async () => {
    const scanRef = await kyc.started('returned');
    kyc.simulator.fault({ webhooks: { drop: true }, rate: 1 });
    kyc.simulator.outcome(scanRef, { overall: 'DENIED' });
    await kyc.request('POST', `/idenfy/verifications/${scanRef}/finished`, { caller: 'returned' });
    await kyc.settled();

    clock.shift(24);
    await sweep();
    expect(lookups(scanRef)).toBe(0);
    clock.shift(2);
    await sweep();
    expect(await tracked(scanRef)).toMatchObject({ status: 'DENIED', final: true });
  });

  it('is put before staff after a limited number of lookups', async () => {
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
    expect(lookups(scanRef)).toBe(2);
    expect(await row(scanRef)).toMatchObject({ attention: ['OVERDUE'], deadline_at: null });
  });

  it('is found again when the answer to its start was lost, without a second charge', async () => {
    kyc.simulator.fault({ path: '/api/v2/token', cut: 'after' });
    const start = await kyc.request('POST', '/idenfy/verifications', { caller: 'cut', body: {} });
    expect(start).toMatchObject({ status: 409, body: { identifier: 'SESSION_UNRECOVERABLE' } });
    expect(Number(start.headers.get('retry-after'))).toBeGreaterThan(0);

    const again = await kyc.request('POST', '/idenfy/verifications', { caller: 'cut', body: {} });
    expect(again).toMatchObject({ status: 409, body: { identifier: 'SESSION_UNRECOVERABLE' } });
    const [found] = await kyc.database.query<{ scan_ref: string; attention: string[] }>(
      `select scan_ref, attention from idenfy_verification where client_id = 'cut'`,
    );
    expect(found).toMatchObject({ attention: ['TOKEN_LOST'] });
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

  it('is given up when iDenfy has no such session, so that the person can start again', async () => {
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

  it('is looked up for staff at most once in ten minutes', async () => {
    const scanRef = await kyc.started('asked');
    const refresh = () =>
      kyc.request('POST', `/idenfy/verifications/${scanRef}/refresh`, { caller: 'staff:grace', body: {} });

    const answers = await Promise.all([refresh(), refresh(), refresh()]);

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 429, 429]);
    const refused = answers.find(({ status }) => status === 429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(500);
    expect(lookups(scanRef)).toBe(1);
  });

  it('can be looked up again at once when iDenfy did not answer', async () => {
    const scanRef = await kyc.started('unanswered');
    const refresh = () =>
      kyc.request('POST', `/idenfy/verifications/${scanRef}/refresh`, { caller: 'staff:grace', body: {} });
    kyc.simulator.fault({ path: '/api/v2/status', status: 401 });
    expect(await refresh()).toMatchObject({ status: 502 });
    expect(await refresh()).toMatchObject({ status: 200 });
  });

  it('gets the full number of lookups after its start was found again', async () => {
    kyc.simulator.fault({ path: '/kyc/identifications/', status: 404, body: {}, count: 100 });
    await kyc.database.query(
      `insert into idenfy_verification (id, client_id, status, started_by, deadline_at, expires_at)
       values (gen_random_uuid(), 'lost', 'UNKNOWN', 'person', now(), now() + interval '30 days')`,
    );
    const lost = async () =>
      (await kyc.database.query(`select * from idenfy_verification where client_id = 'lost'`))[0];

    await sweep();
    expect(await lost()).toMatchObject({ lookups: 1, attention: [] });
    clock.shift(16);
    await sweep();
    expect(await lost()).toMatchObject({ lookups: 2, attention: ['OVERDUE'], deadline_at: null });
  });

  it('does not use up lookups that the rate budget refused', async () => {
    const scanRef = await kyc.started('held-back');
    clock.shift(3 * 60);
    purse.isEmpty = true;
    for (let sweeps = 0; sweeps < 5; sweeps++) {
      await sweep();
      clock.shift(16);
    }
    purse.isEmpty = false;

    expect(await row(scanRef)).toMatchObject({ lookups: 0, attention: [] });
  });

  it('does not keep other sessions from their lookup when its own fails', async () => {
    const [stuck, fine] = [await kyc.started('stuck'), await kyc.started('fine')];
    kyc.simulator.fault({ webhooks: { drop: true }, rate: 1 });
    for (const scanRef of [stuck, fine]) kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await kyc.settled();
    await kyc.database.query(`create function stuck() returns trigger language plpgsql as
      $$ begin if new.scan_ref = '${stuck}' then raise exception 'stuck'; end if; return new; end $$`);
    await kyc.database.query(
      'create trigger stuck before update on idenfy_verification for each row execute function stuck()',
    );
    clock.shift(3 * 60);

    await sweep();
    await kyc.database.query('drop trigger stuck on idenfy_verification');

    expect(await tracked(fine)).toMatchObject({ status: 'APPROVED' });
  });

  it('stays erased when the erasure happens during the lookup', async () => {
    const scanRef = await kyc.started('erased');
    kyc.simulator.outcome(scanRef, { overall: 'SUSPECTED', fraudTags: ['FACE_BLACKLISTED'] });
    await kyc.settled();
    await kyc.database.query(
      `update idenfy_verification set fraud_tags = '{}', personal_data = null where scan_ref = $1`,
      [scanRef],
    );
    kyc.simulator.fault({ path: '/api/v2/status', delayMs: 200 });
    kyc.simulator.fault({ path: '/api/v2/data', delayMs: 200 });
    const ask = (method: string, what: string) =>
      kyc.request(method, `/idenfy/verifications/${scanRef}/${what}`, { caller: 'staff:grace' });
    const asked = [ask('POST', 'refresh'), ask('GET', 'data')];
    await expect
      .poll(() => row(scanRef))
      .toMatchObject({
        looked_up_at: expect.any(Date) as Date,
        data_asked_at: expect.any(Date) as Date,
      });
    await kyc.database.query('update idenfy_verification set erased_at = now() where scan_ref = $1', [
      scanRef,
    ]);

    expect(await asked[0]).toMatchObject({ status: 409, body: { identifier: 'ERASED' } });
    await asked[1];
    expect(await row(scanRef)).toMatchObject({ fraud_tags: [], personal_data: null });
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

  function lookups(scanRef: string): number {
    return kyc.simulator
      .requests('/api/v2/status')
      .filter(({ body }) => (body as { scanRef?: string } | undefined)?.scanRef === scanRef).length;
  }
});
