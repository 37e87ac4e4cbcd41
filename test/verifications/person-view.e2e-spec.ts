import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventStream } from '../support/event-stream.js';
import { KycApp } from '../support/kyc-app.js';

interface View {
  scanRef: string;
  status: string;
  final: boolean;
  nextStep: string;
  updatedAt: string;
}
interface Page {
  items: View[];
  nextCursor: string | null;
}

const SUSPICION = { fraudTags: ['FACE_BLACKLISTED'], mismatchTags: ['NAME'] };

describe.each(['express', 'fastify'] as const)('what a person sees of a verification, on %s', (adapter) => {
  let kyc: KycApp;
  const get = <T = View>(path: string, caller = 'ada') => kyc.request<T>('GET', `/idenfy${path}`, { caller });
  const follow = (scanRef: string, caller: string) =>
    EventStream.open<View>(`${kyc.url}/idenfy/verifications/${scanRef}/events`, { 'x-caller': caller });

  beforeAll(async () => {
    kyc = await KycApp.start({ adapter, options: { limits: { startsPerDay: 100 } } });
  });
  afterAll(() => kyc.close());

  it('is a review in every answer where staff see SUSPECTED', async () => {
    const scanRef = await kyc.started('ada');
    kyc.simulator.outcome(scanRef, {
      overall: 'REVIEWING',
      final: false,
      eventType: 'IDENTIFICATION_AUTO_FINISHED',
    });
    await kyc.settled();
    const reviewing = await get(`/verifications/${scanRef}`);
    kyc.simulator.outcome(scanRef, { overall: 'SUSPECTED', ...SUSPICION });
    await kyc.settled();

    const [one, all, filtered, suspected, me] = await Promise.all([
      get(`/verifications/${scanRef}`),
      get<Page>('/verifications'),
      get<Page>('/verifications?status=REVIEWING'),
      get<Page>('/verifications?status=SUSPECTED'),
      get<{ standing: string; current: View; nextStep: string }>('/clients/me'),
    ]);

    expect(one.text).toBe(reviewing.text);
    expect(one.body).toMatchObject({ status: 'REVIEWING', final: false, nextStep: 'WAIT' });
    expect(all.body.items).toEqual([one.body]);
    expect(filtered.body).toEqual(all.body);
    expect(suspected.body).toEqual({ items: [], nextCursor: null });
    expect(me.body).toEqual({
      clientId: 'ada',
      standing: 'PENDING',
      verifiedUntil: null,
      current: one.body,
      nextStep: 'WAIT',
    });

    const seenByStaff = await get<Page>('/verifications?status=SUSPECTED', 'staff:mary');
    expect(seenByStaff.body.items).toMatchObject([
      { scanRef, status: 'SUSPECTED', ...SUSPICION, clientId: 'ada' },
    ]);
  });

  it('is the same for a start as during a review', async () => {
    const { body } = await kyc.request('POST', '/idenfy/verifications', { caller: 'ada', body: {} });

    expect(body).toMatchObject({ statusCode: 409, identifier: 'ALREADY_SUBMITTED' });
  });

  it('is streamed to an open page, without the events of other verifications', async () => {
    const scanRef = await kyc.started('grace');
    const [page, desk] = await Promise.all([follow(scanRef, 'grace'), follow(scanRef, 'staff:mary')]);
    expect(page.response.headers.get('content-type')).toMatch('text/event-stream');
    expect(page.response.headers.get('cache-control')).toMatch('no-store');
    expect(await page.next()).toMatchObject({
      data: { status: 'ACTIVE', nextStep: 'CONTINUE' },
      retry: 3000,
    });
    expect(await desk.next()).toMatchObject({ data: { status: 'ACTIVE' } });

    kyc.simulator.outcome(scanRef, { overall: 'SUSPECTED', ...SUSPICION });
    expect(await page.next()).toMatchObject({ data: { status: 'REVIEWING', final: false } });
    expect(await desk.next()).toMatchObject({ data: { status: 'SUSPECTED', ...SUSPICION } });

    await kyc.settled();
    const decision = { decision: 'ACCEPTED', reason: 'seen in person' };
    await kyc.request('POST', `/idenfy/verifications/${scanRef}/decision`, {
      caller: 'staff:mary',
      body: decision,
    });
    expect(await page.next()).toMatchObject({ data: { status: 'APPROVED', final: true, nextStep: 'NONE' } });

    page.leave();
    desk.leave();
  });

  it('is listed page by page without gaps or duplicates', async () => {
    const started = await Promise.all(Array.from({ length: 7 }, (_, index) => kyc.started(`page-${index}`)));

    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const more: string = cursor && `&cursor=${cursor}`;
      const { body } = await get<Page>(`/verifications?limit=3${more}`, 'staff:mary');
      seen.push(...body.items.map(({ scanRef }) => scanRef));
      cursor = body.nextCursor;
    }

    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(started));
  });

  it.each([
    ['status', 'status=NOT_A_STATUS'],
    ['status', 'status=ACTIVE&status=DENIED'],
    ['limit', 'limit=0'],
    ['limit', 'limit=101'],
    ['limit', 'limit=ten'],
    ['from', 'from=yesterday'],
    ['to', 'to=2025-02-30'],
    ['cursor', 'cursor=!'],
    ['cursor', 'cursor=abc'],
    ['sort', 'sort=asc'],
  ])('is refused as a list by %s: %s', async (field, query) => {
    expect((await get<object>(`/verifications?${query}`)).body).toMatchObject({ statusCode: 400, field });
  });

  it.each([
    ['clientId', 'clientId=grace'],
    ['attention', 'attention=true'],
    ['account', 'account=eu'],
  ])('cannot be listed by a person by %s', async (field, query) => {
    expect((await get<object>(`/verifications?${query}`)).body).toMatchObject({ statusCode: 403, field });
  });

  it('does not change when the person reports their return', async () => {
    const scanRef = await kyc.started('edsger');
    const { status, body } = await kyc.request('POST', `/idenfy/verifications/${scanRef}/finished`, {
      caller: 'edsger',
      body: '{"status":"APPROVED"',
    });

    expect([status, body['status']]).toEqual([202, 'ACTIVE']);
    expect(kyc.simulator.requests('/api/v2/status')).toEqual([]);
  });

  it('ends its streams before the service shuts down', async () => {
    const page = await follow(await kyc.started('barbara'), 'barbara');
    await page.next();

    const closed = kyc.app.close();

    expect(await page.next()).toBeNull();
    await closed;
  });
});
