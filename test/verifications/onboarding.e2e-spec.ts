import { Injectable } from '@nestjs/common';
import { OnDecision, OnVerification, type DecisionMade, type VerificationChange } from 'nestjs-idenfy';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KycApp } from '../support/kyc-app.js';

const seen: string[] = [];

@Injectable()
class Onboarding {
  @OnVerification('APPROVED')
  async open({ verification }: VerificationChange): Promise<void> {
    seen.push(`approved ${verification.clientId}`);
  }

  @OnVerification('*')
  async follow({ verification, previous }: VerificationChange): Promise<void> {
    seen.push(`${previous} → ${verification.status}`);
  }

  @OnDecision()
  async decided({ decision, reason }: DecisionMade): Promise<void> {
    seen.push(`decided ${decision}: ${reason}`);
  }
}

describe.each(['express', 'fastify'] as const)('the onboarding of a person, on %s', (adapter) => {
  let kyc: KycApp;

  beforeAll(async () => {
    kyc = await KycApp.start({ adapter, host: { providers: [Onboarding] } });
  });
  afterAll(() => kyc.close());
  beforeEach(() => {
    seen.length = 0;
  });

  it("starts a session, receives the verdict and calls the host's handler once", async () => {
    const start = await kyc.request<{ scanRef: string; redirectUrl: string; iframeUrl: string }>(
      'POST',
      '/idenfy/verifications',
      { caller: 'ada', body: {} },
    );
    expect(start.status).toBe(201);
    expect(start.body).toMatchObject({ clientId: 'ada', status: 'ACTIVE', resumed: false });

    kyc.simulator.outcome(start.body.scanRef, { overall: 'APPROVED' });
    await kyc.settled();

    const { body } = await kyc.request('GET', `/idenfy/verifications/${start.body.scanRef}`, {
      caller: 'ada',
    });
    expect(body).toMatchObject({ status: 'APPROVED', final: true, nextStep: 'NONE' });
    expect(seen).toEqual(expect.arrayContaining(['approved ada', 'ACTIVE → APPROVED']));
    expect(seen.filter((line) => line === 'approved ada')).toHaveLength(1);
    const me = await kyc.request('GET', '/idenfy/clients/me', { caller: 'ada' });
    expect(me.body).toMatchObject({ clientId: 'ada', standing: 'VERIFIED', nextStep: 'NONE' });
  });

  it('answers a second start with the live session instead of a new one', async () => {
    const first = await kyc.request('POST', '/idenfy/verifications', { caller: 'grace', body: {} });
    const second = await kyc.request('POST', '/idenfy/verifications', {
      caller: 'grace',
      body: { locale: 'lt' },
    });

    expect(second.status).toBe(200);
    expect(second.body).toMatchObject({
      scanRef: first.body['scanRef'],
      authToken: first.body['authToken'],
      resumed: true,
      ignored: ['locale'],
    });
    const asked = kyc.simulator
      .requests('/api/v2/token')
      .filter(({ body }) => JSON.stringify(body).includes('grace'));
    expect(asked).toHaveLength(1);
  });

  it('creates one session for two concurrent starts', async () => {
    const both = await Promise.all([
      kyc.request('POST', '/idenfy/verifications', { caller: 'twice', body: {} }),
      kyc.request('POST', '/idenfy/verifications', { caller: 'twice', body: {} }),
    ]);

    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 201]);
    expect(both[0].body['scanRef']).toBe(both[1].body['scanRef']);
  });

  it('shows a suspected person a review, and staff decide', async () => {
    const scanRef = await kyc.started('eve');
    kyc.simulator.outcome(scanRef, { overall: 'SUSPECTED', fraudTags: ['AML_SUSPECTION'] });
    await kyc.settled();

    const person = await kyc.request('GET', `/idenfy/verifications/${scanRef}`, { caller: 'eve' });
    expect(person.body).toMatchObject({ status: 'REVIEWING', final: false, nextStep: 'WAIT' });
    expect(person.text).not.toMatch(/SUSPECT|AML/);

    const decided = await kyc.request('POST', `/idenfy/verifications/${scanRef}/decision`, {
      caller: 'staff:grace',
      body: { decision: 'ACCEPTED', reason: 'a namesake' },
    });
    expect(decided.status).toBe(200);
    await kyc.settled();
    expect(seen).toContain('decided ACCEPTED: a namesake');
    const after = await kyc.request('GET', `/idenfy/verifications/${scanRef}`, { caller: 'eve' });
    expect(after.body).toMatchObject({ status: 'APPROVED', final: true });
    const accepted = await kyc.request('GET', '/idenfy/clients/me', { caller: 'eve' });
    expect(accepted.body).toMatchObject({
      standing: 'VERIFIED',
      verifiedUntil: expect.stringMatching(/^20/),
    });
    const again = await kyc.request('POST', `/idenfy/verifications/${scanRef}/decision`, {
      caller: 'staff:grace',
      body: { decision: 'REJECTED', reason: 'changed my mind' },
    });
    expect(again).toMatchObject({ status: 409, body: { identifier: 'NOTHING_TO_DECIDE' } });
  });

  it('lets a person start again after the session expired', async () => {
    const scanRef = await kyc.started('late');
    kyc.simulator.outcome(scanRef, { overall: 'EXPIRED', eventType: 'IDENTIFICATION_EXPIRED' });
    await kyc.settled();

    const { body } = await kyc.request('GET', `/idenfy/verifications/${scanRef}`, { caller: 'late' });
    expect(body).toMatchObject({ status: 'EXPIRED', final: true, nextStep: 'RETRY' });
    const again = await kyc.request('POST', '/idenfy/verifications', { caller: 'late', body: {} });
    expect(again.status).toBe(201);
    expect(again.body['scanRef']).not.toBe(scanRef);
  });

  it('keeps the whole history for staff', async () => {
    const scanRef = await kyc.started('told');
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED' });
    await kyc.settled();

    const { body } = await kyc.request<{ items: { cause: string }[] }>(
      'GET',
      `/idenfy/verifications/${scanRef}/history`,
      {
        caller: 'staff:grace',
      },
    );
    expect(JSON.stringify(body)).toMatch(/START.*TOKEN.*WEBHOOK/);
  });
});
