import { Injectable } from '@nestjs/common';
import { IdenfyVerifications, IdenfyWorkers, OnVerification } from 'nestjs-idenfy';
import { aWebhook, signWebhook, type WebhookTraits } from 'nestjs-idenfy/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Canaries } from '../support/canaries.js';
import { CapturedOutput } from '../support/captured-output.js';
import { dumpOf } from '../support/database.js';
import { KycApp } from '../support/kyc-app.js';

@Injectable()
class Accounts {
  @OnVerification('SUSPECTED')
  async hold(): Promise<void> {}
}

interface CaseAnswer {
  caseVersion: number;
  verification: { status: string };
  tags: { tag: string; kind: string; title: string | null; check: string | null }[];
  timeline: { kind: string; actor: string; text: string | null; cause?: string; state?: string }[];
  [field: string]: unknown;
}

async function report(
  kyc: KycApp,
  traits: WebhookTraits,
  eventType?: 'IDENTIFICATION_RESUBMITTED',
): Promise<void> {
  const { body, headers } = signWebhook(
    aWebhook(traits),
    kyc.simulator.signingKey ?? '',
    eventType ? { eventType } : {},
  );
  await kyc.request('POST', '/idenfy/webhooks', { body, headers });
  await kyc.app.get(IdenfyWorkers).drain();
}

function ask<T = Record<string, unknown>>(
  kyc: KycApp,
  method: string,
  path: string,
  {
    body,
    headers = {},
    caller = 'staff:mary',
  }: { body?: unknown; headers?: Record<string, string>; caller?: string } = {},
) {
  return kyc.request<T>(method, `/idenfy/verifications/${path}`, { caller, body, headers });
}

const options = {
  keep: 'data',
  levels: { basic: {}, full: { checkAml: true } },
  decisions: { fourEyes: true, reasons: ['The person on the list is another one.'] },
  reconciliation: { enabled: false },
  webhooks: { worker: { enabled: false } },
} as const;

