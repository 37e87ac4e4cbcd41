import { Controller, Get } from '@nestjs/common';
import { IdenfyWorkers, RequireVerified } from 'nestjs-idenfy';
import { aWebhook, signWebhook, type WebhookTraits } from 'nestjs-idenfy/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { KycApp } from '../support/kyc-app.js';

@Controller('payouts')
class PayoutsController {
  @RequireVerified()
  @Get()
  list() {
    return [];
  }
}

const SUSPICION = { overall: 'SUSPECTED', manual: true, finishTime: 3_000 } as const;
const RESUBMISSION = { overall: 'REVIEWING', final: false, finishTime: 3_000 } as const;

/** What a person can do, and what was reported of them. */
class People {
  constructor(private readonly kyc: KycApp) {}

  start(clientId: string, force?: boolean) {
    return this.kyc.request<{ scanRef: string; identifier?: string }>(
      'POST',
      '/idenfy/verifications',
      force ? { caller: 'staff:mary', body: { clientId, force } } : { caller: clientId, body: {} },
    );
  }

  async approved(clientId: string): Promise<string> {
    const { scanRef } = (await this.start(clientId)).body;
    await this.report(clientId, scanRef, { overall: 'APPROVED', finishTime: 1_000 });
    return scanRef;
  }

  async report(
    clientId: string,
    scanRef: string,
    traits: WebhookTraits,
    eventType?: 'IDENTIFICATION_RESUBMITTED',
  ): Promise<void> {
    const { body, headers } = signWebhook(
      aWebhook({ ...traits, scanRef, clientId }),
      this.kyc.simulator.signingKey ?? '',
      eventType ? { eventType } : {},
    );
    await this.kyc.request('POST', '/idenfy/webhooks', { body, headers });
    await this.kyc.app.get(IdenfyWorkers).drain();
  }

  decide(scanRef: string, decision: 'ACCEPTED' | 'REJECTED') {
    return this.kyc.request('POST', `/idenfy/verifications/${scanRef}/decision`, {
      caller: 'staff:mary',
      body: { decision, reason: 'seen in person' },
    });
  }

  async seenByStaff(scanRef: string) {
    return (await this.kyc.request('GET', `/idenfy/verifications/${scanRef}`, { caller: 'staff:mary' })).body;
  }

  async me(clientId: string) {
    return (await this.kyc.request('GET', '/idenfy/clients/me', { caller: clientId })).body;
  }

  async gate(clientId: string): Promise<number> {
    return (await this.kyc.request('GET', '/payouts', { caller: clientId })).status;
  }
}

const options = {
  reconciliation: { enabled: false },
  webhooks: { worker: { enabled: false } },
  limits: { startsPerDay: 100 },
} as const;

