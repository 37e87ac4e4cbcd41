import { TerminusModule } from '@nestjs/terminus';
import { IdenfyWorkers } from 'nestjs-idenfy';
import { IdenfyHealthIndicator } from 'nestjs-idenfy/health';
import { aWebhook, signWebhook } from 'nestjs-idenfy/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KycApp } from './support/kyc-app.js';

describe('the age of the oldest callback that could be applied', () => {
  let kyc: KycApp;
  let callback: { body: Buffer; headers: Record<string, string> };
  const deliver = () => kyc.request('POST', '/idenfy/webhooks', callback);
  const age = async () => (await kyc.app.get(IdenfyHealthIndicator).inbox('inbox')).inbox;

  beforeAll(async () => {
    kyc = await KycApp.start({
      options: { webhooks: { worker: { enabled: false } } },
      host: { imports: [TerminusModule], providers: [IdenfyHealthIndicator] },
    });
    const scanRef = await kyc.started('ada');
    callback = signWebhook(aWebhook({ scanRef, clientId: 'ada' }), kyc.simulator.signingKey ?? '');
    await deliver();
    await kyc.app.get(IdenfyWorkers).drain();
    await kyc.database.query(
      `update idenfy_webhook set received_at = now() - interval '3 days', last_received_at = now() - interval '3 days',
                                 applied_at = now() - interval '3 days'`,
    );
  });
  afterAll(() => kyc.close());

  it('counts from the repeat where the same bytes came again long after they were applied', async () => {
    await deliver();

    expect(await age()).toMatchObject({ status: 'up', unapplied: 1 });
    expect((await age())['oldestSeconds']).toBeLessThan(60);
  });

  it('still does after a try that failed', async () => {
    await kyc.database.query(
      `update idenfy_webhook set attempts = 1, next_try_at = now() + interval '1 minute'`,
    );

    expect((await age())['oldestSeconds']).toBeLessThan(60);
  });

  it('counts from the first arrival where a callback was never applied, however often it was tried', async () => {
    await kyc.database.query(
      `update idenfy_webhook set late_repeat = false, received_at = now() - interval '2 hours',
                                 next_try_at = now() + interval '1 minute', attempts = 7`,
    );

    expect((await age())['oldestSeconds']).toBeGreaterThan(7_000);
  });
});
