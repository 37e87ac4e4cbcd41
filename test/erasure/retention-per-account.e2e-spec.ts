import { IdenfyClock, RetentionSweep } from 'nestjs-idenfy';
import { aWebhook, signWebhook } from 'nestjs-idenfy/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '@nestjs-idenfy/local-postgres';
import { KycApp } from '../support/kyc-app.js';
import { ShiftableClock } from '../support/shiftable-clock.js';

const KEYS = { default: 'a-signing-key-of-this-test', eu: 'a-signing-key-of-the-account-eu' };
const DAY_SECONDS = 24 * 60 * 60;
const DAY_MINUTES = 24 * 60;

describe('retention times of a single account', () => {
  const clock = new ShiftableClock();
  const scanRefs: Record<string, string> = {};
  let kyc: KycApp;

  beforeAll(async () => {
    const port = await freePort();
    const credentials = { apiKey: 'a-key', apiSecret: 'a-secret' };
    const host = `http://127.0.0.1:${port}`;
    kyc = await KycApp.start({
      simulator: { ...credentials, port },
      testing: (builder) => builder.overrideProvider(IdenfyClock).useValue(clock),
      options: {
        accounts: { eu: { ...credentials, baseUrl: host, uiUrl: host, signingKeys: [KEYS.eu] } },
        reconciliation: { enabled: false },
        retention: {
          keepAtLeastDays: 30,
          deleteAfterDays: 100,
          accounts: { eu: { keepAtLeastDays: 50, deleteAfterDays: 80 } },
        },
      },
    });
    for (const account of ['default', 'eu'] as const) {
      const scanRef = await kyc.started(`of-${account}`, { account });
      const { body, headers } = signWebhook(aWebhook({ scanRef, clientId: `of-${account}` }), KEYS[account]);
      await kyc.request('POST', `/idenfy/webhooks/${account}`, { body, headers });
      kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
      scanRefs[account] = scanRef;
    }
    await kyc.settled();
  });
  afterAll(() => kyc.close());

  const erase = (account: string) =>
    kyc.request('DELETE', `/idenfy/verifications/${scanRefs[account]}?account=${account}`, {
      caller: 'staff:grace',
    });
  const erased = () =>
    kyc.database.query('select account from idenfy_verification where erased_at is not null order by 1');

  it('apply to that account only, and the general ones to every other account', async () => {
    const early = await erase('default');
    expect(early.body).toMatchObject({ statusCode: 409, identifier: 'RETENTION_NOT_OVER' });
    expect(Number(early.headers.get('retry-after'))).toBeLessThanOrEqual(30 * DAY_SECONDS);

    clock.shift(31 * DAY_MINUTES);
    const held = await erase('eu');
    expect(held.body).toMatchObject({ statusCode: 409, identifier: 'RETENTION_NOT_OVER' });
    expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(18 * DAY_SECONDS);
    expect(Number(held.headers.get('retry-after'))).toBeLessThanOrEqual(19 * DAY_SECONDS);

    clock.shift(48 * DAY_MINUTES);
    await kyc.app.get(RetentionSweep).run();
    expect(await erased()).toEqual([]);

    clock.shift(2 * DAY_MINUTES);
    await kyc.app.get(RetentionSweep).run();
    expect(await erased()).toEqual([{ account: 'eu' }]);
    expect((await erase('default')).status).toBe(202);
  });
});