describe('an undecided verification', () => {
  let kyc: KycApp;
  let people: People;

  beforeAll(async () => {
    kyc = await KycApp.start({
      options,
      simulator: { allowConcurrentSessions: true },
      host: { controllers: [PayoutsController] },
    });
    people = new People(kyc);
  });
  afterAll(() => kyc.close());

  it.each([
    ['a correction to SUSPECTED', SUSPICION, undefined],
    ['a resubmission', RESUBMISSION, 'IDENTIFICATION_RESUBMITTED'],
  ] as const)('closes the gates after an approval: %s', async (title, report, eventType) => {
    const clientId = `ada ${title}`;
    const scanRef = await people.approved(clientId);
    expect(await people.gate(clientId)).toBe(200);

    await people.report(clientId, scanRef, report, eventType);

    expect(await people.gate(clientId)).toBe(403);
    expect(await people.me(clientId)).toMatchObject({
      standing: 'PENDING',
      verifiedUntil: null,
      nextStep: 'WAIT',
      current: { scanRef, status: 'REVIEWING', final: false },
    });
    expect((await people.start(clientId)).body).toMatchObject({ identifier: 'ALREADY_SUBMITTED' });
  });

  it('opens again with a correction, and is closed once the host has decided', async () => {
    const scanRef = await people.approved('grace');
    await people.report('grace', scanRef, SUSPICION);
    expect(await people.seenByStaff(scanRef)).toMatchObject({ status: 'SUSPECTED', closedAt: null });

    await people.decide(scanRef, 'ACCEPTED');

    expect((await people.seenByStaff(scanRef))['closedAt']).toEqual(expect.any(String));
    expect(await people.me('grace')).toMatchObject({ standing: 'VERIFIED' });
    expect(await people.gate('grace')).toBe(200);
    expect((await people.start('grace')).status).toBe(201);
  });

  it('is not outflanked by force', async () => {
    const scanRef = await people.approved('edsger');
    await people.report('edsger', scanRef, SUSPICION);
    const paid = kyc.simulator.requests('/api/v2/token').length;

    const forced = await people.start('edsger', true);

    expect(forced).toMatchObject({ status: 409, body: { identifier: 'ALREADY_SUBMITTED' } });
    expect(kyc.simulator.requests('/api/v2/token')).toHaveLength(paid);
  });

  it('is not outflanked by the approval of another one that was started before', async () => {
    const first = await people.approved('barbara');
    const renewal = (await people.start('barbara')).body.scanRef;
    expect(await people.gate('barbara')).toBe(200);
    await people.report('barbara', first, SUSPICION);
    expect(await people.seenByStaff(first)).toMatchObject({ status: 'SUSPECTED', closedAt: null });

    await people.report('barbara', renewal, { overall: 'APPROVED', finishTime: 4_000 });

    expect(await people.me('barbara')).toMatchObject({ standing: 'PENDING', current: { scanRef: first } });
    expect(await people.gate('barbara')).toBe(403);
    await people.decide(first, 'REJECTED');
    expect(await people.me('barbara')).toMatchObject({ standing: 'VERIFIED', current: { scanRef: renewal } });
  });

  it('needs a decision of its own when it follows an approval that followed a decision', async () => {
    const { scanRef } = (await people.start('donald')).body;
    await people.report('donald', scanRef, { ...SUSPICION, finishTime: 1_000 });
    await people.decide(scanRef, 'ACCEPTED');
    await people.report('donald', scanRef, { overall: 'APPROVED', manual: true, finishTime: 2_000 });
    expect(await people.gate('donald')).toBe(200);

    await people.report('donald', scanRef, SUSPICION);

    expect(await people.gate('donald')).toBe(403);
    expect(await people.seenByStaff(scanRef)).toMatchObject({
      decision: null,
      attention: ['DECISION_OVERTAKEN'],
    });
    expect((await people.decide(scanRef, 'REJECTED')).status).toBe(200);
    expect(await people.me('donald')).toMatchObject({ standing: 'REJECTED' });
  });

  it.each([
    ['an ordinary review', RESUBMISSION],
    ['a provisional verdict', { overall: 'APPROVED', final: false, finishTime: 3_000 }],
    ['a suspicion', SUSPICION],
  ] as const)('closes the gates while a renewal is open: %s', async (title, report) => {
    const clientId = `margaret ${title}`;
    await people.approved(clientId);
    const { scanRef } = (await people.start(clientId)).body;
    await people.report(clientId, scanRef, report);

    expect(await people.gate(clientId)).toBe(403);
    expect(await people.me(clientId)).toMatchObject({ standing: 'PENDING', current: { scanRef } });
  });

  it('does not close the gates by merely being started', async () => {
    await people.approved('alan');
    await people.start('alan');

    expect(await people.gate('alan')).toBe(200);
  });

  it('closes the gates while the images of a renewal are at iDenfy, and opens them when iDenfy refused them', async () => {
    await people.approved('frances');
    const { scanRef } = (await people.start('frances')).body;
    const submission = (state: string) =>
      kyc.database.query(
        `update idenfy_verification set submission = '${state}' where scan_ref = '${scanRef}'`,
      );
    await submission('accepted');
    await kyc.request('POST', `/idenfy/verifications/${scanRef}/finished`, { caller: 'frances' });
    expect(await people.gate('frances')).toBe(403);
    await submission('refused');
    await people.report('frances', scanRef, { overall: 'EXPIRED', finishTime: 2_000 });

    expect(await people.gate('frances')).toBe(200);
  });

  describe('beside a start at the same moment', () => {
    let locker: Client;
    const waiting = async () => {
      await locker.query('select pg_stat_clear_snapshot()'); // or all of a transaction sees the first one
      const { rowCount } = await locker.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rowCount;
    };

    beforeAll(async () => {
      locker = new Client({ connectionString: kyc.database.url });
      await locker.connect();
    });
    afterAll(() => locker.end());

    /** Lets `first`, then `second` wait for the row of the person, and releases it. */
    async function inOrder<A, B>(
      clientId: string,
      first: () => Promise<A>,
      second: () => Promise<B>,
    ): Promise<[A, B]> {
      await locker.query('begin');
      await locker.query('select from idenfy_client where client_id = $1 for update', [clientId]);
      const one = first();
      await vi.waitFor(async () => expect(await waiting()).toBe(1), { timeout: 10_000 });
      const other = second();
      await vi.waitFor(async () => expect(await waiting()).toBe(2), { timeout: 10_000 });
      await locker.query('rollback');
      return Promise.all([one, other]);
    }

    it('lets no one start when the correction is committed first', async () => {
      const scanRef = await people.approved('first correction');

      const [, started] = await inOrder(
        'first correction',
        () => people.report('first correction', scanRef, SUSPICION),
        () => people.start('first correction'),
      );

      expect(started).toMatchObject({ status: 409, body: { identifier: 'ALREADY_SUBMITTED' } });
      expect(await people.gate('first correction')).toBe(403);
    });

    it('is corrected when the start is committed first, and its approval opens no gate', async () => {
      const scanRef = await people.approved('first start');

      const [started] = await inOrder(
        'first start',
        () => people.start('first start'),
        () => people.report('first start', scanRef, SUSPICION),
      );

      expect(started.status).toBe(201);
      expect(await people.seenByStaff(scanRef)).toMatchObject({ status: 'SUSPECTED', closedAt: null });
      expect(await people.me('first start')).toMatchObject({ standing: 'PENDING', current: { scanRef } });
      await people.report('first start', started.body.scanRef, { overall: 'APPROVED', finishTime: 4_000 });
      expect(await people.gate('first start')).toBe(403);
      expect((await people.start('first start', true)).status).toBe(409);
    });
  });
});

