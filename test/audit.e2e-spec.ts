import { AccessAudit } from 'nestjs-idenfy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KycApp } from './support/kyc-app.js';

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
  ])('asks staff why: %s …%s', async (method, path) => {
    for (const reason of ['', 'no', '   x   ', 'x'.repeat(201)]) {
      expect(await ask(method, path, reason)).toMatchObject({
        status: 400,
        body: { field: 'X-Access-Reason', message: expect.stringContaining('X-Access-Reason') as string },
      });
    }
    expect((await audit()).items).toEqual([]);
  });

  it('says who looked at or decided about whom, what for, and nothing of the person', async () => {
    await ask('GET', '/data', 'case 17');
    await ask('GET', '/files', 'case 17');
    await ask('GET', '/files/FRONT', 'case 17', undefined, 'otto');
    await ask('GET', '/report', 'quarterly review');
    await ask('POST', '/decision', 'case 17', { decision: 'ACCEPTED', reason: 'seen in person' });
    await ask('DELETE', '', 'the person asked for it');

    const { items } = await audit();
    expect(items.map(({ staff, action, detail, reason }) => [staff, action, detail, reason])).toEqual([
      ['mary', 'ERASURE', null, 'the person asked for it'],
      ['mary', 'DECISION', 'ACCEPTED', 'case 17'],
      ['mary', 'REPORT', null, 'quarterly review'],
      ['otto', 'FILE', 'FRONT', 'case 17'],
      ['mary', 'FILE_NAMES', null, 'case 17'],
      ['mary', 'DATA', null, 'case 17'],
    ]);
    expect(items[0]).toMatchObject({ scanRef, account: 'default', at: expect.any(String) as string });
    // the erasure has renamed them here as well
    expect(JSON.stringify(items)).not.toContain('ada');
  });

  it('finds what somebody did, about one verification, within a time, page by page', async () => {
    scanRef = await kyc.started('bob');
    const before = new Date().toISOString();
    for (const staff of ['mary', 'otto', 'mary']) {
      await kyc.request('GET', `/idenfy/verifications/${scanRef}/history`, { caller: `staff:${staff}` });
    }

    expect((await audit(`?scanRef=${scanRef}`)).items).toHaveLength(3);
    expect((await audit(`?scanRef=${scanRef}&staff=otto`)).items).toMatchObject([
      { staff: 'otto', action: 'HISTORY', clientId: 'bob' },
    ]);
    expect((await audit(`?from=${before}`)).items).toHaveLength(3);
    expect((await audit(`?to=${before}`)).items).toHaveLength(6);

    const first = await audit(`?scanRef=${scanRef}&limit=2`);
    const second = await audit(`?scanRef=${scanRef}&limit=2&cursor=${first.nextCursor}`);
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
  });

  it.each(['scanRef=$', 'staff=', 'staff=%00', 'cursor=bm9uZQ', 'limit=0', 'from=yesterday', 'account=A'])(
    'refuses %s',
    async (query) => {
      const answer = await kyc.request('GET', `/idenfy/audit?${query}`, { caller: 'staff:auditor' });

      expect(answer).toMatchObject({ status: 400, body: { field: query.split('=')[0] } });
    },
  );

  it('shows nothing that it cannot write down', async () => {
    await kyc.database.query('alter table idenfy_access rename to idenfy_access_away');
    const answer = await ask('GET', '/history', 'case 18');
    await kyc.database.query('alter table idenfy_access_away rename to idenfy_access');

    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('STARTING');
  });

  it('says who brought dead letters back', async () => {
    const { status } = await kyc.request('POST', '/idenfy/dead-letters/retry', {
      caller: 'staff:rita',
      body: { since: new Date().toISOString(), reason: 'the outage is over' },
    });

    expect(status).toBe(202);
    expect((await audit('?staff=rita')).items).toMatchObject([
      {
        action: 'HANDLER_RETRY',
        detail: expect.stringContaining('since 2') as string,
        reason: 'the outage is over',
      },
    ]);
  });

  it("writes down what the host's own code does", async () => {
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
