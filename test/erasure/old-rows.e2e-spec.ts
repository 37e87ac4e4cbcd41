import { Injectable } from '@nestjs/common';
import { IdenfyClock, OldRows, OnIdenfyWebhook, OnVerification, WebhookPurge } from 'nestjs-idenfy';
import { aWebhook, signWebhook } from 'nestjs-idenfy/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KycApp } from '../support/kyc-app.js';
import { ShiftableClock } from '../support/shiftable-clock.js';

const DAY = 24 * 60;

@Injectable()
class Accounts {
  @OnVerification('APPROVED')
  open() {}

  @OnIdenfyWebhook('*', { maxAttempts: 1 })
  received() {
    throw new Error('never');
  }
}

describe('rows that are no longer needed', () => {
  let kyc: KycApp;
  let clock: ShiftableClock;

  beforeEach(async () => {
    clock = new ShiftableClock();
    kyc = await KycApp.start({
      testing: (builder) => builder.overrideProvider(IdenfyClock).useValue(clock),
      options: { reconciliation: { enabled: false }, handlers: { logErrors: false } },
      host: { providers: [Accounts] },
    });
  });
  afterEach(() => kyc.close());

  it('are deleted after 30 days: runs that are done, while dead letters stay', async () => {
    await approved('ada');
    await prune(29);
    expect(await runs()).toEqual(['dead', 'done']);

    expect(await prune(2)).toBe(1);

    expect(await runs()).toEqual(['dead']);
  });

  it('do not include the digest of a webhook whose verification is here, by which a late duplicate is recognised', async () => {
    const { scanRef, deliver } = await approved('ada');
    await prune(400);
    expect(await webhooks()).toEqual([{ scan_ref: scanRef, has_body: false, deliveries: 1 }]);

    await deliver();

    expect(await webhooks()).toMatchObject([{ scan_ref: scanRef, deliveries: 2 }]);
  });

  it('include the webhooks of an erased verification, once their dead letters are gone', async () => {
    const scanRef = await kyc.started('ada');
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await kyc.settled();
    await kyc.request('DELETE', `/idenfy/verifications/${scanRef}`, { caller: 'staff:grace' });
    expect(await webhooks()).toEqual([{ scan_ref: null, has_body: false, deliveries: 1 }]);

    await prune(31);
    expect(await webhooks()).toHaveLength(1);
    await kyc.database.query(`update idenfy_handler_run set state = 'done' where state = 'dead'`);
    await prune(1);

    expect(await webhooks()).toEqual([]);
  });

  it('include webhooks of unknown sessions, 30 days after they arrived', async () => {
    await kyc.database.query(
      `insert into idenfy_webhook (digest, body, scan_ref, state, received_at, last_received_at)
       values ('\\x01', '\\x02', 'of-no-one', 'orphan', $1, $1)`,
      [clock.now()],
    );
    await prune(29);
    expect(await webhooks()).toMatchObject([{ scan_ref: 'of-no-one', has_body: true }]);

    await prune(2);

    expect(await webhooks()).toEqual([]);
  });

  /** An approval that was applied, with a run that is done and one that is dead. */
  async function approved(clientId: string) {
    const scanRef = await kyc.started(clientId);
    const signed = signWebhook(
      aWebhook({ scanRef, clientId, overall: 'APPROVED' }),
      kyc.simulator.signingKey ?? '',
    );
    const deliver = async () => {
      const { status } = await kyc.request('POST', '/idenfy/webhooks', signed);
      expect(status).toBe(200);
      await kyc.settled();
    };
    await deliver();
    return { scanRef, deliver };
  }

  async function prune(daysLater: number): Promise<number> {
    clock.shift(daysLater * DAY);
    await kyc.app.get(WebhookPurge).run();
    return kyc.app.get(OldRows).run();
  }

  async function runs(): Promise<unknown[]> {
    const rows = await kyc.database.query('select state from idenfy_handler_run order by state');
    return rows.map(({ state }) => state);
  }

  function webhooks() {
    return kyc.database.query(
      'select scan_ref, body is not null as has_body, deliveries from idenfy_webhook order by id',
    );
  }
});
