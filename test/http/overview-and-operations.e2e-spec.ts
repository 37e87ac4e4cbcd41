import { Injectable } from '@nestjs/common';
import {
  IdenfyAccess,
  type IdenfyCaller,
  IdenfyClock,
  type IdenfyHttpRequest,
  IdenfyWorkers,
  OnVerification,
  OverviewRollup,
} from 'nestjs-idenfy';
import { aWebhook, FakeClock, signWebhook } from 'nestjs-idenfy/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KycApp } from '../support/kyc-app.js';

const KEY = 'a-signing-key-of-this-test';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** `x-caller: mary@eu` is mary of the staff, confined to the account eu; a name without @ is a person. */
@Injectable()
class StaffOfAccounts extends IdenfyAccess {
  identify({ headers }: IdenfyHttpRequest): IdenfyCaller | null {
    const [name = '', account] = String(headers['x-caller'] ?? '').split('@');
    if (name === '') return null;
    return account === undefined
      ? { clientId: name }
      : { staff: true, id: name, ...(account && { account }) };
  }
}

@Injectable()
class Accounts {
  @OnVerification('APPROVED')
  open() {}
}

interface Durations {
  count: number;
  p50Seconds: number;
  p90Seconds: number;
}

interface Figures {
  started: number;
  timeToVerdict: Durations;
  timeToDecision: Durations;
  [name: string]: unknown;
}

interface Report {
  from: string;
  to: string;
  countedAt: string | null;
  total: Figures;
  groups: (Figures & { group: string | null })[];
  days: (Figures & { day: string; group: string | null })[];
  openReviews: { group: string | null; ages: { belowHours: number | null; count: number }[] }[];
}

