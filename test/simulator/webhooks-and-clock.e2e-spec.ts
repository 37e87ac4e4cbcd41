import { createHmac } from 'node:crypto';
import { IdenfySimulator, type SimulatedOutcome } from '@nestjs-idenfy/simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Partner } from '../support/partner.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

const RETRIES = { count: 3, spacingMs: 5 };
const HOUR = 3600;
const DAY = 24 * HOUR;

let receiver: WebhookReceiver;
let simulator: IdenfySimulator;
let partner: Partner;

beforeAll(async () => {
  receiver = await WebhookReceiver.start();
  simulator = await IdenfySimulator.start({ port: 0, webhookUrl: receiver.url, retries: RETRIES });
  partner = new Partner(simulator);
});
beforeEach(() => {
  simulator.reset();
  receiver.forget();
});
afterAll(async () => {
  await simulator.close();
  await receiver.close();
});

/** A second simulator with other options, for one test. */
async function withOptions<Result>(
  options: Parameters<typeof IdenfySimulator.start>[0],
  work: (simulator: IdenfySimulator, partner: Partner) => Promise<Result>,
): Promise<Result> {
  const other = await IdenfySimulator.start({
    port: 0,
    webhookUrl: receiver.url,
    retries: RETRIES,
    ...options,
  });
  try {
    return await work(other, new Partner(other));
  } finally {
    await other.close();
  }
}

async function eventsAfter(scanRef: string, ...outcomes: SimulatedOutcome[]): Promise<readonly string[]> {
  for (const outcome of outcomes) simulator.outcome(scanRef, outcome);
  await simulator.settled();
  return receiver.events;
}

