import { EvidenceCollector, LegalHolds, Persons } from 'nestjs-idenfy';
import { aWebhook, someData } from 'nestjs-idenfy/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../support/kyc-app.js';
import { DAY, ErasingApp } from './erasing-app.js';

interface Exported {
  person: Record<string, unknown> | null;
  verifications: (Record<string, unknown> & { history: Record<string, unknown>[] })[];
  erased: Record<string, unknown>[];
  webhooks: Record<string, unknown>[];
  withheld: { scanRef: string | null; reason: string; fields: string[] }[];
}

describe.each(['express', 'fastify'] as const)('the export of a person, on %s', (adapter) => {
  let app: ErasingApp;

  beforeAll(async () => {
    const options = {
      keep: 'evidence',
      decisions: { fourEyes: ({ clientId }: { clientId: string }) => clientId === 'ada' },
      webhooks: { worker: { enabled: false } }, // the test says when evidence is collected
    } as const;
    app = await ErasingApp.start({ startsAt: 'relationship-end', keepAtLeastDays: 10 }, { adapter, options });
  });
  afterAll(() => app.close());

  async function exported(clientId: string): Promise<Exported> {
    const { status, body, headers } = await exportOf(clientId);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    return body;
  }

  function exportOf(clientId: string, headers?: Record<string, string>): Promise<Answer<Exported>> {
    const path = `/idenfy/clients/${clientId}/export`;
    return app.kyc.request('GET', path, { caller: 'staff:mary', ...(headers && { headers }) });
  }

  /** A result of iDenfy about the session, as it comes in a webhook. */
  async function reported(scanRef: string, clientId: string, result: Record<string, unknown>): Promise<void> {
    const data = someData({
      docFirstName: 'ADA',
      duplicateFaces: ['another-session'],
      manuallyDataChanged: true,
    });
    const finishTime = Math.floor(app.clock.now().getTime() / 1_000);
    await app.deliverSigned(aWebhook({ scanRef, clientId, data, finishTime, ...result }));
  }

  it('has everything about a person whose outcome is decided', async () => {
    const scanRef = await app.kyc.started('ada', { externalRef: 'order-7', firstName: 'Ada' });
    await reported(scanRef, 'ada', { overall: 'SUSPECTED', final: true, fraudTags: ['FACE_BLACKLISTED'] });
    const officer = { caller: 'staff:rasa' };
    const path = `/idenfy/verifications/${scanRef}`;
    await app.staff('PUT', `${path}/assignee`, { staff: 'grace' });
    await app.staff('POST', `${path}/decision`, { decision: 'ACCEPTED', reason: 'her twin was here before' });
    await app.kyc.request('POST', `${path}/decision/confirm`, officer);
    await app.kyc.app.get(EvidenceCollector).run();
    await app.staff('PUT', '/idenfy/clients/ada/relationship', { begunAt: '2020-01-01T00:00:00Z' });
    await app.kyc.app.get(LegalHolds).place({ clientId: 'ada' }, { reason: 'case 4711', staffId: 'grace' });
    await app.kyc.request('GET', `/idenfy/verifications/${scanRef}/data`, {
      caller: 'staff:grace',
      headers: { 'x-access-reason': 'she called us' },
    });

    const { person, verifications, webhooks, withheld } = await exported('ada');

    expect(person).toMatchObject({
      standing: 'VERIFIED',
      attempts: 1,
      relationship: { begunAt: '2020-01-01T00:00:00.000Z', endedAt: null },
      retention: { startsAt: 'relationship-end', keepAtLeastDays: 10, deleteAfterDays: null },
      legalHold: 'case 4711',
    });
    expect(verifications).toEqual([
      expect.objectContaining({
        scanRef,
        externalRef: 'order-7',
        status: 'SUSPECTED',
        final: true,
        findings: expect.objectContaining({ fraudTags: ['FACE_BLACKLISTED'] }) as unknown,
        decision: expect.objectContaining({
          decision: 'ACCEPTED',
          reason: 'her twin was here before',
        }) as unknown,
        proposals: [
          expect.objectContaining({ state: 'CONFIRMED', reason: 'her twin was here before' }) as unknown,
        ],
        evidence: expect.arrayContaining([
          expect.objectContaining({ kind: 'WEBHOOK', bytes: expect.any(Number) }),
        ]) as unknown,
        claims: { firstName: 'Ada' },
        extractedData: expect.objectContaining({ docFirstName: 'ADA', manuallyDataChanged: true }) as unknown,
        accesses: expect.arrayContaining([
          expect.objectContaining({ action: 'DATA', reason: 'she called us' }),
          expect.objectContaining({ action: 'EXPORT', reason: 'a test wants to know' }),
        ]) as unknown,
      }),
    ]);
    expect(verifications[0]?.history).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ cause: 'START', to: 'STARTING', actor: 'staff' }),
        expect.objectContaining({ cause: 'WEBHOOK', to: 'SUSPECTED', actor: 'idenfy' }),
        expect.objectContaining({ cause: 'DECISION', reportedStatus: 'ACCEPTED', actor: 'staff' }),
      ]),
    );
    expect(webhooks).toEqual([
      expect.objectContaining({ content: expect.objectContaining({ scanRef, clientId: 'ada' }) as unknown }),
    ]);
    expect(withheld.map(({ reason }) => reason)).toEqual(['STAFF', 'OTHER_PEOPLE', 'CREDENTIALS']);
    const { text } = await exportOf('ada');
    expect(text).not.toMatch(/grace|rasa/);
    expect(JSON.stringify(verifications)).not.toContain('another-session');
  });

  it('tells a suspicion no more than an ordinary review', async () => {
    const reviewed = await app.kyc.started('eve-1');
    await reported(reviewed, 'eve-1', { overall: 'APPROVED', final: false });
    const suspected = await app.kyc.started('eve-2');
    await reported(suspected, 'eve-2', {
      overall: 'SUSPECTED',
      final: true,
      fraudTags: ['FACE_BLACKLISTED'],
    });
    const holds = app.kyc.app.get(LegalHolds);
    await holds.place({ clientId: 'eve-2' }, { reason: 'reported to the police', staffId: 'grace' });

    const review = await exported('eve-1');
    const suspicion = await exported('eve-2');

    expect(comparable(suspicion)).toEqual(comparable(review));
    expect(suspicion).toMatchObject({
      person: { standing: 'PENDING', legalHold: null },
      verifications: [{ status: 'REVIEWING', final: false, findings: null, decision: null, notes: [] }],
      webhooks: [],
    });
    expect(suspicion.withheld.filter(({ reason }) => reason === 'OUTCOME_OPEN')).toMatchObject([
      { scanRef: null, fields: expect.arrayContaining(['person.legalHold', 'webhooks']) as unknown },
      { scanRef: suspected, fields: expect.arrayContaining(['findings', 'history']) as unknown },
    ]);
    expect(suspicion.verifications[0]?.history.map(({ cause }) => cause)).toEqual(['START', 'TOKEN']);
    expect(JSON.stringify(suspicion)).not.toMatch(
      /SUSPECTED|FACE_BLACKLISTED|police|manuallyDataChanged":true/,
    );
  });

  it('tells what staff wrote once no outcome of the person is open, and only there', async () => {
    const text = 'the face of the session under suspicion';
    const approved = await app.kyc.started('zoe');
    await reported(approved, 'zoe-of-an-agency', { overall: 'APPROVED', final: true });
    await app.end(approved, 'APPROVED');
    await app.staff('POST', `/idenfy/verifications/${approved}/attention/settle`, {
      attention: 'CLIENT_MISMATCH',
      reason: text,
    });
    const suspected = await app.kyc.started('zoe', { force: true });
    await reported(suspected, 'zoe', { overall: 'SUSPECTED', final: true, fraudTags: ['FACE_BLACKLISTED'] });

    expect((await exportOf('zoe')).text).not.toContain(text);

    const decision = { decision: 'ACCEPTED', reason: 'seen in person' };
    await app.staff('POST', `/idenfy/verifications/${suspected}/decision`, decision);
    const { verifications } = await exported('zoe');
    expect(verifications.find(({ scanRef }) => scanRef === approved)).toMatchObject({
      notes: [expect.objectContaining({ text })],
    });
    expect(JSON.stringify(verifications).split(text)).toHaveLength(2);
    expect(JSON.stringify(verifications).split('seen in person')).toHaveLength(2);
  });

  it('names what is left of erased verifications, and nothing of other people', async () => {
    const scanRef = await app.finished('leaving');
    app.clock.shift(11 * DAY);
    app.kyc.simulator.advance(11 * DAY * 60);
    await app.erase(scanRef);

    expect(await exported('leaving')).toMatchObject({
      person: null,
      verifications: [],
      webhooks: [],
      erased: [{ scanRef, status: 'DENIED', state: 'done', atIdenfy: 'DELETED' }],
    });
    expect(await exportOf('unknown')).toMatchObject({ status: 404 });
    await expect(app.kyc.app.get(Persons).export('unknown')).rejects.toThrow('No person with this clientId');
  });

  it('needs a reason, and is in the audit', async () => {
    await app.kyc.started('asking');
    expect(await exportOf('asking', { 'x-access-reason': '' })).toMatchObject({
      status: 400,
      body: { field: 'X-Access-Reason' },
    });

    await exportOf('asking', { 'x-access-reason': 'she asked for it' });

    const { body } = await app.kyc.request<{ items: Record<string, unknown>[] }>(
      'GET',
      '/idenfy/audit?staff=mary&limit=1',
      { caller: 'staff:auditor' },
    );
    expect(body.items).toEqual([
      expect.objectContaining({ action: 'EXPORT', clientId: 'asking', reason: 'she asked for it' }),
    ]);
  });

  /** Without times and ids, which differ between any two people. */
  function comparable(person: Exported): unknown {
    const text = JSON.stringify(person, (name, value: unknown) =>
      /At$|^at$|^id$|Until$|clientId|scanRef|verifiedUntil/.test(name) && value !== null ? '…' : value,
    );
    return JSON.parse(text.replaceAll(/eve-\d/g, 'eve')) as unknown;
  }
});