describe.each(['express', 'fastify'] as const)('what operators and officers read, on %s', (adapter) => {
  /** Monday, early enough for what happens on its day. */
  const clock = new FakeClock(new Date('2026-11-23T06:00:00Z'));
  let kyc: KycApp;

  const ask = <T = Record<string, unknown>>(
    method: string,
    path: string,
    {
      body,
      caller = 'mary@',
      headers,
    }: { body?: unknown; caller?: string; headers?: Record<string, string> } = {},
  ) => kyc.request<T>(method, `/idenfy/${path}`, { caller, body, ...(headers && { headers }) });
  const drain = () => kyc.app.get(IdenfyWorkers).drain();
  const overview = async (query: string, caller = 'mary@') =>
    (await ask<Report>('GET', `overview?from=2026-11-23&to=2026-11-27${query}`, { caller })).body;
  /** Ten minutes later no transaction can still add a line before those that are counted, whatever other tests do. */
  const count = async () => {
    await kyc.app.get(OverviewRollup).run();
    await clock.advance(11 * MINUTE_MS);
    await kyc.app.get(OverviewRollup).run();
  };

  async function deliver(payload: object): Promise<void> {
    const { body, headers } = signWebhook(payload, KEY);
    const { status } = await kyc.request('POST', '/idenfy/webhooks', { body, headers });
    expect(status).toBe(200);
    await drain();
  }

  async function start(clientId: string, request: object = {}): Promise<string> {
    const { status, body } = await ask<{ scanRef: string }>('POST', 'verifications', {
      body: { clientId, ...request },
    });
    expect(status).toBe(201);
    return body.scanRef;
  }

  beforeAll(async () => {
    kyc = await KycApp.start({
      adapter,
      options: {
        webhooks: { signingKeys: [KEY], worker: { enabled: false } },
        reconciliation: { enabled: false },
        levels: { basic: {} },
      },
      extras: { access: StaffOfAccounts, replace: [{ provide: IdenfyClock, useValue: clock }] },
      host: { providers: [Accounts] },
    });
    const ada = await start('ada', { country: 'LT', documents: ['PASSPORT'], level: 'basic' });
    const grace = await start('grace', { country: ['LT', 'LV'] });
    const linus = await start('linus', { country: 'LV', documents: ['ID_CARD'] });
    const barbara = await start('barbara', { country: 'LV' });
    for (const [clientId, scanRef] of Object.entries({ ada, grace, linus, barbara })) {
      await ask('POST', `verifications/${scanRef}/finished`, { caller: clientId });
    }
    await clock.advance(100_000);
    await deliver(aWebhook({ scanRef: ada, clientId: 'ada' }));
    await deliver(
      aWebhook({ scanRef: grace, clientId: 'grace', overall: 'SUSPECTED', fraudTags: ['FACE_SUSPECTED'] }),
    );
    await deliver(
      aWebhook({
        scanRef: linus,
        clientId: 'linus',
        overall: 'DENIED',
        mismatchTags: ['NAME', 'SURNAME'],
        status: { autoFace: 'FACE_MISMATCH' },
      }),
    );
    await deliver(aWebhook({ scanRef: barbara, clientId: 'barbara', overall: 'SUSPECTED' }));
    await clock.advance(26 * HOUR_MS);
    const decided = await ask('POST', `verifications/${grace}/decision`, {
      body: { decision: 'ACCEPTED', reason: 'same person' },
      headers: { 'x-access-reason': 'a test wants to know' },
    });
    expect(decided.status).toBe(200);
    await count();
  });
  afterAll(() => kyc.close());

  it('are figures by day, counted in the background', async () => {
    const { from, to, countedAt, total, days } = await overview('');

    expect({ from, to }).toEqual({ from: '2026-11-23', to: '2026-11-26' });
    expect(new Date(countedAt ?? 0).getTime()).toBeGreaterThan(0);
    expect(total).toMatchObject({
      started: 4,
      submitted: 4,
      approved: 1,
      suspected: 2,
      denied: 1,
      expired: 0,
      accepted: 1,
      rejected: 0,
      denialReasons: [
        { reason: 'FACE_MISMATCH', count: 1 },
        { reason: 'NAME', count: 1 },
        { reason: 'SURNAME', count: 1 },
      ],
    });
    expect(
      days.map(({ day, started, approved, accepted }) => ({ day, started, approved, accepted })),
    ).toEqual([
      { day: '2026-11-23', started: 4, approved: 1, accepted: 0 },
      { day: '2026-11-24', started: 0, approved: 0, accepted: 1 },
    ]);
  });

  it('tell durations to 5 %', async () => {
    const { total } = await overview('');
    const { timeToVerdict, timeToDecision } = total;

    expect([timeToVerdict.count, timeToDecision.count]).toEqual([4, 1]);
    for (const seconds of [timeToVerdict.p50Seconds, timeToVerdict.p90Seconds]) {
      expect(Math.abs(seconds / 100 - 1)).toBeLessThan(0.051);
    }
    expect(Math.abs(timeToDecision.p50Seconds / (26 * 3_600) - 1)).toBeLessThan(0.051);
  });

  it.each([
    ['country', { LT: 1, LV: 2, null: 1 }],
    ['document', { PASSPORT: 1, ID_CARD: 1, null: 2 }],
    ['level', { basic: 1, null: 3 }],
    ['account', { default: 4 }],
  ])('are grouped by %s as requested, and the groups add up', async (by, started) => {
    const { total, groups, days } = await overview(`&by=${by}`);

    expect(Object.fromEntries(groups.map(({ group, started: count }) => [String(group), count]))).toEqual(
      started,
    );
    expect(groups.reduce((sum, group) => sum + group.started, 0)).toBe(total.started);
    expect(days.filter(({ day }) => day === '2026-11-23')).toHaveLength(groups.length);
  });

  it('tell how old open reviews are, of the whole and of each group', async () => {
    const { openReviews } = await overview('&by=country');

    const older = openReviews.map(({ group, ages }) => ({
      group,
      ages: ages.filter(({ count }) => count > 0),
    }));
    expect(older).toEqual([{ group: 'LV', ages: [{ belowHours: 72, count: 1 }] }]);
    expect((await overview('')).openReviews).toEqual([{ ...openReviews[0], group: null }]);
  });

  it('come as CSV as well, with the same numbers', async () => {
    const answer = await ask<string>('GET', 'overview?from=2026-11-23&to=2026-11-25&by=document', {
      headers: { accept: 'text/csv' },
    });

    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toContain('overview-2026-11-23-2026-11-24.csv');
    const [head, ...lines] = answer.text.trimEnd().split('\r\n');
    expect(head?.split(',').slice(0, 8)).toEqual([
      'day',
      'group',
      'started',
      'submitted',
      'approved',
      'denied',
      'suspected',
      'expired',
    ]);
    expect(lines.map((line) => line.split(',').slice(0, 7).join())).toEqual([
      '2026-11-23,,2,2,0,0,2',
      '2026-11-23,ID_CARD,1,1,0,1,0',
      '2026-11-23,PASSPORT,1,1,1,0,0',
      '2026-11-24,,0,0,0,0,0',
    ]);
    expect(lines[1]).toMatch(/,FACE_MISMATCH:1 NAME:1 SURNAME:1$/);
  });

  it('are confined to the account of the staff, and refuse a wrong period by name', async () => {
    const { total, days, openReviews } = await overview('', 'mary@eu');
    expect({ started: total.started, days, openReviews }).toEqual({ started: 0, days: [], openReviews: [] });
    expect((await ask('GET', 'overview?account=default', { caller: 'mary@eu' })).status).toBe(403);
    for (const [query, field] of [
      ['from=yesterday', 'from'],
      ['from=2026-11-25&to=2026-11-24', 'from'],
      ['from=2024-01-01&to=2026-01-01', 'from'],
      ['by=person', 'by'],
      ['person=ada', 'person'],
    ] as const) {
      expect((await ask('GET', `overview?${query}`)).body, query).toMatchObject({ statusCode: 400, field });
    }
  });

  it('hold nothing about one person', async () => {
    const counts = await kyc.database.query<{ row: string }>(
      `select c::text as row from idenfy_overview_count c union all select j.progress::text from idenfy_job j`,
    );
    const ids = await kyc.database.query<{ id: string }>(
      `select unnest(array[client_id, scan_ref, id::text]) as id from idenfy_verification`,
    );
    const text = counts.map(({ row }) => row).join('\n') + JSON.stringify(await overview('&by=country'));

    expect(counts.length).toBeGreaterThan(10);
    for (const { id } of ids) expect(text).not.toContain(id);
  });

  it('count each change once, whenever it is committed and whichever process counts, as a rebuild does', async () => {
    const late = new Client({ connectionString: kyc.database.url });
    await late.connect();
    await late.query('begin');
    // a line with a low id that is committed after lines with higher ones
    await late.query(`select nextval(pg_get_serial_sequence('idenfy_verification_event', 'id'))`);
    await late.query(
      `insert into idenfy_verification_event
       select (jsonb_populate_record(e, jsonb_build_object('id', currval(pg_get_serial_sequence('idenfy_verification_event', 'id'))))).*
         from idenfy_verification_event e where from_status = 'NONE' order by id limit 1`,
    );
    await start('radia');
    const rollup = kyc.app.get(OverviewRollup);
    await rollup.run();
    await Promise.all([rollup.run(), rollup.run()]);
    const before = await overview('');
    await late.query('commit');
    await late.end();
    await count();
    const after = await overview('');
    await count();
    await kyc.app.get(OverviewRollup).rebuild();
    await clock.advance(11 * MINUTE_MS);
    await rollup.run();
    const rebuilt = await overview('');

    expect(before.total.started).toBe(4);
    expect(after.total.started).toBe(6);
    expect(rebuilt.total).toEqual(after.total);
    expect(rebuilt.days).toEqual(after.days);
  });

  it('list the handlers that processes announced', async () => {
    const { body } = await ask<{ items: object[] }>('GET', 'handlers');

    expect(body.items).toMatchObject([
      {
        name: 'Accounts.open',
        kind: 'verification',
        filter: ['APPROVED'],
        getsRuns: true,
        pending: 0,
        dead: 0,
      },
    ]);
  });

  it('tell how the machine is doing', async () => {
    const { body } = await ask<Record<string, unknown>>('GET', 'operations');

    expect(body).toMatchObject({
      inbox: { unapplied: 0, pendingRuns: 0, deadRuns: 0, deadWebhooks: 0, orphans: 0 },
      runsWithoutHandler: [],
      accounts: [{ account: 'default', circuit: 'closed', answered: true, requestsPerHour: 10_000 }],
    });
    const [account] = body['accounts'] as Record<string, number>[];
    expect(account?.['requestsLeft']).toBeLessThan(10_000);
    expect((body['applying'] as Record<string, unknown>)['p50Ms']).toEqual(expect.any(Number));
    expect((body['jobs'] as { job: string }[]).map(({ job }) => job)).toContain('overview');
  });

  it('list webhooks by state', async () => {
    const all = (await ask<{ items: Record<string, unknown>[] }>('GET', 'inbox?state=applied&limit=3')).body;
    const page = await ask<{ items: object[]; nextCursor: string }>('GET', 'inbox?limit=2');

    expect(all.items).toHaveLength(3);
    expect(all.items[0]).toMatchObject({
      state: 'applied',
      account: 'default',
      nextTryAt: null,
    });
    expect(
      (await ask<{ items: object[] }>('GET', `inbox?cursor=${page.body.nextCursor}`)).body.items,
    ).toHaveLength(2);
    expect((await ask<{ items: object[] }>('GET', 'inbox?state=dead')).body.items).toEqual([]);
    expect((await ask('GET', 'inbox?state=lost')).body).toMatchObject({ statusCode: 400, field: 'state' });
    expect((await ask<{ items: object[] }>('GET', 'inbox', { caller: 'mary@eu' })).body.items).toEqual([]);
  });

  it('are for staff only, and what counts all accounts is for staff of all accounts', async () => {
    for (const route of ['overview', 'handlers', 'operations', 'inbox', 'contract-drift']) {
      expect((await ask('GET', route, { caller: 'ada' })).status, route).toBe(403);
      expect((await ask('GET', route, { caller: '' })).status, route).toBe(401);
    }
    for (const route of ['handlers', 'operations']) {
      expect((await ask('GET', route, { caller: 'mary@eu' })).status, route).toBe(403);
    }
  });
});
