import { TerminusModule } from '@nestjs/terminus';
import { IdenfyWorkers } from 'nestjs-idenfy';
import { IdenfyHealthIndicator } from 'nestjs-idenfy/health';
import { aWebhook, signWebhook } from 'nestjs-idenfy/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KycApp } from '../support/kyc-app.js';

describe('the age of the oldest webhook due in the inbox', () => {
  let kyc: KycApp;
  let webhook: { body: Buffer; headers: Record<string, string> };
  const deliver = () => kyc.request('POST', '/idenfy/webhooks', webhook);
  const age = async () => (await kyc.app.get(IdenfyHealthIndicator).inbox('inbox')).inbox;

  beforeAll(async () => {
    kyc = await KycApp.start({
      options: { webhooks: { worker: { enabled: false } } },
      host: { imports: [TerminusModule], providers: [IdenfyHealthIndicator] },
    });
    const scanRef = await kyc.started('ada');
    webhook = signWebhook(aWebhook({ scanRef, clientId: 'ada' }), kyc.simulator.signingKey ?? '');
    await deliver();
    await kyc.app.get(IdenfyWorkers).drain();
    await kyc.database.query(
      `update idenfy_webhook set received_at = now() - interval '3 days', last_received_at = now() - interval '3 days',
                                 applied_at = now() - interval '3 days'`,
    );
  });
  afterAll(() => kyc.close());

  it('counts from the late duplicate of a webhook that was already applied', async () => {
    await deliver();

    expect(await age()).toMatchObject({ status: 'up', unapplied: 1 });
    expect((await age())['oldestSeconds']).toBeLessThan(60);
  });

  it('counts from the late duplicate after a failed attempt too', async () => {
    await kyc.database.query(
      `update idenfy_webhook set attempts = 1, next_try_at = now() + interval '1 minute'`,
    );

    expect((await age())['oldestSeconds']).toBeLessThan(60);
  });

  it('counts from the first arrival of a webhook that was never applied', async () => {
    await kyc.database.query(
      `update idenfy_webhook set late_duplicate = false, received_at = now() - interval '2 hours',
                                 next_try_at = now() + interval '1 minute', attempts = 7`,
    );

    expect((await age())['oldestSeconds']).toBeGreaterThan(7_000);
  });
});
