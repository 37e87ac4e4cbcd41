import { Injectable } from '@nestjs/common';
import {
  type AttentionRaised,
  type IdenfyCaller,
  type IdenfyHttpRequest,
  isStaff,
  OnAttention,
  type StaffMember,
} from 'nestjs-idenfy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dumpOf } from '../support/database.js';
import { EventStream, type StreamedEvent } from '../support/event-stream.js';
import { HeaderAccess, KycApp } from '../support/kyc-app.js';

interface Row {
  id: string;
  scanRef: string;
  reason: string;
  dueAt: string;
  [field: string]: unknown;
}

interface Queue {
  items: Row[];
  nextCursor: string | null;
  counts: Record<string, number>;
}

interface CaseChange {
  scanRef?: string;
  reasons?: string[];
}

/** `x-account` confines staff to an account. */
@Injectable()
class ConfinedAccess extends HeaderAccess {
  override identify(request: IdenfyHttpRequest): IdenfyCaller | null {
    const caller = super.identify(request);
    const account = request.headers['x-account'];
    return caller && isStaff(caller) && typeof account === 'string' ? { ...caller, account } : caller;
  }
}

@Injectable()
class Pager {
  readonly called: AttentionRaised[] = [];
  readonly ofConflicts: AttentionRaised[] = [];

  @OnAttention()
  page(raised: AttentionRaised) {
    this.called.push(raised);
  }

  @OnAttention('CONFLICT')
  pageConflict(raised: AttentionRaised) {
    this.ofConflicts.push(raised);
  }
}

