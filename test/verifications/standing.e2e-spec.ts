import { IdenfyClock } from 'nestjs-idenfy';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { KycApp } from '../support/kyc-app.js';
import { ShiftableClock } from '../support/shiftable-clock.js';

describe('the standing of a person', () => {
  let kyc: KycApp;
  let clock: ShiftableClock;
  const me = async (caller: string) => (await kyc.request('GET', '/idenfy/clients/me', { caller })).body;

  beforeAll(async () => {
    clock = new ShiftableClock();
    kyc = await KycApp.start({
      testing: (builder) => builder.overrideProvider(IdenfyClock).useValue(clock),
      options: {
        reconciliation: { enabled: false },
        verifiedUntil: () => new Date(clock.now().getTime() + 24 * 60 * 60 * 1_000),
      },
    });
  });
  afterAll(() => kyc.close());

  it('becomes PENDING when a new verification starts after the approval expired', async () => {
    kyc.simulator.outcome(await kyc.started('ada'), { overall: 'APPROVED' });
    await kyc.settled();
    expect(await me('ada')).toMatchObject({ standing: 'VERIFIED', nextStep: 'NONE' });
    clock.shift(25 * 60);
    expect(await me('ada')).toMatchObject({ standing: 'EXPIRED', nextStep: 'RETRY' });

    const scanRef = await kyc.started('ada');

    expect(await me('ada')).toMatchObject({
      standing: 'PENDING',
      nextStep: 'CONTINUE',
      verifiedUntil: null,
      current: { scanRef },
    });
  });

  it('keeps a verdict that was committed while a new session was being stored', async () => {
    kyc.simulator.fault({ path: '/api/v2/token', delayMs: 300 });
    const started = kyc.started('grace');
    await expect.poll(() => starting()).toHaveLength(1);
    await kyc.database.query('begin');
    await kyc.database.query(`update idenfy_client set standing = 'VERIFIED' where client_id = 'grace'`);
    await vi.waitFor(
      async () => {
        await kyc.database.query('select pg_stat_clear_snapshot()'); // or all of a transaction sees the first one
        expect(await waiting()).toHaveLength(1);
      },
      { timeout: 10_000 },
    );
    await kyc.database.query('commit');
    await started;

    expect(await me('grace')).toMatchObject({ standing: 'VERIFIED' });
  });

  const starting = () =>
    kyc.database.query(`select from idenfy_verification where client_id = 'grace' and status = 'STARTING'`);
  const waiting = () =>
    kyc.database.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
});
