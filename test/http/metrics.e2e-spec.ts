import { Injectable } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { OnVerification, OverdueSweep, type VerificationChange } from 'nestjs-idenfy';
import { IdenfyHealthIndicator } from 'nestjs-idenfy/health';
import { IdenfyMetricsModule } from 'nestjs-idenfy/metrics';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { KycApp } from '../support/kyc-app.js';

const PATIENCE = { timeout: 30_000, interval: 100 };

@Injectable()
class Host {
  @OnVerification('APPROVED', { name: 'works' })
  work() {}

  @OnVerification('APPROVED', { name: 'stumbles' })
  stumble({ attempt }: VerificationChange) {
    if (attempt === 1) throw new Error('not yet');
  }

  @OnVerification('APPROVED', { name: 'fails', maxAttempts: 1 })
  fail() {
    throw new Error('never');
  }
}

describe('the metrics of a host', () => {
  const registry = new Registry();
  let kyc: KycApp;

  beforeAll(async () => {
    kyc = await KycApp.start({
      options: {
        http: { maxRetries: 0, circuit: { minimumOperations: 2 } },
        handlers: { retryDelayMs: 60_000 },
      },
      extras: { isGlobal: true },
      host: {
        imports: [TerminusModule, IdenfyMetricsModule.forRoot({ registry })],
        providers: [Host, IdenfyHealthIndicator],
      },
    });
  });
  afterAll(() => kyc.close());

  it('count duplicate webhooks, repeated handler calls and dead letters', async () => {
    const scanRef = await kyc.started('linus');
    kyc.simulator.fault({ webhooks: { duplicate: true } });
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await kyc.settled();

    expect(await metric('webhooks_received_total{account="default"}')).toBe(2);
    expect(await metric('webhooks_duplicate_total{account="default"}')).toBe(1);
    expect(await metric('webhooks_processed_total{outcome="applied"}')).toBe(1);
    await vi.waitFor(async () => {
      expect(await metric('handler_duration_seconds_count{handler="works",outcome="done"}')).toBe(1);
      expect(await metric('handler_duration_seconds_count{handler="stumbles",outcome="retry"}')).toBe(1);
      expect(await metric('handler_duration_seconds_count{handler="fails",outcome="dead"}')).toBe(1);
      expect(await metric('inbox_rows{state="pending_run"}')).toBe(1);
      expect(await metric('inbox_rows{state="dead_run"}')).toBe(1);
    }, PATIENCE);
  });

  it('tell how the background work, the notifications and the event streams of this process are doing', async () => {
    const scanRef = await kyc.started('margaret');
    const closing = new AbortController();
    const stream = await fetch(`${kyc.url}/idenfy/verifications/${scanRef}/events`, {
      headers: { 'x-caller': 'margaret' },
      signal: closing.signal,
    });
    await vi.waitFor(async () => expect(await metric('streams_open')).toBe(1), PATIENCE);
    expect(stream.status).toBe(200);
    closing.abort();
    await vi.waitFor(async () => expect(await metric('streams_open')).toBe(0), PATIENCE);

    await vi.waitFor(async () => expect(await metric('notifications_heard')).toBe(1), PATIENCE);
    for (const part of [
      'webhooks',
      'webhooks-backlog',
      'handlers',
      'leases',
      'registration',
      'sweep',
      'standing',
      'erasure',
    ]) {
      expect(await metric(`background_stuck{part="${part}"}`), part).toBe(0);
      expect(await metric(`background_round_age_seconds{part="${part}"}`), part).toBeLessThan(60);
    }
    expect(await metric('runs_oldest_seconds')).toBe(0);
    await kyc.database.query(`insert into idenfy_handler_run (handler, next_try_at)
                              values ('waits', now() - interval '5 minutes')`);
    await vi.waitFor(async () => expect(await metric('runs_oldest_seconds')).toBeGreaterThan(299), PATIENCE);
    expect(await metric('runs_without_handler{handler="waits"}')).toBe(1);
    expect(await metric('runs_without_handler{handler="stumbles"}')).toBeUndefined();

    expect(await metric('job_success_age_seconds{periodic_job="sweep"}')).toBeUndefined();
    await kyc.app.get(OverdueSweep).run();
    expect(await metric('job_success_age_seconds{periodic_job="sweep"}')).toBeLessThan(60);
    const { inbox } = await kyc.app.get(IdenfyHealthIndicator).inbox('inbox');
    expect(inbox).toMatchObject({ status: 'up', notificationsHeard: true, stuck: [] });
    expect(inbox['oldestRunSeconds']).toBeGreaterThan(299);
    await kyc.database.query(`delete from idenfy_handler_run where handler = 'waits'`);
  });

  it('show an open circuit', async () => {
    expect(await metric('circuit_open{account="default"}')).toBe(0);
    expect(await circuit()).toEqual({ status: 'up', accounts: { default: 'closed' } });

    kyc.simulator.fault({ path: '/*', rate: 1, status: 500 });
    await kyc.started('ada');
    await kyc.started('grace');

    expect(await metric('circuit_open{account="default"}')).toBe(1);
    expect(await circuit()).toEqual({ status: 'degraded', accounts: { default: 'open' } });
  });

  async function metric(name: string): Promise<number | undefined> {
    const line = (await registry.metrics()).split('\n').find((each) => each.startsWith(`idenfy_${name} `));
    return line === undefined ? undefined : Number(line.split(' ').at(-1));
  }

  async function circuit(): Promise<object> {
    return (await kyc.app.get(IdenfyHealthIndicator).circuit('circuit')).circuit;
  }
});