describe('an approval with standing.whileUndecided: keep', () => {
  let kyc: KycApp;
  let people: People;

  beforeAll(async () => {
    kyc = await KycApp.start({
      options: { ...options, standing: { whileUndecided: 'keep' } },
      simulator: { allowConcurrentSessions: true },
      host: { controllers: [PayoutsController] },
    });
    people = new People(kyc);
  });
  afterAll(() => kyc.close());

  it('goes on counting under suspicion until the decision, and nothing is started', async () => {
    const scanRef = await people.approved('ada');
    const before = await people.me('ada');
    await people.report('ada', scanRef, SUSPICION);

    expect(await people.gate('ada')).toBe(200);
    expect(await people.me('ada')).toMatchObject({
      standing: 'VERIFIED',
      verifiedUntil: before['verifiedUntil'],
    });
    expect((await people.start('ada', true)).status).toBe(409);

    await people.decide(scanRef, 'REJECTED');
    expect(await people.gate('ada')).toBe(403);
    expect(await people.me('ada')).toMatchObject({ standing: 'REJECTED' });
  });

  it('goes on counting during the review of a renewal', async () => {
    await people.approved('grace');
    const { scanRef } = (await people.start('grace')).body;
    await people.report('grace', scanRef, RESUBMISSION);
    expect(await people.gate('grace')).toBe(200);

    await people.report('grace', scanRef, { overall: 'DENIED', manual: true, finishTime: 4_000 });
    expect(await people.gate('grace')).toBe(403);
  });

  it('does not begin while a suspicion is undecided', async () => {
    const { scanRef } = (await people.start('edsger')).body;
    const other = `other-of-edsger`;
    await kyc.database.query(
      `insert into idenfy_verification (id, client_id, scan_ref, status, started_by, closed_at)
       values (gen_random_uuid(), 'edsger', '${other}', 'EXPIRED', 'test', now())`,
    );
    await people.report('edsger', scanRef, SUSPICION);
    await people.report('edsger', other, { overall: 'APPROVED', finishTime: 4_000 });

    expect(await people.gate('edsger')).toBe(403);
  });

  it('is not revived where a denial is reopened', async () => {
    await people.approved('barbara');
    const { scanRef } = (await people.start('barbara')).body;
    await people.report('barbara', scanRef, { overall: 'DENIED', finishTime: 2_000 });
    expect(await people.gate('barbara')).toBe(403);

    await people.report('barbara', scanRef, SUSPICION);

    expect(await people.gate('barbara')).toBe(403);
  });
});