describe.each(['express', 'fastify'] as const)('a case, on %s', (adapter) => {
  let kyc: KycApp;
  let scanRef: string;
  const canaries = new Canaries();
  const claimed = canaries.add('claim');
  const extracted = canaries.add('extracted');
  const onTheList = canaries.add('listed person');
  let said = '';

  beforeAll(async () => {
    const output = CapturedOutput.start();
    try {
      kyc = await KycApp.start({
        adapter,
        options,
        host: { providers: [Accounts] },
        simulator: { allowConcurrentSessions: true },
      });
      const earlier = await kyc.started('ada');
      await report(kyc, { scanRef: earlier, clientId: 'ada', overall: 'DENIED', finishTime: 500 });
      scanRef = await kyc.started('ada', { address: claimed, checkAml: true });
      await report(kyc, {
        scanRef,
        clientId: 'ada',
        overall: 'SUSPECTED',
        manual: true,
        fraudTags: ['AML_SUSPECTION', 'A_TAG_OF_TOMORROW'],
        mismatchTags: ['SURNAME'],
        data: { docLastName: extracted },
        AML: [
          {
            serviceName: 'AML_NAMES_CHECK',
            status: { overallStatus: 'SUSPECTED' },
            data: [{ suspicion: 'SANCTION', listName: 'EU', surname: onTheList, score: 92, isActive: true }],
          },
        ],
      });
      await ask(kyc, 'POST', `${scanRef}/notes`, { body: { text: 'Look at the second page.' } });
      await ask(kyc, 'POST', `${scanRef}/decision`, {
        body: { decision: 'REJECTED', reason: 'on a list of sanctions' },
      });
      await ask(kyc, 'GET', `${scanRef}/data`, { headers: { 'x-access-reason': 'compare the names' } });
      await ask(kyc, 'GET', `${scanRef}/claims`);
      await ask(kyc, 'GET', `${scanRef}/case`);
    } finally {
      said = output.stop();
    }
  });
  afterAll(() => kyc.close());

  it('has everything that is needed to decide in one answer', async () => {
    const { body, headers } = await ask<CaseAnswer>(kyc, 'GET', `${scanRef}/case`);

    expect(headers.get('etag')).toBe(`"${body.caseVersion}"`);
    expect(body).toMatchObject({
      verification: { status: 'SUSPECTED', final: true, manualFace: expect.any(String), fourEyes: true },
      checks: expect.arrayContaining([{ name: 'checkAml', clean: false }]),
      levels: [
        { name: 'basic', asked: true, reached: true },
        { name: 'full', asked: true, reached: false },
      ],
      amlHits: [{ service: 'AML_NAMES_CHECK', kind: 'SANCTION', list: 'EU', score: 92, active: true }],
      person: { clientId: 'ada', standing: 'PENDING' },
      otherAttempts: [{ status: 'DENIED', final: true }],
      hasMoreAttempts: false,
      assignee: null,
      open: [{ reason: 'SECOND_PERSON' }],
      dueAt: expect.any(String),
      proposals: [{ state: 'WAITING', decision: 'REJECTED', reason: 'on a list of sanctions' }],
      reasons: ['The person on the list is another one.'],
      kept: { data: true, claims: true },
      timelineIsCut: false,
    });
  });

  it('explains each tag, and names one that this version does not know', async () => {
    const { tags } = (await ask<CaseAnswer>(kyc, 'GET', `${scanRef}/case`)).body;

    expect(tags.map(({ tag, kind, title }) => [tag, kind, title])).toEqual([
      ['AML_SUSPECTION', 'fraud', 'AML hit'],
      ['A_TAG_OF_TOMORROW', 'fraud', null],
      ['SURNAME', 'mismatch', 'Last name differs'],
    ]);
    expect(tags[0]?.check).toContain('date of birth');
  });

  it('tells who did and read what, newest first', async () => {
    const { timeline } = (await ask<CaseAnswer>(kyc, 'GET', `${scanRef}/case`)).body;
    const told = timeline.map(({ kind, actor, text, cause, state }) => ({ kind, actor, text, cause, state }));

    expect(told[0]).toMatchObject({ kind: 'ACCESS', actor: 'mary', cause: 'CASE' });
    expect(told).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'CHANGE', actor: 'idenfy', cause: 'WEBHOOK' }),
        expect.objectContaining({ kind: 'NOTE', actor: 'mary', text: 'Look at the second page.' }),
        expect.objectContaining({ kind: 'PROPOSAL', actor: 'mary', text: 'PROPOSED' }),
        expect.objectContaining({ kind: 'ACCESS', cause: 'DATA', text: 'compare the names' }),
        expect.objectContaining({ kind: 'HANDLER', actor: 'Accounts.hold', state: 'done' }),
      ]),
    );
  });

  it('shows what was claimed and what was extracted only by calls of their own, with a reason', async () => {
    const { text } = await ask(kyc, 'GET', `${scanRef}/case`);
    expect(canaries.in(text)).toEqual([]);

    expect((await ask(kyc, 'GET', `${scanRef}/claims`)).body).toEqual({
      kept: true,
      claims: { address: claimed },
    });
    expect((await ask(kyc, 'GET', `${scanRef}/data`)).body).toMatchObject({ docLastName: extracted });
    for (const path of ['claims', 'data']) {
      expect(
        (await ask(kyc, 'GET', `${scanRef}/${path}`, { headers: { 'x-access-reason': '' } })).body,
      ).toMatchObject({ statusCode: 400, field: 'X-Access-Reason' });
      const reviewing = { headers: { 'x-permissions': 'review,decide' } };
      expect((await ask(kyc, 'GET', `${scanRef}/${path}`, reviewing)).status).toBe(403);
    }
    const reading = { headers: { 'x-permissions': 'read-data' } };
    expect((await ask(kyc, 'GET', `${scanRef}/case`, reading)).status).toBe(403);
    expect((await ask(kyc, 'GET', `${scanRef}/case`, { caller: 'ada' })).status).toBe(403);
  });

  it('seals what was claimed and found, and logs nothing of it', async () => {
    expect(canaries.in(said)).toEqual([]);
    expect(canaries.in(await dumpOf(kyc.database))).toEqual([]);
  });
});

