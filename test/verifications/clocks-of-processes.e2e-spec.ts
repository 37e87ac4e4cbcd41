import { IdenfyClock, OverdueSweep, RetentionSweep, SystemClock } from 'nestjs-idenfy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KycApp } from '../support/kyc-app.js';

const AHEAD_MS = 20 * 60_000;

/** The clock of a process that is wrong: 20 minutes ahead of the database's. */
class WrongClock extends SystemClock {
  override now(): Date {
    return new Date(Date.now() + AHEAD_MS);
  }

  override databaseTime(): null {
    return null;
  }
}

describe('a process whose clock is 20 minutes ahead', () => {
  let right: KycApp;
  let wrong: KycApp;
  const staff = { caller: 'staff:mary' };

  beforeAll(async () => {
    const options = {
      reconciliation: { enabled: false },
      limits: { startsPerDay: 1, coolDownSeconds: 600 },
      retention: { deleteAfterDays: 0.01 },
    };
    right = await KycApp.start({ options });
    wrong = await KycApp.start({
      beside: right,
      options,
      testing: (builder) => builder.overrideProvider(IdenfyClock).useValue(new WrongClock()),
    });
  });
  afterAll(async () => {
    await wrong.app.close();
    await right.close();
  });

  it('writes the time of the database into history, deadlines and expiry', async () => {
    const scanRef = await wrong.started('ada');
    await wrong.request('POST', `/idenfy/verifications/${scanRef}/finished`, { caller: 'ada' });

    const rows = await right.database.query<{ ahead: number }>(
      `select extract(epoch from t - now())::float8 as ahead
         from (select created_at as t from idenfy_verification where scan_ref = $1
               union all select returned_at from idenfy_verification where scan_ref = $1
               union all select expires_at - interval '1 hour' from idenfy_verification where scan_ref = $1
               union all select deadline_at - interval '25 minutes' from idenfy_verification where scan_ref = $1
               union all select at from idenfy_verification_event) times`,
      [scanRef],
    );

    expect(rows).toHaveLength(7);
    for (const { ahead } of rows) expect(Math.abs(ahead)).toBeLessThan(60);
  });

  it('does not look a session up again within ten minutes, nor sweep what is not overdue', async () => {
    const scanRef = await right.started('grace');
    const path = `/idenfy/verifications/${scanRef}/refresh`;
    expect(await right.request('POST', path, staff)).toMatchObject({ status: 200 });

    const again = await wrong.request('POST', path, staff);

    expect(again.status).toBe(429);
    expect(Number(again.headers.get('retry-after'))).toBeGreaterThan(540);
    expect(await wrong.app.get(OverdueSweep).run()).toMatchObject({ overdue: 0 });
  });

  it('neither shortens a cool-down nor erases early', async () => {
    const start = await right.request('POST', '/idenfy/verifications', { caller: 'linus', body: {} });
    right.simulator.outcome(String(start.body['scanRef']), { overall: 'DENIED' });
    await right.settled();

    const again = await wrong.request('POST', '/idenfy/verifications', { caller: 'linus', body: {} });

    expect(again.status).toBe(429);
    expect(Number(again.headers.get('retry-after'))).toBeGreaterThan(540);
    expect(await wrong.app.get(RetentionSweep).run()).toBe(0);
  });
});
