import { IdenfyClock, IdenfyVerifications, OverdueSweep, SessionImport } from 'nestjs-idenfy';
import { aWebhook, signWebhook, someData } from 'nestjs-idenfy/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KycApp } from '../support/kyc-app.js';
import { Partner } from '../support/partner.js';
import { ShiftableClock } from '../support/shiftable-clock.js';

const STATUS = '/api/v2/status';
const DATA = '/api/v2/data';
const LAST_DAY = '2031-05-06';
const END = new Date('2031-05-06T23:59:59.999Z');

describe('a person whose APPROVED webhook was lost', () => {
  let kyc: KycApp;
  let clock: ShiftableClock;

  beforeEach(() => start());
  afterEach(() => kyc.close());

  it('is verified by a lookup until their document expires', async () => {
    await approvedUnheard('ada');

    await overdueSweep();

    expect(await person('ada')).toMatchObject({ standing: 'VERIFIED', verifiedUntil: END });
    expect(asked()).toEqual({ status: 1, data: 1 });
    clock.shift(6 * 366 * 24 * 60);
    expect(await person('ada')).toMatchObject({ standing: 'EXPIRED' });
    await sweep();
    expect(asked()).toEqual({ status: 1, data: 1 });
  });

  it('is verified when staff refresh before the sweep runs', async () => {
    const scanRef = await approvedUnheard('ada');
    const path = `/idenfy/verifications/${scanRef}/refresh`;
    const { body } = await kyc.request('POST', path, { caller: 'staff:grace', body: {} });

    expect(body).toMatchObject({ status: 'APPROVED', verifiedUntil: END.toISOString() });
  });

  it('keeps the verdict when /data fails, which is requested again later', async () => {
    await approvedUnheard('ada');
    kyc.simulator.fault({ path: DATA, status: 403 });

    await overdueSweep();
    expect(await person('ada')).toMatchObject({ standing: 'VERIFIED', verifiedUntil: null });
    clock.shift(16);
    await sweep();

    expect(await person('ada')).toMatchObject({ standing: 'VERIFIED', verifiedUntil: END });
    expect(asked()).toEqual({ status: 1, data: 2 });
  });

  it('is put before staff when /data fails repeatedly', async () => {
    await approvedUnheard('ada');
    kyc.simulator.fault({ path: DATA, status: 404, body: { identifier: 'BAD_VALUE' }, count: 9 });

    for (let hours = 0; hours < 24; hours += 3) await overdueSweep();

    const { current } = await person('ada');
    expect(current).toMatchObject({ status: 'APPROVED', attention: ['OVERDUE'], deadlineAt: null });
    expect(asked()).toEqual({ status: 1, data: 5 });
  });

  it('gets the missing data from the webhook when it arrives after the lookup', async () => {
    const scanRef = await approvedUnheard('ada');
    kyc.simulator.fault({ path: DATA, status: 403 });
    await overdueSweep();

    const late = aWebhook({ scanRef, clientId: 'ada', data: someData({ docExpiry: LAST_DAY }) });
    await kyc.request('POST', '/idenfy/webhooks', signWebhook(late, kyc.simulator.signingKey ?? ''));
    await kyc.settled();

    expect(await person('ada')).toMatchObject({ verifiedUntil: END });
    await overdueSweep();
    expect(asked()).toEqual({ status: 1, data: 1 });
    expect((await person('ada')).current).toMatchObject({ deadlineAt: null });
  });

  it('has their data stored once where the host keeps data', async () => {
    await kyc.close();
    await start('data');
    const scanRef = await approvedUnheard('ada');
    await overdueSweep();
    expect(asked()).toEqual({ status: 1, data: 1 });

    const path = `/idenfy/verifications/${scanRef}/data`;
    const { body } = await kyc.request('GET', path, { caller: 'staff:grace' });

    expect(body).toMatchObject({ scanRef, docExpiry: LAST_DAY });
    expect(asked()).toEqual({ status: 1, data: 1 });
  });

  it('is looked up in the next sweep after an import of the session', async () => {
    const { scanRef } = await new Partner(kyc.simulator).session({ clientId: 'ada' });
    approve(scanRef);
    const actor = { kind: 'staff', id: 'grace' } as const;
    await kyc.app.get(SessionImport).bring({ clientId: 'ada', scanRef, actor });

    await sweep();

    expect(await person('ada')).toMatchObject({ standing: 'VERIFIED', verifiedUntil: END });
    expect(asked()).toEqual({ status: 1, data: 1 });
  });

  async function start(keep: 'decision' | 'data' = 'decision'): Promise<void> {
    clock = new ShiftableClock();
    kyc = await KycApp.start({
      testing: (builder) => builder.overrideProvider(IdenfyClock).useValue(clock),
      options: { keep, reconciliation: { enabled: false } },
    });
  }

  async function approvedUnheard(clientId: string): Promise<string> {
    const scanRef = await kyc.started(clientId);
    approve(scanRef);
    await kyc.settled();
    return scanRef;
  }

  function approve(scanRef: string): void {
    kyc.simulator.fault({ webhooks: { drop: true }, rate: 1 });
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED', data: { docExpiry: LAST_DAY } });
  }

  const sweep = () => kyc.app.get(OverdueSweep).run();

  async function overdueSweep(): Promise<void> {
    clock.shift(3 * 60);
    await sweep();
  }

  const person = (clientId: string) => kyc.app.get(IdenfyVerifications).person('default', clientId);

  const asked = () => ({
    status: kyc.simulator.requests(STATUS).length,
    data: kyc.simulator.requests(DATA).length,
  });
});
