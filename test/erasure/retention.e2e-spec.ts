import { LegalHolds, RetentionSweep, WebhookPurge } from 'nestjs-idenfy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dumpOf } from '../support/database.js';
import type { KycApp } from '../support/kyc-app.js';
import type { ShiftableClock } from '../support/shiftable-clock.js';
import { ErasingApp } from './erasing-app.js';

describe('the retention of data', () => {
  let kyc: KycApp;
  let clock: ShiftableClock;

  beforeAll(async () => {
    ({ kyc, clock } = await ErasingApp.start({ keepAtLeastDays: 30, deleteAfterDays: 365 }));
  });
  afterAll(() => kyc.close());

  it('erases a verification past its retention time unless a legal hold covers it', async () => {
    const [gone, held] = [await kyc.started('canary-old'), await kyc.started('canary-held')];
    for (const scanRef of [gone, held]) kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await kyc.settled();
    const holds = kyc.app.get(LegalHolds);
    await holds.place({ clientId: 'canary-held' }, { reason: 'case 7', staffId: 'grace' });

    clock.shift(400 * 24 * 60);
    await kyc.app.get(RetentionSweep).run();

    expect(await dumpOf(kyc.database)).not.toContain('canary-old');
    expect(await dumpOf(kyc.database)).toContain('canary-held');
    expect(
      await kyc.request('DELETE', `/idenfy/verifications/${held}`, { caller: 'staff:grace' }),
    ).toMatchObject({ status: 409, body: { identifier: 'LEGAL_HOLD' } });
    const audit = await kyc.request('GET', `/idenfy/audit?scanRef=${held}`, { caller: 'staff:grace' });
    expect(audit.text).toContain('"action":"LEGAL_HOLD"');

    await holds.lift({ clientId: 'canary-held' }, { reason: 'case closed', staffId: 'grace' });
    await kyc.app.get(RetentionSweep).run();
    expect(await dumpOf(kyc.database)).not.toContain('canary-held');
  });

  it('keeps the bytes of a webhook that arrived again after 30 days until it has been applied', async () => {
    await kyc.database.query(
      `insert into idenfy_webhook (digest, body, state, received_at, last_received_at)
       values ('\\x01', '\\x02', 'received', $1::timestamptz - interval '40 days', $1)`,
      [clock.now()],
    );
    const kept = () =>
      kyc.database.query(`select from idenfy_webhook where digest = '\\x01' and body is not null`);
    await kyc.app.get(WebhookPurge).run();
    expect(await kept()).toHaveLength(1);

    await kyc.database.query(`update idenfy_webhook set state = 'applied' where digest = '\\x01'`);
    await kyc.app.get(WebhookPurge).run();
    expect(await kept()).toHaveLength(0);
  });

  it('purges the bytes of a webhook one day after all handlers succeeded', async () => {
    const scanRef = await kyc.started('canary-raw');
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await kyc.settled();
    const bodies = () =>
      kyc.database.query('select from idenfy_webhook where scan_ref = $1 and body is not null', [scanRef]);
    await kyc.app.get(WebhookPurge).run();
    expect(await bodies()).toHaveLength(1);

    clock.shift(25 * 60);
    await kyc.app.get(WebhookPurge).run();
    expect(await bodies()).toHaveLength(0);
  });
});