describe('a simulated webhook', () => {
  it('is signed over its raw bytes, names its event and has every documented field', async () => {
    const { scanRef } = await partner.session({
      clientId: 'ada',
      externalRef: 'order-1',
      dummyStatus: 'APPROVED',
    });
    await simulator.settled();

    const [{ headers, raw, body } = { headers: {}, raw: Buffer.alloc(0), body: {} }] = receiver.received;
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'idenfy-event-type': 'IDENTIFICATION_AUTO_FINISHED',
      'idenfy-signature': createHmac('sha256', simulator.signingKey ?? '')
        .update(raw)
        .digest('hex'),
    });
    expect(body).toMatchObject({
      final: true,
      scanRef,
      clientId: 'ada',
      externalRef: 'order-1',
      status: { overall: 'APPROVED', autoFace: 'FACE_MATCH', manualFace: null, mismatchTags: [] },
      data: { docType: 'ID_CARD', manuallyDataChanged: false, duplicateFaces: null },
      fileUrls: { FRONT: expect.stringContaining(scanRef) },
      AML: null,
      questionnaireAnswers: null,
    });
    // What a receiver serialises again is not what was signed.
    expect(JSON.stringify(body)).not.toBe(raw.toString());
  });

  it.each([
    ['APPROVED', ['IDENTIFICATION_AUTO_FINISHED APPROVED true']],
    ['DENIED', ['IDENTIFICATION_AUTO_FINISHED DENIED true']],
    ['SUSPECTED', ['IDENTIFICATION_AUTO_FINISHED SUSPECTED true']],
    ['EXPIRED', ['IDENTIFICATION_EXPIRED EXPIRED true']],
    ['ACTIVE', []],
  ])('reports the dummy status %s', async (dummyStatus, events) => {
    const { scanRef } = await partner.session({ dummyStatus });
    await simulator.settled();

    expect(receiver.events).toEqual(events);
    expect((await partner.post('/api/v2/status', { scanRef })).body['status']).toBe(dummyStatus);
  });

  it('reports the simulated human review that follows', async () => {
    const { scanRef } = await partner.session({ dummyStatus: 'DENIED' });
    const manual = { scanRef, manualFaceMatchResult: 'FACE_MATCH', manualDocumentValidity: 'DOC_VALIDATED' };

    expect((await partner.post('/api/v2/add-dummy-status', manual)).status).toBe(200);
    await simulator.settled();

    expect(receiver.events.at(-1)).toBe('IDENTIFICATION_MANUAL_FINISHED APPROVED true');
    expect(receiver.received.at(-1)?.body['status']).toMatchObject({
      autoDocument: 'DOC_NOT_FULLY_VISIBLE',
      manualDocument: 'DOC_VALIDATED',
    });
  });

  it.each<[SimulatedOutcome, string[]]>([
    [{ overall: 'APPROVED' }, ['IDENTIFICATION_MANUAL_FINISHED APPROVED true']],
    [{ overall: 'DENIED', final: false }, ['IDENTIFICATION_AUTO_FINISHED DENIED false']],
    [{ overall: 'REVIEWING' }, ['IDENTIFICATION_AUTO_FINISHED REVIEWING false']],
    [{ overall: 'EXPIRED' }, ['IDENTIFICATION_EXPIRED EXPIRED true']],
    [
      { overall: 'EXPIRED', eventType: 'IDENTIFICATION_CANCELLED' },
      ['IDENTIFICATION_CANCELLED EXPIRED true'],
    ],
    [
      { overall: 'APPROVED', eventType: 'IDENTIFICATION_RESUBMITTED', final: false },
      ['IDENTIFICATION_RESUBMITTED APPROVED false'],
    ],
    [{ overall: 'ARCHIVED' }, []],
    [{ overall: 'DELETED' }, []],
  ])('reports the scripted outcome %j', async (outcome, events) => {
    const { scanRef } = await partner.session();

    expect(await eventsAfter(scanRef, outcome)).toEqual(events);
    expect(simulator.webhooks().map(({ eventType, lastStatus }) => [eventType, lastStatus])).toEqual(
      events.map((event) => [event.split(' ')[0], 200]),
    );
  });

  it('reports a changed final result with the time of the automatic decision unchanged', async () => {
    const { scanRef } = await partner.session({ dummyStatus: 'DENIED' });
    simulator.advance(HOUR);

    await eventsAfter(scanRef, { overall: 'APPROVED' });

    const [automatic, manual] = receiver.received.map(({ body }) => body);
    expect(receiver.events.at(-1)).toBe('IDENTIFICATION_MANUAL_FINISHED APPROVED true');
    expect(manual?.['finishTime']).toBe(automatic?.['finishTime']);
  });

  it('is sent three times in all, with the same bytes, while the partner fails', async () => {
    receiver.answer(500, 302, 200);
    await eventsAfter((await partner.session()).scanRef, { overall: 'APPROVED' });
    receiver.answer(500, 500, 500, 200);
    await eventsAfter((await partner.session()).scanRef, { overall: 'DENIED' });

    expect(simulator.webhooks().map(({ attempts, lastStatus }) => [attempts, lastStatus])).toEqual([
      [3, 200],
      [3, 500],
    ]);
    expect(new Set(receiver.received.slice(0, 3).map(({ raw }) => raw.toString())).size).toBe(1);
  });

  it("goes to the session's callbackUrl, and is not sent without any address", async () => {
    const callbackUrl = 'https://127.0.0.1:9/webhooks';
    const { scanRef } = await partner.session({ callbackUrl });
    await eventsAfter(scanRef, { overall: 'APPROVED' });
    const nowhere = await withOptions({ webhookUrl: undefined }, async (other, partner) => {
      other.outcome((await partner.session()).scanRef, { overall: 'APPROVED' });
      await other.settled();
      return other.webhooks();
    });

    expect(receiver.events).toEqual([]);
    expect(simulator.webhooks()).toMatchObject([{ url: callbackUrl, attempts: 3, lastStatus: null }]);
    expect(nowhere).toMatchObject([{ url: null, attempts: 0, lastStatus: null }]);
  });

  it('is abandoned after the timeout of a silent partner', async () => {
    const silent = await IdenfySimulator.start({ port: 0 });
    silent.fault({ path: '/*', delayMs: 60_000 });

    const seen = await withOptions(
      { webhookUrl: `${silent.url}/webhooks`, webhookTimeoutMs: 20, retries: { count: 1, spacingMs: 0 } },
      async (other, partner) => {
        other.outcome((await partner.session()).scanRef, { overall: 'APPROVED' });
        await other.settled();
        return other.webhooks();
      },
    );
    await silent.close();

    expect(seen).toMatchObject([{ attempts: 1, lastStatus: null }]);
  });

  it('can be unsigned, report REVIEWING during a review, and arrive twice as a legacy callback', async () => {
    await withOptions(
      {
        omitSignature: true,
        overallWhileReviewing: 'REVIEWING',
        reviewSuccessful: true,
        webhookEvents: ['IDENTIFICATION_AUTO_FINISHED', 'IDENTIFICATION'],
      },
      async (other, partner) => {
        await partner.session({ dummyStatus: 'APPROVED' });
        await other.settled();
      },
    );

    expect(receiver.received[0]?.headers).not.toHaveProperty('idenfy-signature');
    expect(receiver.events).toEqual([
      'IDENTIFICATION_AUTO_FINISHED REVIEWING false',
      'IDENTIFICATION REVIEWING false',
    ]);
  });
});

