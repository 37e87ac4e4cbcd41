import { Logger } from '@nestjs/common';
import { IdenfyClock } from 'nestjs-idenfy';
import { FakeClock } from 'nestjs-idenfy/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { KycApp } from '../support/kyc-app.js';

describe.each(['express', 'fastify'] as const)('refused requests, on %s', (adapter) => {
  const clock = new FakeClock(new Date('2026-11-20T10:00:00Z'));
  let kyc: KycApp;

  beforeAll(async () => {
    kyc = await KycApp.start({
      adapter,
      testing: (builder) => builder.overrideProvider(IdenfyClock).useValue(clock),
    });
  });
  afterAll(() => kyc.close());

  it('leave one line for each kind and minute, with the number of the others and nothing that was sent', async () => {
    const warn = vi.spyOn(Logger.prototype, 'warn').mockReturnValue();
    const attack = async (times: number) => {
      for (let time = 0; time < times; time++) {
        const signature = { 'idenfy-signature': 'a'.repeat(64) };
        await kyc.request('POST', '/idenfy/webhooks', { body: { secret: 1 }, headers: signature });
        await kyc.request('POST', '/idenfy/webhooks/nowhere', { body: { secret: 1 }, headers: signature });
        await kyc.request('GET', '/idenfy/clients/secret');
        await kyc.request('GET', '/idenfy/clients/secret', { caller: 'secret' });
      }
    };

    await attack(2);
    await clock.advance(60_000);
    await attack(1);
    const lines = warn.mock.calls.map(([line]) => String(line)).filter((line) => line.includes('refused ('));
    warn.mockRestore();

    expect(lines).toEqual([
      'A webhook was refused (401): its signature is missing or wrong, or there is no such account.',
      'A request was refused (401): it had no valid login.',
      'A request was refused (403): its caller may not do that.',
      'A webhook was refused (401): its signature is missing or wrong, or there is no such account. ' +
        '3 more were refused since the last line.',
      'A request was refused (401): it had no valid login. 1 more were refused since the last line.',
      'A request was refused (403): its caller may not do that. 1 more were refused since the last line.',
    ]);
  });
});
