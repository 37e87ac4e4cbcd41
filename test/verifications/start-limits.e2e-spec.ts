import { IdenfyClock } from 'nestjs-idenfy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KycApp } from '../support/kyc-app.js';
import { ShiftableClock } from '../support/shiftable-clock.js';

describe('the limit on starts of a person', () => {
  const clock = new ShiftableClock();
  let kyc: KycApp;
  const start = (caller: string, body: object = {}) =>
    kyc.request('POST', '/idenfy/verifications', { caller, body });

  beforeAll(async () => {
    kyc = await KycApp.start({
      testing: (builder) => builder.overrideProvider(IdenfyClock).useValue(clock),
      options: {
        limits: { attempts: 2, coolDownSeconds: 3_600 },
        reconciliation: { enabled: false },
        http: { maxRetries: 0 },
      },
    });
  });
  afterAll(() => kyc.close());

  async function ended(person: string, overall: 'DENIED' | 'EXPIRED'): Promise<void> {
    const { status, body } = await start(person);
    expect(status).toBe(201);
    kyc.simulator.outcome(String(body['scanRef']), { overall });
    await kyc.settled();
  }

  it('refuses a start during the cool-down after DENIED and says how long it lasts', async () => {
    await ended('denied', 'DENIED');

    const early = await start('denied');
    expect(early.body).toMatchObject({ statusCode: 429, identifier: null, retryable: true, actor: 'user' });
    expect(Number(early.headers.get('retry-after'))).toBeGreaterThan(3_500);
    expect(Number(early.headers.get('retry-after'))).toBeLessThanOrEqual(3_600);

    clock.shift(59);
    const late = await start('denied');
    expect(late.status).toBe(429);
    expect(Number(late.headers.get('retry-after'))).toBeLessThanOrEqual(60);

    clock.shift(1);
    expect((await start('denied')).status).toBe(201);
  });

  it('allows a start at once after an end other than DENIED', async () => {
    await ended('expired', 'EXPIRED');

    expect((await start('expired')).status).toBe(201);
  });

  it('counts created sessions, not resumed or refused starts', async () => {
    kyc.simulator.fault({ path: '/api/v2/token', status: 400, body: { identifier: 'BAD_VALUE' } });
    expect((await start('stubborn')).status).toBe(422);
    const { body: first } = await start('stubborn');
    expect(await start('stubborn')).toMatchObject({ status: 200, body: { resumed: true } });
    kyc.simulator.outcome(String(first['scanRef']), { overall: 'EXPIRED' });
    await kyc.settled();
    await ended('stubborn', 'EXPIRED');

    const over = await start('stubborn');

    expect(over.body).toMatchObject({
      statusCode: 409,
      identifier: 'ATTEMPTS_EXHAUSTED',
      retryable: false,
      actor: 'user',
    });
    expect(over.headers.get('retry-after')).toBeNull();
  });

  it('does not apply to staff', async () => {
    await ended('helped', 'EXPIRED');
    await ended('helped', 'DENIED');
    expect((await start('helped')).status).toBe(409);

    expect((await start('staff:mary', { clientId: 'helped' })).status).toBe(201);
  });
});