describe.each(['express', 'fastify'] as const)('a request for more information, on %s', (adapter) => {
  let kyc: KycApp;
  let people = 0;
  const canaries = new Canaries();

  beforeAll(async () => {
    kyc = await KycApp.start({ adapter, options });
  });
  afterAll(() => kyc.close());

  async function verified(overall: 'APPROVED' | 'SUSPECTED' = 'APPROVED') {
    const clientId = `grace-${++people}`;
    const scanRef = await kyc.started(clientId);
    kyc.simulator.outcome(scanRef, { overall });
    await kyc.settled();
    return { clientId, scanRef };
  }

  const request = (scanRef: string, body: object = {}) =>
    ask(kyc, 'POST', `${scanRef}/request-information`, { body });
  const seenByPerson = async (clientId: string, scanRef: string) =>
    (await ask(kyc, 'GET', scanRef, { caller: clientId })).body;
  const me = async (caller: string) =>
    (await kyc.request<{ standing: string; nextStep: string }>('GET', '/idenfy/clients/me', { caller })).body;

  it('lets the person continue at a new address until it is used', async () => {
    const { clientId, scanRef } = await verified();
    const output = CapturedOutput.start();
    const asked = await request(scanRef, { lifetime: 600, additionalStepUploadRequired: true });
    const shown = await seenByPerson(clientId, scanRef);
    canaries.add('address', String(shown['continueUrl']));
    expect(canaries.in(output.stop())).toEqual([]);

    expect(asked).toMatchObject({
      status: 200,
      body: { status: 'APPROVED', informationUntil: expect.any(String) },
    });
    expect(canaries.in(asked.text)).toEqual([]);
    expect(shown).toMatchObject({
      status: 'APPROVED',
      nextStep: 'CONTINUE',
      continueUrl: expect.stringContaining('token='),
      continueUntil: asked.body['informationUntil'],
    });
    expect(await me(clientId)).toMatchObject({ standing: 'VERIFIED', nextStep: 'CONTINUE' });
    expect(await kyc.request('POST', '/idenfy/verifications', { caller: clientId, body: {} })).toMatchObject({
      status: 200,
      body: { scanRef, resumed: true, redirectUrl: shown['continueUrl'] },
    });
    expect(canaries.in(await dumpOf(kyc.database))).toEqual([]);
    expect(await request(scanRef)).toMatchObject({
      status: 409,
      body: { identifier: 'INFORMATION_REQUESTED' },
    });

    const finishTime = Math.floor(Date.now() / 1_000) + 60;
    await report(
      kyc,
      { scanRef, clientId, overall: 'APPROVED', manual: true, finishTime },
      'IDENTIFICATION_RESUBMITTED',
    );

    const after = await seenByPerson(clientId, scanRef);
    expect(after).toMatchObject({ status: 'APPROVED', nextStep: 'NONE' });
    expect(after).not.toHaveProperty('continueUrl');
  });

  it('ends by itself', async () => {
    const { clientId, scanRef } = await verified();
    await request(scanRef);
    await kyc.database.query(
      `update idenfy_verification set information_until = now() - interval '1 second' where scan_ref = $1`,
      [scanRef],
    );

    const after = await seenByPerson(clientId, scanRef);
    expect(after).toMatchObject({ status: 'APPROVED', nextStep: 'NONE' });
    expect(after).not.toHaveProperty('continueUrl');
  });

  it('is refused under suspicion, and forgotten when one arises', async () => {
    const suspected = await verified('SUSPECTED');
    expect(await request(suspected.scanRef)).toMatchObject({
      status: 409,
      body: { identifier: 'NOT_APPROVED', hint: expect.any(String) },
    });

    const { clientId, scanRef } = await verified();
    await request(scanRef);
    kyc.simulator.outcome(scanRef, { overall: 'SUSPECTED' });
    await kyc.settled();
    const shown = await seenByPerson(clientId, scanRef);
    expect(shown).toMatchObject({ status: 'REVIEWING', nextStep: 'WAIT' });
    expect(shown).not.toHaveProperty('continueUrl');
    expect(await kyc.app.get(IdenfyVerifications).find({ account: 'default', scanRef })).toMatchObject({
      informationUrl: null,
    });
  });

  it('needs the permission, and names a field that is wrong', async () => {
    const { clientId, scanRef } = await verified();
    const path = `${scanRef}/request-information`;

    expect((await ask(kyc, 'POST', path, { body: {}, caller: clientId })).status).toBe(403);
    const deciding = { body: {}, headers: { 'x-permissions': 'decide' } };
    expect((await ask(kyc, 'POST', path, deciding)).status).toBe(403);
    for (const [field, value] of [
      ['lifetime', -1],
      ['bankCardExpectedLastFour', '12'],
      ['riskAssessmentProfile', 'x'],
      ['colour', 'red'],
    ] as const) {
      expect((await request(scanRef, { [field]: value })).body).toMatchObject({ statusCode: 400, field });
    }
    expect(kyc.simulator.requests(`/kyc/identifications/${scanRef}/request-information/`)).toEqual([]);
  });
});