describe.each(['express', 'fastify'] as const)('casework on %s', (adapter) => {
  let kyc: KycApp;
  const pager = new Pager();

  beforeAll(async () => {
    kyc = await KycApp.start({
      adapter,
      extras: { access: ConfinedAccess },
      options: {
        reconciliation: { enabled: false },
        casework: { dueAfterHours: { UNREADABLE_EXPIRY: 0 } },
        decisions: { fourEyes: ({ clientId }) => clientId.startsWith('four-eyes') },
        retention: { startsAt: 'verification-end', keepAtLeastDays: 0 },
      },
      host: { providers: [{ provide: Pager, useValue: pager }] },
    });
  });
  afterAll(() => kyc.close());

  const staff = <T = Record<string, unknown>>(method: string, path: string, body?: unknown, name = 'mary') =>
    kyc.request<T>(method, `/idenfy${path}`, { caller: `staff:${name}`, body });
  const queue = async (query: string, name = 'mary') =>
    (await staff<Queue>('GET', `/queue?${query}`, undefined, name)).body;
  const history = async (scanRef: string) =>
    (await staff<{ items: Record<string, unknown>[] }>('GET', `/verifications/${scanRef}/history`)).body
      .items;
  const suspected = async (clientId: string) => {
    const scanRef = await kyc.started(clientId);
    kyc.simulator.outcome(scanRef, { overall: 'SUSPECTED', fraudTags: ['FACE_BLACKLISTED'] });
    await kyc.settled();
    return scanRef;
  };
  const unreadable = async (clientId: string) => {
    const scanRef = await kyc.started(clientId);
    kyc.simulator.outcome(scanRef, { overall: 'APPROVED', data: { docExpiry: '06/05/2030' } });
    await kyc.settled();
    return scanRef;
  };

  describe('the queue', () => {
    it('holds an undecided suspicion until it is decided, due a day after the verdict', async () => {
      const scanRef = await suspected('anna');

      const { items } = await queue('q=anna');
      expect(items).toMatchObject([
        {
          scanRef,
          clientId: 'anna',
          account: 'default',
          reason: 'DECISION',
          reasons: ['DECISION'],
          overdue: false,
          assignee: null,
          status: 'SUSPECTED',
          fraudTags: ['FACE_BLACKLISTED'],
        },
      ]);
      const [row] = items;
      expect(Date.parse(String(row?.dueAt)) - Date.parse(String(row?.['since']))).toBe(24 * 3_600_000);

      const decision = { decision: 'ACCEPTED', reason: 'the blocked face is a twin' };
      expect((await staff('POST', `/verifications/${scanRef}/decision`, decision)).status).toBe(200);
      expect((await queue('q=anna')).items).toEqual([]);
    });

    it('has a row for each reason, and lists them by one reason or one kind', async () => {
      const scanRef = await unreadable('bert');

      expect((await queue('q=bert')).items).toMatchObject([
        { scanRef, reason: 'UNREADABLE_EXPIRY', overdue: true },
      ]);
      expect((await queue('q=bert&reason=ATTENTION')).items).toHaveLength(1);
      expect((await queue('q=bert&reason=UNREADABLE_EXPIRY')).items).toHaveLength(1);
      expect((await queue('q=bert&reason=CONFLICT')).items).toEqual([]);
      expect(await queue('q=bert&reason=DECISION')).toMatchObject({
        items: [],
        counts: { DECISION: 0, SECOND_PERSON: 0, ATTENTION: 1, OVERDUE: 0 },
      });
    });

    it('hands a proposed decision to the second person, and a returned one back, due as before', async () => {
      const scanRef = await suspected('four-eyes');
      const [before] = (await queue('q=four-eyes')).items;
      const path = `/verifications/${scanRef}/decision`;
      const proposal = { decision: 'REJECTED', reason: 'the face is on our list' };

      expect((await staff('POST', path, proposal)).status).toBe(202);
      expect((await queue('q=four-eyes')).items).toMatchObject([{ scanRef, reason: 'SECOND_PERSON' }]);

      const returned = await staff('POST', `${path}/return`, { reason: 'look at the video first' }, 'tom');
      expect(returned.status).toBe(200);
      expect((await queue('q=four-eyes')).items).toMatchObject([
        { scanRef, reason: 'DECISION', dueAt: before?.dueAt },
      ]);
    });

    it('is sorted by due time, in pages that a change in between does not shift', async () => {
      await queue('', 'pam');
      const scanRefs: string[] = [];
      for (const name of ['p1', 'p2', 'p3', 'p4', 'p5']) scanRefs.push(await suspected(name));
      const ids: string[] = [];
      for (const name of ['p1', 'p2', 'p3', 'p4', 'p5'])
        ids.push((await queue(`q=${name}`)).items[0]?.id ?? '');
      expect((await staff('PUT', '/queue/assignee', { ids, staff: 'pam' })).body).toEqual({
        assigned: ids.toSorted(),
        skipped: [],
      });

      const first = await queue('assignee=pam&limit=2');
      expect(first.counts).toEqual({ DECISION: 5, SECOND_PERSON: 0, ATTENTION: 0, OVERDUE: 0 });
      await staff('POST', `/verifications/${first.items[0]?.scanRef}/decision`, {
        decision: 'REJECTED',
        reason: 'a known fraud',
      });
      const rest = await queue(`assignee=pam&limit=3&cursor=${first.nextCursor}`);
      const seen = [...first.items, ...rest.items];
      expect(seen.map(({ scanRef }) => scanRef).toSorted()).toEqual(scanRefs.toSorted());
      expect(rest.nextCursor).toBeNull();
      const due = seen.map(({ dueAt }) => dueAt);
      expect(due).toEqual(due.toSorted());

      const backwards = await queue('assignee=pam&sort=-due');
      expect(backwards.items.map(({ id }) => id)).toEqual(
        seen
          .slice(1)
          .map(({ id }) => id)
          .toReversed(),
      );
      const last = due.at(-1) ?? '';
      expect((await queue(`assignee=pam&from=${last}`)).items.map(({ dueAt }) => dueAt)).toContain(last);
      expect((await queue(`assignee=pam&to=${due[0]}`)).items).toEqual([]);
      expect((await queue('unassigned=true&q=p3')).items).toEqual([]);
    });

    it.each([
      ['reason=WHATEVER', 'reason'],
      ['sort=newest', 'sort'],
      ['unassigned=1', 'unassigned'],
      ['q=', 'q'],
      ['from=yesterday', 'from'],
      ['cursor=bm9wZQ', 'cursor'],
      ['limit=0', 'limit'],
      ['account=nope', 'account'],
      ['colour=red', 'colour'],
    ])('refuses %s', async (query, field) => {
      expect(await staff('GET', `/queue?${query}`)).toMatchObject({ status: 400, body: { field } });
    });

    it('shows staff of another account nothing, and lets them assign nothing', async () => {
      const scanRef = await suspected('carl');
      const [row] = (await queue('q=carl')).items;
      const confined = { caller: 'staff:otto', headers: { 'x-account': 'other' } };

      expect((await kyc.request<Queue>('GET', '/idenfy/queue', confined)).body).toMatchObject({
        items: [],
        counts: { DECISION: 0 },
      });
      const body = { ids: [row?.id], staff: null };
      expect(await kyc.request('PUT', '/idenfy/queue/assignee', { ...confined, body })).toMatchObject({
        status: 200,
        body: { assigned: [], skipped: [row?.id] },
      });
      const path = `/idenfy/verifications/${scanRef}/assignee`;
      expect(await kyc.request('PUT', path, { ...confined, body: { staff: null } })).toMatchObject({
        status: 404,
      });
    });

    it('tells how much waits without a record, as it names no one', async () => {
      const asked = (query = '') =>
        kyc.request('GET', `/idenfy/queue/counts${query}`, { caller: 'staff:cora' });
      const { counts } = await queue('limit=1');

      expect(await asked()).toMatchObject({ status: 200, body: counts });
      expect(await asked('?unassigned=true')).toMatchObject({ status: 200 });
      expect(await asked('?q=anna')).toMatchObject({ status: 400, body: { field: 'q' } });
      expect((await staff<{ items: unknown[] }>('GET', '/audit?staff=cora')).body.items).toEqual([]);
      expect(await kyc.request('GET', '/idenfy/queue/counts', { caller: 'anna' })).toMatchObject({
        status: 403,
      });
    });

    it('is recorded in the audit by the names of the filters', async () => {
      await queue('q=anna&reason=DECISION', 'ada');

      const { body } = await staff<{ items: unknown[] }>('GET', '/audit?staff=ada');
      expect(body.items).toMatchObject([{ action: 'QUEUE', detail: 'by: q, reason' }]);
    });
  });

  describe('an assignment', () => {
    it('is a line of history and a record, and no new state for the person', async () => {
      const scanRef = await suspected('dora');
      const shown = () => kyc.request('GET', `/idenfy/verifications/${scanRef}`, { caller: 'dora' });
      const before = (await shown()).body;
      const path = `/verifications/${scanRef}/assignee`;

      expect(await staff('PUT', path, { staff: 'mary' })).toMatchObject({
        status: 200,
        body: { scanRef, assignee: 'mary' },
      });
      await staff('PUT', path, { staff: 'mary' });
      expect((await queue('q=dora')).items).toMatchObject([{ assignee: 'mary' }]);
      expect(await staff('PUT', path, { staff: null })).toMatchObject({ body: { assignee: null } });

      const lines = (await history(scanRef)).filter(({ cause }) => cause === 'ASSIGNED');
      expect(lines).toMatchObject([
        { actor: 'mary', note: 'mary', effect: 'noted', from: 'SUSPECTED', to: 'SUSPECTED' },
        { actor: 'mary', note: null },
      ]);
      expect((await shown()).body).toEqual(before);
      const { body } = await staff<{ items: unknown[] }>('GET', `/audit?scanRef=${scanRef}`);
      expect(body.items).toContainEqual(expect.objectContaining({ action: 'ASSIGNMENT', detail: 'no one' }));
    });

    it('needs a member of staff who acted within 90 days, and a list of ids', async () => {
      const scanRef = await suspected('emil');
      const { body } = await staff<{ items: StaffMember[] }>('GET', '/staff');
      expect(body.items).toContainEqual({ id: 'mary', name: null });
      expect(body.items).not.toContainEqual({ id: 'anna', name: null });

      const assign = (path: string, sent: unknown) => staff('PUT', path, sent);
      const one = `/verifications/${scanRef}/assignee`;
      for (const wrong of [{ staff: 'stranger' }, { staff: '' }, {}, { staff: 7 }]) {
        expect(await assign(one, wrong)).toMatchObject({ status: 400, body: { field: 'staff' } });
      }
      const unknown = '00000000-0000-4000-8000-000000000000';
      for (const ids of [[], ['x'], [unknown, unknown], 'all', undefined]) {
        expect(await assign('/queue/assignee', { ids, staff: null })).toMatchObject({ status: 400 });
      }
      expect(await assign('/queue/assignee', { ids: [unknown], staff: null })).toMatchObject({
        status: 200,
        body: { assigned: [], skipped: [unknown] },
      });
    });

    it('stays when the case is closed and opened again', async () => {
      const scanRef = await suspected('fred');
      await staff('PUT', `/verifications/${scanRef}/assignee`, { staff: 'mary' });
      await staff('POST', `/verifications/${scanRef}/decision`, {
        decision: 'ACCEPTED',
        reason: 'he came by in person',
      });
      kyc.simulator.outcome(scanRef, { overall: 'DENIED' });
      await kyc.settled();

      expect((await queue('q=fred')).items).toMatchObject([
        { scanRef, reason: 'DECISION_OVERTAKEN', assignee: 'mary' },
        { scanRef, reason: 'CONFLICT', assignee: 'mary' },
      ]);
    });
  });

  describe('a note', () => {
    it('is listed newest first, stands in the history, and is sealed in the database', async () => {
      const scanRef = await suspected('gina');
      const path = `/verifications/${scanRef}/notes`;
      const written = await staff('POST', path, { text: 'CANARY: her sister called' });
      await staff('POST', path, { text: 'second' }, 'tom');

      expect(written).toMatchObject({
        status: 201,
        body: { author: 'mary', text: 'CANARY: her sister called' },
      });
      const { body: page } = await staff<Queue>('GET', `${path}?limit=1`);
      expect(page.items).toMatchObject([{ author: 'tom', text: 'second' }]);
      const { body: rest } = await staff('GET', `${path}?cursor=${page.nextCursor}`);
      expect(rest).toEqual({ items: [written.body], nextCursor: null });
      expect(await history(scanRef)).toContainEqual(
        expect.objectContaining({ cause: 'NOTE', actor: 'mary', note: 'CANARY: her sister called' }),
      );
      expect(await dumpOf(kyc.database)).not.toContain('CANARY: her sister');
      await expect(
        kyc.database.query(`update idenfy_verification_event set note_digest = 'x' where cause = 'NOTE'`),
      ).rejects.toThrow('append only');
    });

    it('has a text, of at most 4,000 characters', async () => {
      const scanRef = await kyc.started('henk');
      for (const text of ['', '   ', 'x'.repeat(4_001), 7, undefined]) {
        expect(await staff('POST', `/verifications/${scanRef}/notes`, { text })).toMatchObject({
          status: 400,
          body: { field: 'text' },
        });
      }
    });

    it('is erased with the verification, which takes no other and leaves the queue', async () => {
      const scanRef = await unreadable('ivan');
      await staff('POST', `/verifications/${scanRef}/notes`, { text: 'a private matter' });
      await staff('PUT', `/verifications/${scanRef}/assignee`, { staff: 'mary' });
      const [row] = (await queue('q=ivan')).items;

      expect((await staff('DELETE', `/verifications/${scanRef}`)).status).toBe(202);
      await expect
        .poll(async () => (await staff('GET', `/verifications/${scanRef}/erasure`)).body)
        .toMatchObject({ state: 'done' });

      expect((await staff('GET', `/verifications/${scanRef}/notes`)).body).toMatchObject({
        items: [{ author: 'mary', text: null }],
      });
      expect(await staff('POST', `/verifications/${scanRef}/notes`, { text: 'more' })).toMatchObject({
        status: 409,
        body: { identifier: 'ERASED' },
      });
      expect(await staff('PUT', `/verifications/${scanRef}/assignee`, { staff: null })).toMatchObject({
        status: 409,
        body: { identifier: 'ERASED' },
      });
      expect(
        (await kyc.database.query('select from idenfy_open_case where verification_id = $1', [row?.id]))
          .length,
      ).toBe(0);
    });
  });

  it('keeps the views of each member of staff for themselves', async () => {
    const save = (body: unknown, name: string) => staff('PUT', '/queue/views', body, name);
    const views = async (name: string) =>
      (await staff<{ items: unknown[] }>('GET', '/queue/views', undefined, name)).body.items;

    await save({ name: 'Mine', reason: 'CONFLICT' }, 'vera');
    await save({ name: 'Mine', reason: 'DECISION', unassigned: 'true', sort: '-due' }, 'vera');
    await save({ name: 'Other' }, 'vera');

    expect(await views('vera')).toMatchObject([
      { name: 'Mine', filters: { reason: 'DECISION', unassigned: 'true', sort: '-due' } },
      { name: 'Other', filters: {} },
    ]);
    expect(await views('walt')).toEqual([]);
    for (const [wrong, field] of [
      [{ name: '' }, 'name'],
      [{ name: 'x', q: 'anna' }, 'q'],
      [{ name: 'x', reason: 'NOPE' }, 'reason'],
    ] as const) {
      expect(await save(wrong, 'vera')).toMatchObject({ status: 400, body: { field } });
    }
    expect((await staff('DELETE', '/queue/views?name=Mine', undefined, 'walt')).status).toBe(404);
    expect(await staff('DELETE', '/queue/views?name=Mine', undefined, 'vera')).toMatchObject({
      status: 200,
      body: { items: [{ name: 'Other' }] },
    });
    expect(await views('vera')).toHaveLength(1);
  });

  it('tells staff which verifications entered and left the queue, by ids and reasons alone', async () => {
    const url = `${kyc.url}/idenfy/events`;
    const stream = await EventStream.open<CaseChange>(url, { 'x-caller': 'staff:mary' });
    const [first, scanRef] = [await stream.next(), await suspected('jane')];
    const changesOf = async (count: number) => {
      const seen: StreamedEvent<CaseChange>[] = [];
      while (seen.length < count) {
        const event = await stream.next();
        if (event?.data?.scanRef === scanRef) seen.push(event);
      }
      return seen;
    };

    expect(first).toMatchObject({ event: 'reload', retry: 3_000, id: '1' });
    const [entered] = await changesOf(1);
    const { id } = (await queue('q=jane')).items[0] ?? {};
    expect(entered?.data).toEqual({ id, account: 'default', scanRef, reasons: ['DECISION'] });
    expect(Number(entered?.id)).toBeGreaterThan(1);

    await staff('POST', `/verifications/${scanRef}/decision`, { decision: 'REJECTED', reason: 'a fraud' });
    const [left] = await changesOf(1);
    expect(left?.data).toMatchObject({ scanRef, reasons: [] });
    stream.leave();
  });

  it('calls handlers of attention for the reasons they listen to, once for each time one is raised', async () => {
    const scanRef = await unreadable('kate');
    const about = (calls: readonly AttentionRaised[]) =>
      calls.filter(({ verification }) => verification.scanRef === scanRef);

    expect(about(pager.called)).toMatchObject([{ reasons: ['UNREADABLE_EXPIRY'], superseded: false }]);
    expect(about(pager.ofConflicts)).toEqual([]);
    expect(await history(scanRef)).toContainEqual(
      expect.objectContaining({ cause: 'WEBHOOK', raised: ['UNREADABLE_EXPIRY'] }),
    );

    kyc.simulator.outcome(scanRef, { overall: 'DENIED' });
    await kyc.settled();
    expect(about(pager.called)).toMatchObject([{}, { reasons: ['CONFLICT'] }]);
    expect(about(pager.ofConflicts)).toMatchObject([{ verification: { status: 'DENIED' } }]);
  });
});