describe('the simulated clock', () => {
  it('expires an unused token', async () => {
    const { scanRef } = await partner.session({ expiryTime: 600 });

    simulator.advance(599);
    expect(simulator.verification(scanRef).status).toBe('ACTIVE');
    simulator.advance(1);
    await simulator.settled();

    expect(receiver.events).toEqual(['IDENTIFICATION_EXPIRED EXPIRED true']);
    await partner.post('/api/v2/delete', { scanRef });
    expect((await partner.post('/api/v2/status', { scanRef })).body['status']).toBe('EXPIRED-DELETED');
  });

  it('counts the session length from the opening of the page', async () => {
    const { scanRef, authToken } = await partner.session({ expiryTime: 600, sessionLength: 3600 });
    simulator.advance(590);
    await fetch(`${simulator.uiUrl}?authToken=${authToken}`);

    simulator.advance(3599);
    expect(simulator.verification(scanRef).status).toBe('ACTIVE');
    simulator.advance(1);

    expect(simulator.verification(scanRef).status).toBe('EXPIRED');
  });

  it('brings the automatic result, and after the review minutes the manual one', async () => {
    const { scanRef } = await partner.session({ reviewSuccessful: true });
    const image = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(60)]).toString('base64');
    const images = { FRONT: image, FACE: image };
    const { authToken } = simulator.verification(scanRef);
    await partner.post('/api/v2/process', { authToken, country: 'LT', documentType: 'PASSPORT', images });
    await simulator.settled();
    expect(receiver.events).toEqual(['IDENTIFICATION_AUTO_FINISHED APPROVED false']);
    expect((await partner.post('/api/v2/status', { scanRef })).body['status']).toBe('REVIEWING');

    simulator.advance(10 * 60);
    await simulator.settled();

    expect(receiver.events.at(-1)).toBe('IDENTIFICATION_MANUAL_FINISHED APPROVED true');
    expect(receiver.received.at(-1)?.body['status']).toMatchObject({ manualFace: 'FACE_MATCH' });
  });

  it('runs every scheduled event in order when it is moved by a year', async () => {
    const { scanRef } = await partner.session({ expiryTime: 2 * HOUR, clientId: 'late' });
    const soon = await partner.session({ expiryTime: HOUR });
    const expiry = new Date(simulator.now.getTime() + 40 * DAY * 1000).toISOString().slice(0, 10);
    const known = await partner.session();
    simulator.outcome(known.scanRef, { overall: 'APPROVED', data: { docExpiry: expiry } });
    await simulator.settled();
    receiver.forget();

    simulator.advance(365 * DAY);
    await simulator.settled();

    const order = simulator.webhooks().map((webhook) => webhook.scanRef);
    expect(order).toEqual([known.scanRef, soon.scanRef, scanRef, ...Array<string>(4).fill(known.scanRef)]);
    expect(receiver.events.filter((event) => event.startsWith('DOCUMENT'))).toEqual([
      'DOCUMENT_EXPIRATION DOCUMENT_EXPIRES_WITHIN_30_DAYS',
      'DOCUMENT_EXPIRATION DOCUMENT_EXPIRES_WITHIN_7_DAYS',
      'DOCUMENT_EXPIRATION DOCUMENT_EXPIRES_WITHIN_1_DAY',
      'DOCUMENT_EXPIRATION DOCUMENT_EXPIRED',
    ]);
  });

  it('can be injected, set to a time, and moved back', async () => {
    let now = Date.parse('2030-01-01T00:00:00Z');
    await withOptions({ now: () => now }, async (other, partner) => {
      const { scanRef } = await partner.session({ expiryTime: 60 });
      other.setNow('2029-12-31T23:00:00Z');
      expect(other.verification(scanRef).status).toBe('ACTIVE');
      other.setNow('2030-01-01T00:00:00Z');
      now += 60_000;
      expect(other.verification(scanRef).status).toBe('EXPIRED');
    });
  });
});

describe('a simulated request for more information', () => {
  it('is answered by the person once and leads to a resubmission', async () => {
    const { scanRef } = await partner.session();
    const path = `/kyc/identifications/${scanRef}/request-information/`;
    expect((await partner.send('POST', path)).body['identifier']).toBe('PARTNER_ERROR');
    simulator.outcome(scanRef, { overall: 'APPROVED' });

    const { status, body } = await partner.post(path, { lifetime: 60 });
    expect([status, body]).toEqual([
      200,
      { sessionUrl: expect.any(String), tokenString: expect.any(String) },
    ]);
    expect((await partner.post('/api/v2/request-update', { scanRef })).body['identifier']).toBe(
      'PARTNER_ERROR',
    );
    const page = await (await fetch(String(body['sessionUrl']))).text();
    expect(page).toContain('More information is needed');
    const form = new URLSearchParams({ token: String(body['tokenString']) });
    for (const expected of [200, 410]) {
      expect((await fetch(`${simulator.uiUrl}update`, { method: 'POST', body: form })).status).toBe(expected);
    }
    await simulator.settled();

    expect(receiver.events.at(-1)).toBe('IDENTIFICATION_RESUBMITTED APPROVED true');
    expect((await partner.post('/api/v2/request-update', { scanRef })).status).toBe(200);
  });
});
