import {
  type ApprovedVerification,
  IdenfyClock,
  type IdenfyOptions,
  IdenfyWorkers,
  WebhookReceiver,
} from 'nestjs-idenfy';
import { aDocumentExpiration, aWebhook, FakeClock, signWebhook, someData } from 'nestjs-idenfy/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { KycApp } from '../support/kyc-app.js';

const KEY = 'a-signing-key-of-this-test';
const THIRTY_DAYS_MS = 30 * 24 * 60 * 60_000;

describe('the expiry of a document', () => {
  const clock = new FakeClock();
  let kyc: KycApp;
  afterEach(() => kyc.close());

  async function start(options: Partial<IdenfyOptions> = {}): Promise<string> {
    kyc = await KycApp.start({
      options: {
        webhooks: { signingKeys: [KEY], worker: { enabled: false } },
        reconciliation: { enabled: false },
        ...options,
      },
      extras: { replace: [{ provide: IdenfyClock, useValue: clock }] },
    });
    return kyc.started('ada');
  }

  async function reported(scanRef: string, docExpiry: unknown, traits: object = {}): Promise<void> {
    const webhook = aWebhook({ scanRef, clientId: 'ada', ...traits });
    await deliver({ ...webhook, data: { ...someData(), docExpiry } });
  }

  async function deliver(payload: object): Promise<void> {
    const { body, headers } = signWebhook(payload, KEY);
    await kyc.app.get(WebhookReceiver).receive({
      body,
      signature: headers['Idenfy-Signature'],
      eventType: headers['Idenfy-Event-Type'],
    });
    await kyc.app.get(IdenfyWorkers).drain();
  }

  async function verification() {
    const [row] = await kyc.database.query('select attention, verified_until from idenfy_verification');
    return row;
  }

  const staffList = async (filter: string) =>
    (
      await kyc.request<{ items: object[] }>('GET', `/idenfy/verifications?attention=${filter}`, {
        caller: 'staff:grace',
      })
    ).body.items;

  it.each([
    ['2031-01-02T00:00:00Z', '2031-01-02'],
    ['2031-00-00', '2031-12-31'],
  ])('is read from %s', async (docExpiry, day) => {
    const scanRef = await start();
    await reported(scanRef, docExpiry);

    expect(await verification()).toEqual({ attention: [], verified_until: new Date(`${day}T23:59:59.999Z`) });
  });

  it('that cannot be read lets an approval hold for 30 days, and asks for attention', async () => {
    const scanRef = await start();
    await reported(scanRef, '06/05/2030');

    expect(await verification()).toEqual({
      attention: ['UNREADABLE_EXPIRY'],
      verified_until: new Date(clock.now().getTime() + THIRTY_DAYS_MS),
    });
    expect(await staffList('UNREADABLE_EXPIRY')).toMatchObject([
      { scanRef, attention: ['UNREADABLE_EXPIRY'] },
    ]);
    expect(await staffList('true')).toHaveLength(1);
    expect(await staffList('CONFLICT')).toEqual([]);

    await clock.advance(60_000);
    await deliver(aDocumentExpiration({ scanRef, clientId: 'ada', documentExpiration: '06/05/2030' }));
    expect(await verification()).toMatchObject({
      verified_until: new Date(clock.now().getTime() + THIRTY_DAYS_MS - 60_000),
    });

    await reported(scanRef, '2031-01-02', { manual: true });
    expect(await verification()).toEqual({
      attention: [],
      verified_until: new Date('2031-01-02T23:59:59.999Z'),
    });
  });

  it.each([null, ''])('that is %j is none: the approval has no end', async (docExpiry) => {
    const scanRef = await start();
    await reported(scanRef, docExpiry);

    expect(await verification()).toEqual({ attention: [], verified_until: null });
  });

  it('that cannot be read is told to the rule of the host, which decides', async () => {
    const told: ApprovedVerification['documentExpiry'][] = [];
    const until = new Date('2027-01-01T00:00:00Z');
    const scanRef = await start({
      verifiedUntil: ({ documentExpiry }) => {
        told.push(documentExpiry);
        return until;
      },
    });
    await reported(scanRef, '31.12.2031');

    expect(told).toEqual(['UNREADABLE']);
    expect(await verification()).toEqual({ attention: ['UNREADABLE_EXPIRY'], verified_until: until });
  });

  it('keeps its reason for attention while a conflict is raised and settled', async () => {
    const scanRef = await start();
    await reported(scanRef, 'never', { manual: true });
    await reported(scanRef, 'never', { manual: true, overall: 'DENIED' });
    expect(await verification()).toMatchObject({ attention: ['CONFLICT', 'UNREADABLE_EXPIRY'] });

    kyc.simulator.outcome(scanRef, { overall: 'APPROVED', data: { docExpiry: 'never' } });
    await clock.advance(11 * 60_000);
    await kyc.request('POST', `/idenfy/verifications/${scanRef}/refresh`, { caller: 'staff:grace' });

    expect(await verification()).toMatchObject({ attention: ['UNREADABLE_EXPIRY'] });
  });
});
