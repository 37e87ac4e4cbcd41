import { IdenfyClock, OverdueSweep } from 'nestjs-idenfy';
import { aWebhook, sampleJpeg, signWebhook, type WebhookTraits } from 'nestjs-idenfy/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KycApp } from '../support/kyc-app.js';
import { Partner } from '../support/partner.js';
import { ShiftableClock } from '../support/shiftable-clock.js';

const STATUS = '/api/v2/status';
const PROCESS = '/api/v2/process';
const PICTURE = sampleJpeg(1_000).toString('base64');
const PICTURES = { FRONT: PICTURE, BACK: PICTURE, FACE: PICTURE };

describe('a lookup at iDenfy', () => {
  let kyc: KycApp;
  let replica: KycApp;
  let clock: ShiftableClock;

  beforeAll(async () => {
    clock = new ShiftableClock();
    const setup = {
      testing: (builder) => builder.overrideProvider(IdenfyClock).useValue(clock),
      options: { reconciliation: { enabled: false } },
      simulator: { allowConcurrentSessions: true },
    } satisfies Parameters<typeof KycApp.start>[0];
    kyc = await KycApp.start(setup);
    const options = { ...setup.options, webhooks: { worker: { enabled: false } } };
    replica = await KycApp.start({ ...setup, options, beside: kyc });
  });
  afterAll(async () => {
    await replica.app.close();
    await kyc.close();
  });
  beforeEach(() => kyc.simulator.clearFaults());

  it('resolves two contradicting manual results', async () => {
    const scanRef = await approvedAtIdenfy('disputed');
    await deliver({ scanRef, clientId: 'disputed', overall: 'APPROVED', manual: true });
    await deliver({ scanRef, clientId: 'disputed', overall: 'DENIED', manual: true });
    expect(await row(scanRef)).toMatchObject({ status: 'DENIED', attention: ['CONFLICT'] });

    await sweep();
    expect(await row(scanRef)).toMatchObject({ status: 'APPROVED', attention: [], deadline_at: null });
    expect(await standing('disputed')).toBe('VERIFIED');
    clock.shift(60);
    await sweep();
    expect(asked(scanRef)).toBe(1);
  });

  it('resolves a late duplicate that contradicts the stored verdict', async () => {
    const scanRef = await approvedAtIdenfy('repeated');
    const approval = { scanRef, clientId: 'repeated', overall: 'APPROVED', manual: true } as const;
    await deliver(approval);
    await deliver({ ...approval, overall: 'DENIED', finishTime: 1_700_000_100 });
    clock.shift(20);
    await deliver(approval);
    expect(await row(scanRef)).toMatchObject({ status: 'DENIED', attention: ['LATE_DUPLICATE'] });

    await sweep();
    expect(await row(scanRef)).toMatchObject({ status: 'APPROVED', attention: [], deadline_at: null });
    clock.shift(60);
    await sweep();
    expect(asked(scanRef)).toBe(1);
  });

  it('leaves it to staff when several sessions could be the lost one', async () => {
    await new Partner(kyc.simulator).session({ clientId: 'torn' });
    kyc.simulator.fault({ path: '/api/v2/token', cut: 'after' });
    const start = await kyc.request('POST', '/idenfy/verifications', { caller: 'torn', body: {} });
    expect(start).toMatchObject({ status: 409, body: { identifier: 'SESSION_UNRECOVERABLE' } });

    const inQuestion = { scan_ref: null, status: 'UNKNOWN', attention: ['AMBIGUOUS_START'] };
    expect(await rowOf('torn')).toMatchObject(inQuestion);
    for (let hours = 0; hours < 15; hours += 3) {
      clock.shift(3 * 60);
      await sweep();
    }
    expect(await rowOf('torn')).toMatchObject({
      ...inQuestion,
      attention: ['AMBIGUOUS_START', 'OVERDUE'],
      deadline_at: null,
    });
  });

  it('is due 25 minutes after an accepted upload', async () => {
    const scanRef = await kyc.started('uploaded');
    expect(await minutesToDeadline(scanRef)).toBeGreaterThan(60);
    kyc.simulator.fault({ webhooks: { drop: true }, rate: 1 });

    expect(await upload(scanRef)).toMatchObject({ status: 202 });

    expect(await row(scanRef)).toMatchObject({ submission: 'accepted' });
    expect(await minutesToDeadline(scanRef)).toBe(25);
  });

  it('finds an accepted upload whose answer was lost, which is not sent twice', async () => {
    const scanRef = await kyc.started('answer-lost');
    kyc.simulator.fault({ webhooks: { drop: true }, rate: 1 });
    kyc.simulator.fault({ path: PROCESS, cut: 'after' });
    const before = kyc.simulator.requests(PROCESS).length;

    expect(await upload(scanRef)).toMatchObject({ status: 502 });

    const lost = { submission: 'unknown', attention: ['SUBMISSION_UNKNOWN'] };
    expect(await row(scanRef)).toMatchObject(lost);
    expect(await upload(scanRef)).toMatchObject({ status: 409, body: { identifier: 'ALREADY_SUBMITTED' } });
    expect(kyc.simulator.requests(PROCESS).length - before).toBe(1);

    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    clock.shift(26);
    await sweep();
    expect(await row(scanRef)).toMatchObject({ status: 'APPROVED', attention: [] });
    expect(asked(scanRef)).toBe(1);
  });

  it('shows that an upload never arrived, so that the images are accepted again', async () => {
    const scanRef = await kyc.started('never-arrived');
    kyc.simulator.fault({ path: PROCESS, cut: 'before' });
    expect(await upload(scanRef)).toMatchObject({ status: 502 });
    expect(await row(scanRef)).toMatchObject({ submission: 'unknown', attention: ['SUBMISSION_UNKNOWN'] });

    clock.shift(26);
    await sweep();

    expect(await row(scanRef)).toMatchObject({ status: 'ACTIVE', submission: null, attention: [] });
    expect(await upload(scanRef)).toMatchObject({ status: 202 });
  });

  it('happens once when staff refresh concurrently on several replicas', async () => {
    const scanRef = await kyc.started('asked');
    const path = `/idenfy/verifications/${scanRef}/refresh`;
    const refresh = ({ request }: { request: KycApp['request'] }, caller: string) =>
      request('POST', path, { caller, body: {} });
    const both = [kyc, replica].map((app) => ({ request: app.request.bind(app) }));

    const answers = await Promise.all(
      both.flatMap((app) => ['staff:grace', 'staff:mary', 'staff:lee'].map((staff) => refresh(app, staff))),
    );

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 429, 429, 429, 429, 429]);
    expect(asked(scanRef)).toBe(1);
  });

  async function approvedAtIdenfy(clientId: string): Promise<string> {
    const scanRef = await kyc.started(clientId);
    kyc.simulator.fault({ webhooks: { drop: true }, rate: 1 });
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await kyc.settled();
    return scanRef;
  }

  async function deliver(traits: WebhookTraits): Promise<void> {
    const signed = signWebhook(aWebhook(traits), kyc.simulator.signingKey ?? '');
    expect(await kyc.request('POST', '/idenfy/webhooks', signed)).toMatchObject({ status: 200 });
    await kyc.settled();
  }

  const upload = (scanRef: string) =>
    kyc.request('POST', `/idenfy/verifications/${scanRef}/documents`, {
      caller: 'staff:grace',
      body: { country: 'LT', documentType: 'ID_CARD', images: PICTURES },
    });

  const sweep = () => kyc.app.get(OverdueSweep).run();

  const asked = (scanRef: string) =>
    kyc.simulator
      .requests(STATUS)
      .filter(({ body }) => (body as { scanRef?: string } | undefined)?.scanRef === scanRef).length;

  const row = (scanRef: string) => first('select * from idenfy_verification where scan_ref = $1', scanRef);
  const rowOf = (clientId: string) =>
    first('select * from idenfy_verification where client_id = $1', clientId);
  const standing = async (clientId: string) =>
    (await first('select standing from idenfy_client where client_id = $1', clientId))['standing'];

  async function first(sql: string, key: string): Promise<Record<string, unknown>> {
    const [found] = await kyc.database.query(sql, [key]);
    return found ?? {};
  }

  async function minutesToDeadline(scanRef: string): Promise<number> {
    const { deadline_at: deadline } = await row(scanRef);
    return Math.round((Number(deadline) - clock.now().getTime()) / 60_000);
  }
});
