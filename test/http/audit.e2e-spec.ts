import { AccessAudit } from 'nestjs-idenfy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KycApp } from '../support/kyc-app.js';

interface Page {
  items: Record<string, unknown>[];
  nextCursor: string | null;
}

describe('the audit', () => {
  let kyc: KycApp;
  let scanRef: string;
  const ask = (method: string, path: string, reason?: string, body?: unknown, staff = 'mary') =>
    kyc.request(method, `/idenfy/verifications/${scanRef}${path}`, {
      caller: `staff:${staff}`,
      body,
      headers: { 'x-access-reason': reason ?? '' },
    });
  const audit = async (query = '') =>
    (await kyc.request<Page>('GET', `/idenfy/audit${query}`, { caller: 'staff:auditor' })).body;
  const recordsOf = async (staff: string) =>
    (await audit(`?staff=${staff}`)).items.map(({ action, detail, reason, scanRef: about }) => ({
      action,
      detail,
      reason,
      about,
    }));

  beforeAll(async () => {
    kyc = await KycApp.start();
    scanRef = await kyc.started('ada');
    kyc.simulator.outcome(scanRef, { overall: 'SUSPECTED', fraudTags: ['FACE_BLACKLISTED'] });
    await kyc.settled();
  });
  afterAll(() => kyc.close());

  it.each([
    ['GET', '/data'],
    ['GET', '/files'],
    ['GET', '/files/FRONT'],
    ['GET', '/report'],
    ['POST', '/decision'],
    ['DELETE', ''],
  ])('requires a reason from staff: %s …%s', async (method, path) => {
    for (const reason of ['', 'no', '   x   ', 'x'.repeat(201), "UTF-8''no", "UTF-8''%C5%XX"]) {
      expect(await ask(method, path, reason)).toMatchObject({
        status: 400,
        body: { field: 'X-Access-Reason', message: expect.stringContaining('X-Access-Reason') as string },
      });
    }
    expect((await audit('?staff=mary')).items).toEqual([]);
  });

  it('records the field names of each start by staff before it happens, and which verification it became', async () => {
    const started = (body: Record<string, unknown>) =>
      kyc.request<{ scanRef: string }>('POST', '/idenfy/verifications', {
        caller: 'staff:sam',
        body: { clientId: 'carol', ...body },
        headers: { 'x-access-reason': 'she is at the counter' },
      });
    const { body: first } = await started({ checkLiveness: false, reviewFailed: false });
    await started({ dummyStatus: 'APPROVED' });
    // iDenfy refuses a second session beside a running one
    expect((await started({ force: true })).status).toBe(409);
    expect((await started({ callbackUrl: 'https://evil.example/' })).status).toBe(403);

    const reason = 'she is at the counter';
    expect(await recordsOf('sam')).toEqual(
      [
        { detail: 'asked for: force, clientId', about: null },
        { detail: 'resumed: clientId, dummyStatus', about: first.scanRef },
        { detail: 'asked for: clientId, dummyStatus', about: null },
        { detail: 'started: clientId, checkLiveness, reviewFailed', about: first.scanRef },
        { detail: 'asked for: clientId, checkLiveness, reviewFailed', about: null },
      ].map((record) => ({ action: 'START', reason, ...record })),
    );
  });

  it('records the field names of an upload by staff', async () => {
    const uploaded = await kyc.started('dave', { tokenType: 'DOCUMENT' });
    const image = Buffer.from('89504e470d0a1a0a0000000d494844520000006400000064', 'hex').toString('base64');
    await kyc.request('POST', `/idenfy/verifications/${uploaded}/documents`, {
      caller: 'staff:uma',
      body: {
        country: 'LT',
        documentType: 'PASSPORT',
        skipAnalysis: true,
        images: { FRONT: image, FACE: image },
      },
    });

    expect(await recordsOf('uma')).toMatchObject([
      { action: 'UPLOAD', detail: 'country, documentType, skipAnalysis, FRONT, FACE', about: uploaded },
    ]);
  });

  it('records who listed verifications, whose tags a list shows, and by which filters', async () => {
    const list = (query: string, caller: string) =>
      kyc.request<Page>('GET', `/idenfy/verifications${query}`, { caller });

    expect((await list('?status=SUSPECTED&clientId=ada', 'staff:lisa')).body.items).toHaveLength(1);
    await list('', 'staff:lisa');
    await list('', 'ada');

    expect(await recordsOf('lisa')).toMatchObject([
      { action: 'LIST', detail: 'by: nothing', about: null },
      { action: 'LIST', detail: 'by: status, clientId', about: null },
    ]);
  });

  it('records who read or decided what and why, without personal data', async () => {
    await ask('GET', '/data', 'case 17');
    await ask('GET', '/files', 'case 17');
    await ask('GET', '/files/FRONT', 'case 17', undefined, 'otto');
    await ask('GET', '/report', 'quarterly review');
    await ask('POST', '/decision', 'case 17', { decision: 'ACCEPTED', reason: 'seen in person' });

    expect((await audit(`?scanRef=${scanRef}&limit=5`)).items.map(({ reason }) => reason)).toEqual([
      'case 17',
      'quarterly review',
      'case 17',
      'case 17',
      'case 17',
    ]);
    await ask('DELETE', '', 'the person asked for it');

    const { items } = await audit(`?scanRef=${scanRef}&limit=6`);
    expect(items.map(({ staff, action, detail, reason }) => [staff, action, detail, reason])).toEqual([
      ['mary', 'ERASURE', null, null],
      ['mary', 'DECISION', 'ACCEPTED', null],
      ['mary', 'REPORT', null, null],
      ['otto', 'FILE', 'FRONT', null],
      ['mary', 'FILE_NAMES', null, null],
      ['mary', 'DATA', null, null],
    ]);
    expect(items[0]).toMatchObject({ scanRef, account: 'default', at: expect.any(String) as string });
    // the erasure has renamed them here as well, and removed what staff wrote
    expect(JSON.stringify(items)).not.toContain('"ada"'); // a scanRef may end in these letters
  });

  it('is searched by staff member, verification and time, page by page', async () => {
    scanRef = await kyc.started('bob');
    const before = new Date().toISOString();
    for (const staff of ['mary', 'otto', 'mary']) {
      await kyc.request('GET', `/idenfy/verifications/${scanRef}/history`, { caller: `staff:${staff}` });
    }

    expect((await audit(`?scanRef=${scanRef}`)).items).toHaveLength(4);
    expect((await audit(`?scanRef=${scanRef}&staff=otto`)).items).toMatchObject([
      { staff: 'otto', action: 'HISTORY', clientId: 'bob' },
    ]);
    expect((await audit(`?from=${before}`)).items).toHaveLength(3);
    expect((await audit(`?from=2020-01-01T00:00:00Z&to=${before}&staff=mary`)).items).toHaveLength(5);

    const first = await audit(`?scanRef=${scanRef}&limit=2`);
    const second = await audit(`?scanRef=${scanRef}&limit=2&cursor=${first.nextCursor}`);
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 2, null]);
  });

  it.each(['scanRef=$', 'staff=', 'staff=%00', 'cursor=bm9uZQ', 'limit=0', 'from=yesterday', 'account=A'])(
    'refuses the query %s',
    async (query) => {
      const answer = await kyc.request('GET', `/idenfy/audit?${query}`, { caller: 'staff:auditor' });

      expect(answer).toMatchObject({ status: 400, body: { field: query.split('=')[0] } });
    },
  );

  it('withholds personal data when the access cannot be recorded', async () => {
    await kyc.database.query('alter table idenfy_access rename to idenfy_access_away');
    const answer = await ask('GET', '/history', 'case 18');
    await kyc.database.query('alter table idenfy_access_away rename to idenfy_access');

    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('STARTING');
  });

  it('records who retried dead letters', async () => {
    const { status } = await kyc.request('POST', '/idenfy/dead-letters/retry', {
      caller: 'staff:rita',
      body: { from: new Date().toISOString(), reason: 'the outage is over' },
    });

    expect(status).toBe(202);
    expect((await audit('?staff=rita')).items).toMatchObject([
      {
        action: 'BULK_RETRY',
        detail: expect.stringContaining(': asked for 0') as string,
        reason: 'the outage is over',
      },
    ]);
  });

  it("records the access of the host's own code", async () => {
    await kyc.app.get(AccessAudit).record({
      verification: null,
      staffId: 'batch',
      action: 'HANDLER_RETRY',
      detail: 'run 7',
    });

    expect((await audit('?staff=batch')).items).toMatchObject([
      { action: 'HANDLER_RETRY', detail: 'run 7', scanRef: null },
    ]);
  });
});
