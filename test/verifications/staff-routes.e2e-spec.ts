import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KycApp } from '../support/kyc-app.js';

interface HistoryPage {
  items: Record<string, unknown>[];
  nextCursor: string | null;
}

const SUSPICION = { overall: 'SUSPECTED', fraudTags: ['FACE_BLACKLISTED'] } as const;

describe.each(['express', 'fastify'] as const)('the routes for staff, on %s', (adapter) => {
  let kyc: KycApp;
  let scanRef: string;
  const ask = <T = Record<string, unknown>>(method: string, path: string, body?: unknown, headers = {}) =>
    kyc.request<T>(method, `/idenfy/verifications/${scanRef}${path}`, {
      caller: 'staff:mary',
      body,
      headers,
    });

  beforeAll(async () => {
    kyc = await KycApp.start({ adapter });
    scanRef = await kyc.started('ada');
    kyc.simulator.outcome(scanRef, SUSPICION);
    await kyc.settled();
  });
  afterAll(() => kyc.close());

  it('show everything known about a verification except secrets', async () => {
    const { body, text } = await ask('GET', '');

    expect(body).toMatchObject({
      status: 'SUSPECTED',
      final: true,
      shownToPerson: { status: 'REVIEWING' },
    });
    expect(text).not.toMatch(/authToken|redirectUrl|personalData/);
  });

  it('show the history with cause, actor and time', async () => {
    const { body } = await ask<HistoryPage>('GET', '/history');

    expect(body.nextCursor).toBeNull();
    expect(body.items.map(({ cause, to, actor }) => [cause, to, actor])).toEqual([
      ['START', 'STARTING', 'grace'],
      ['TOKEN', 'ACTIVE', 'idenfy'],
      ['WEBHOOK', 'SUSPECTED', 'idenfy'],
    ]);
    expect(body.items[2]).toMatchObject({
      from: 'ACTIVE',
      source: 'manual',
      effect: 'applied',
      reportedStatus: 'SUSPECTED',
      final: true,
    });
  });

  it('show the history in pages, oldest first', async () => {
    const first = (await ask<HistoryPage>('GET', '/history?limit=2')).body;
    const second = (await ask<HistoryPage>('GET', `/history?limit=2&cursor=${first.nextCursor}`)).body;

    expect(first.items.map(({ cause }) => cause)).toEqual(['START', 'TOKEN']);
    expect(second.items.map(({ cause }) => cause)).toEqual(['WEBHOOK']);
    expect(second.nextCursor).toBeNull();
    expect(await ask('GET', '/history?cursor=of-another-list')).toMatchObject({
      status: 400,
      body: { field: 'cursor' },
    });
  });

  it('refresh the status from iDenfy once in ten minutes', async () => {
    expect(await ask('POST', '/refresh')).toMatchObject({ status: 200, body: { status: 'SUSPECTED' } });

    const again = await ask('POST', '/refresh');

    expect(again.body).toMatchObject({ statusCode: 429, retryable: true });
    expect(Number(again.headers.get('retry-after'))).toBeGreaterThan(500);
    expect(kyc.simulator.requests('/api/v2/status')).toHaveLength(1);
  });

  it('show the data read from the document', async () => {
    const { status, body } = await ask('GET', '/data');

    expect(status).toBe(200);
    expect(body).toMatchObject({ scanRef, clientId: 'ada' });
    expect((await ask('GET', '/data')).status).toBe(429);
  });

  it('serve an image with headers that keep a browser from executing it', async () => {
    const names = await ask<string[]>('GET', '/files');
    expect(names.body).toEqual(expect.arrayContaining(['FRONT', 'FACE']));

    const { status, headers, text } = await ask('GET', '/files/FRONT');

    expect(status).toBe(200);
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'image/png',
      'content-disposition': `attachment; filename="${scanRef}-FRONT.png"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    expect(text.length).toBeGreaterThan(100);
  });

  it('answer 404 for a file that does not exist or has an impossible name', async () => {
    expect((await ask('GET', '/files/NOTHING')).body).toMatchObject({
      statusCode: 404,
      message: 'There is no such file.',
    });
    expect((await ask('GET', '/files/..%2Fsecrets')).body).toMatchObject({ statusCode: 400, field: 'name' });
  });

  it('serve the report as a PDF', async () => {
    const { headers, text } = await ask('GET', '/report?language=lt&includeMainStepFiles=false');

    expect(headers.get('content-type')).toBe('application/pdf');
    expect(text).toMatch(/^%PDF/);
    expect(kyc.simulator.requests('/api/v2/generate-pdf').at(-1)?.body).toEqual({
      scanRef,
      language: 'lt',
      includeMainStepFiles: false,
      includeAdditionalStepFiles: true,
    });
    expect((await ask('GET', '/report?language=de')).body).toMatchObject({
      statusCode: 400,
      field: 'language',
    });
  });

  it.each([
    ['decision', {}],
    ['decision', { decision: 'MAYBE', reason: 'why not' }],
    ['reason', { decision: 'ACCEPTED' }],
    ['reason', { decision: 'ACCEPTED', reason: '  x  ' }],
    ['reason', { decision: 'ACCEPTED', reason: 'x'.repeat(201) }],
    ['status', { decision: 'ACCEPTED', reason: 'seen in person', status: 'APPROVED' }],
    ['body', []],
  ])('refuse a decision with a wrong %s: %j', async (field, body) => {
    expect((await ask('POST', '/decision', body)).body).toMatchObject({ statusCode: 400, field });
  });

  it("store one decision beside iDenfy's status", async () => {
    const decided = await ask('POST', '/decision', { decision: 'REJECTED', reason: 'not who they say' });

    expect(decided).toMatchObject({
      status: 200,
      body: {
        status: 'SUSPECTED',
        decision: 'REJECTED',
        decisionBy: 'mary',
        shownToPerson: { status: 'DENIED' },
      },
    });
    expect(
      (await ask('POST', '/decision', { decision: 'ACCEPTED', reason: 'changed my mind' })).body,
    ).toMatchObject({
      statusCode: 409,
      identifier: 'NOTHING_TO_DECIDE',
    });
  });

  it('show the standing of any person', async () => {
    const client = await kyc.request('GET', '/idenfy/clients/ada', { caller: 'staff:mary' });

    expect(client.body).toMatchObject({
      clientId: 'ada',
      standing: 'REJECTED',
      nextStep: 'CONTACT_SUPPORT',
      current: { scanRef },
    });
    expect((await kyc.request('GET', '/idenfy/clients/nobody', { caller: 'staff:mary' })).body).toEqual({
      clientId: 'nobody',
      standing: 'NONE',
      verifiedUntil: null,
      current: null,
      nextStep: 'CONTINUE',
    });
    expect((await kyc.request('GET', '/idenfy/clients/%C5%BE', { caller: 'staff:mary' })).body).toMatchObject(
      { field: 'clientId' },
    );
  });

  it('erase a verification and show the receipt', async () => {
    expect((await ask('GET', '/erasure')).status).toBe(404);
    expect((await ask('DELETE', '', undefined, { 'x-access-reason': 'no' })).body).toMatchObject({
      statusCode: 400,
      field: 'X-Access-Reason',
    });

    const erased = await ask('DELETE', '', undefined, { 'x-access-reason': 'the person asked for it' });
    const receipt = await ask('GET', '/erasure');

    expect(erased.status).toBe(202);
    expect(receipt.body).toMatchObject({
      erasureId: erased.body['erasureId'],
      state: 'done',
      requestedBy: 'mary',
    });
    expect(kyc.simulator.requests('/api/v2/delete')).toHaveLength(1);
  });
});
