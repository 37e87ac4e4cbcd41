import { Injectable } from '@nestjs/common';
import {
  BulkJobs,
  IdenfyAccess,
  type IdenfyCaller,
  IdenfyClock,
  type IdenfyHttpRequest,
  IdenfyWorkers,
  OnVerification,
  type VerificationChange,
} from 'nestjs-idenfy';
import { aWebhook, FakeClock, signWebhook } from 'nestjs-idenfy/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KycApp } from '../support/kyc-app.js';

const KEY = 'a-signing-key-of-this-test';
const MINUTE_MS = 60_000;
const NO_JOB = '00000000-0000-4000-8000-000000000000';

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

/** What the routes that retry and drop answer. */
interface Asked {
  total: number;
  oldest: string | null;
  newest: string | null;
  job: { id: string } | null;
}

interface Page {
  items: Record<string, unknown>[];
  nextCursor: string | null;
}

describe.each(['express', 'fastify'] as const)('dead letters and orphans over HTTP, on %s', (adapter) => {
  const clock = new FakeClock();
  let kyc: KycApp;
  let broken = true;
  const opened: string[] = [];

  @Injectable()
  class Accounts {
    @OnVerification('APPROVED', { maxAttempts: 1 })
    open({ verification }: VerificationChange) {
      if (broken) throw new Error('the bank is away');
      opened.push(verification.clientId);
    }
  }

  const ask = <T = Page>(method: string, path: string, body?: unknown, caller = 'mary@') =>
    kyc.request<T>(method, `/idenfy/${path}`, { caller, body });
  const drain = () => kyc.app.get(IdenfyWorkers).drain();

  async function deliver(payload: object | string): Promise<void> {
    const { body, headers } = signWebhook(payload, KEY);
    const { status } = await kyc.request('POST', '/idenfy/webhooks', { body, headers });
    expect(status).toBe(200);
  }

  beforeAll(async () => {
    kyc = await KycApp.start({
      adapter,
      options: { webhooks: { signingKeys: [KEY], worker: { enabled: false } } },
      extras: { access: StaffOfAccounts, replace: [{ provide: IdenfyClock, useValue: clock }] },
      host: { providers: [Accounts] },
    });
    for (const clientId of ['ada', 'grace', 'linus']) {
      const { body } = await ask<{ scanRef: string }>('POST', 'verifications', { clientId });
      await deliver(aWebhook({ scanRef: body.scanRef, clientId }));
      await drain();
      await clock.advance(MINUTE_MS);
    }
    await deliver(aWebhook({ scanRef: 'started-elsewhere', clientId: 'eve' }));
    await deliver('{"not":"a webhook"}');
    await drain();
    await clock.advance(11 * MINUTE_MS);
    await drain();
  });
  afterAll(() => kyc.close());

  it('are for staff only', async () => {
    for (const [method, path, body] of [
      ['GET', 'dead-letters', undefined],
      ['GET', 'dead-letters/run-1', undefined],
      ['POST', 'dead-letters/run-1/retry', { reason: 'fixed' }],
      ['GET', 'dead-letters/groups', undefined],
      ['POST', 'dead-letters/retry', { reason: 'fixed' }],
      ['POST', 'dead-letters/drop', { reason: 'gone' }],
      ['GET', `jobs/${NO_JOB}`, undefined],
      ['DELETE', `jobs/${NO_JOB}`, undefined],
      ['GET', 'orphans', undefined],
    ] as const) {
      expect((await ask(method, path, body, 'ada')).status).toBe(403);
      expect((await ask(method, path, body, '')).status).toBe(401);
    }
  });

  it('are listed by pages, newest first', async () => {
    const first = await ask('GET', 'dead-letters?kind=run&limit=2');
    const second = await ask('GET', `dead-letters?kind=run&limit=2&cursor=${first.body.nextCursor}`);

    const all = [...first.body.items, ...second.body.items];
    expect([first.body.items.length, second.body.items.length, second.body.nextCursor]).toEqual([2, 1, null]);
    expect(all.map(({ handler, before, after, error }) => [handler, before, after, error])).toEqual(
      Array.from({ length: 3 }, () => ['Accounts.open', 'ACTIVE', 'APPROVED', 'Error']),
    );
    expect(new Set(all.map(({ scanRef }) => scanRef)).size).toBe(3);
    expect((await ask('GET', 'dead-letters?handler=Unknown.handler')).body.items).toEqual([]);
  });

  it('stand in one list with orphans, which are told apart by their kind', async () => {
    const first = await ask('GET', 'dead-letters?limit=2');
    const second = await ask('GET', `dead-letters?cursor=${first.body.nextCursor}`);

    const kinds = [...first.body.items, ...second.body.items].map(({ kind }) => kind);
    expect(kinds).toEqual(['orphan', 'orphan', 'run', 'run', 'run']);
    const [orphan] = first.body.items;
    expect((await ask('GET', `dead-letters/${String(orphan?.['id'])}`)).body).toEqual(orphan);
  });

  it('are grouped by handler and error, and a group opens to what is in it', async () => {
    const { items } = (await ask('GET', 'dead-letters/groups')).body;

    expect(items).toHaveLength(3);
    const group = items.find(({ kind }) => kind === 'run');
    expect(group).toMatchObject({ handler: 'Accounts.open', error: 'Error', count: 3 });
    const perDay = (group?.['perDay'] ?? []) as number[];
    expect(perDay).toHaveLength(14);
    expect(perDay.reduce((sum, count) => sum + count)).toBe(3);
    expect(new Date(String(group?.['firstSeenAt'])) < new Date(String(group?.['lastSeenAt']))).toBe(true);
    expect(items.filter(({ kind }) => kind === 'orphan').map(({ error }) => error)).toContain('');
    expect((await ask('GET', 'dead-letters?handler=Accounts.open&error=Error')).body.items).toHaveLength(3);
    expect((await ask('GET', 'dead-letters?handler=Accounts.open&error=TypeError')).body.items).toEqual([]);
    expect((await ask('GET', 'dead-letters?kind=orphan&error=')).body.items).toHaveLength(1);
  });

  it('show what failed and the class of the error, but not its message', async () => {
    const [letter] = (await ask('GET', 'dead-letters?kind=run')).body.items;

    const { body, text } = await ask<object>('GET', `dead-letters/${String(letter?.['id'])}`);

    expect(body).toEqual(letter);
    expect(body).toMatchObject({ attempts: 1, account: 'default', eventType: null, retriedBy: null });
    expect(text).not.toContain('bank');
  });

  it('are hidden from staff of another account', async () => {
    const [letter] = (await ask('GET', 'dead-letters?kind=run')).body.items;
    const path = `dead-letters/${String(letter?.['id'])}`;

    expect((await ask('GET', 'dead-letters', undefined, 'mary@eu')).body.items).toEqual([]);
    expect((await ask('GET', 'orphans', undefined, 'mary@eu')).body.items).toEqual([]);
    expect((await ask('GET', path, undefined, 'mary@eu')).status).toBe(404);
    expect((await ask('POST', `${path}/retry`, { reason: 'fixed' }, 'mary@eu')).status).toBe(404);
    expect((await ask('POST', 'dead-letters/retry', { reason: 'fixed' }, 'mary@eu')).body).toMatchObject({
      total: 0,
      job: { state: 'done', filter: { account: 'eu' } },
    });
    expect((await ask('GET', 'dead-letters/groups', undefined, 'mary@eu')).body.items).toEqual([]);
    expect(
      (await ask('POST', 'dead-letters/drop', { reason: 'gone', account: 'default' }, 'mary@eu')).status,
    ).toBe(403);
    expect((await ask('GET', 'orphans?account=default', undefined, 'mary@eu')).status).toBe(403);
    expect((await ask('GET', 'dead-letters', undefined, 'mary@default')).body.items).toHaveLength(5);
  });

  it.each([
    ['GET', 'dead-letters?cursor=x', undefined, 'cursor'],
    ['GET', 'dead-letters?limit=101', undefined, 'limit'],
    ['GET', 'dead-letters?handler=', undefined, 'handler'],
    ['GET', 'dead-letters/x', undefined, 'id'],
    ['POST', 'dead-letters/run-1/retry', {}, 'reason'],
    ['POST', 'dead-letters/retry', {}, 'reason'],
    ['POST', 'dead-letters/retry', { dryRun: false }, 'reason'],
    ['POST', 'dead-letters/retry', { dryRun: 'yes', reason: 'fixed' }, 'dryRun'],
    ['POST', 'dead-letters/retry', { reason: 'fixed', from: 'yesterday' }, 'from'],
    ['POST', 'dead-letters/drop', { reason: 'gone', kind: 'letter' }, 'kind'],
    ['POST', 'dead-letters/drop', { reason: 'gone', error: 5 }, 'error'],
    ['POST', 'dead-letters/drop', { reason: 'gone', account: 'unknown' }, 'account'],
    ['POST', 'dead-letters/drop', { reason: 'gone', force: true }, 'force'],
    ['GET', 'dead-letters/groups?kind=letter', undefined, 'kind'],
    ['GET', 'jobs/1', undefined, 'id'],
    ['GET', 'orphans?handler=x', undefined, 'handler'],
  ])('are refused with the name of the wrong field: %s %s %j', async (method, path, body, field) => {
    expect((await ask(method, path, body)).body).toMatchObject({ statusCode: 400, field });
  });

  it('are retried one by one, with actor and reason in the history', async () => {
    const [letter] = (await ask('GET', 'dead-letters?kind=run')).body.items;
    const path = `dead-letters/${String(letter?.['id'])}`;

    const once = await ask<object>('POST', `${path}/retry`, { reason: 'the bank is back' });
    await drain();

    expect(once).toMatchObject({ status: 202, body: { retried: 1 } });
    expect((await ask('GET', path)).body).toMatchObject({
      retriedBy: 'mary',
      retryReason: 'the bank is back',
    });
    broken = false;
    await ask('POST', `${path}/retry`, { reason: 'now it really is' });
    await drain();
    expect(opened).toEqual(['linus']);
    expect((await ask('GET', path)).status).toBe(404);
    const history = await kyc.request<{ items: Record<string, unknown>[] }>(
      'GET',
      `/idenfy/verifications/${String(letter?.['scanRef'])}/history`,
      { caller: 'mary@' },
    );
    expect(history.body.items.slice(-2)).toMatchObject([
      { cause: 'HANDLER_RETRIED', actor: 'mary', note: 'the bank is back' },
      { cause: 'HANDLER_RETRIED', actor: 'mary', note: 'now it really is' },
    ]);
  });

  it('are retried all at once from a given time on', async () => {
    const [newest] = (await ask('GET', 'dead-letters?kind=run')).body.items;
    const filter = { kind: 'run', from: newest?.['deadAt'] };

    const tried = await ask<Asked>('POST', 'dead-letters/retry', { ...filter, dryRun: true });
    const { status, body } = await ask<Asked>('POST', 'dead-letters/retry', { ...filter, reason: 'fixed' });
    await drain();

    const found = { total: 1, oldest: newest?.['deadAt'], newest: newest?.['deadAt'] };
    expect(tried).toMatchObject({ status: 200, body: { ...found, job: null } });
    expect({ status, body }).toMatchObject({
      status: 202,
      body: { ...found, job: { state: 'running', done: 0 } },
    });
    expect((await ask('GET', `jobs/${body.job?.id}`)).body).toMatchObject({
      act: 'retry',
      state: 'done',
      total: 1,
      done: 1,
      failed: 0,
      askedBy: 'mary',
    });
    expect(opened).toEqual(['linus', 'grace']);
    expect((await ask('GET', 'dead-letters?kind=run')).body.items).toHaveLength(1);
  });

  it('include webhooks that belong to no verification', async () => {
    const { body } = await ask('GET', 'orphans');
    const page = await ask('GET', 'orphans?limit=1');

    expect(body.items).toMatchObject([
      { state: 'unreadable', scanRef: null, deliveries: 1, account: 'default' },
      { state: 'orphan', scanRef: 'started-elsewhere', reason: null },
    ]);
    expect((await ask('GET', `orphans?cursor=${page.body.nextCursor}`)).body.items).toEqual([body.items[1]]);
  });

  describe('in bulk', () => {
    const jobOf = async (path: string, body: object) => {
      const answer = await ask<Asked>('POST', `dead-letters/${path}`, {
        reason: 'the bank is back',
        ...body,
      });
      return { ...answer.body, id: answer.body.job?.id ?? '' };
    };
    const job = async (id: string) => (await ask<Record<string, unknown>>('GET', `jobs/${id}`)).body;
    const workOff = () => kyc.app.get(BulkJobs).workOff();
    const stuck = async (handler: string) =>
      (await ask<Asked>('POST', 'dead-letters/retry', { handler, dryRun: true })).body.total;

    /** Runs that were given up, as many as a batch cannot hold. */
    async function giveUp(handler: string, count: number): Promise<void> {
      await kyc.database.query(
        `insert into idenfy_handler_run (handler, event_id, verification_id, state, attempts, last_error, created_at, finished_at)
         select $1, -n, (select id from idenfy_verification order by created_at limit 1), 'dead', 3, 'TypeError', $3, $3
           from generate_series((select count(*)::int + 1 from idenfy_handler_run), (select count(*)::int + $2::int from idenfy_handler_run)) n`,
        [handler, count, clock.now()],
      );
    }

    beforeEach(async () => {
      while (await workOff());
    });

    it('are worked off in batches, each of them audited, by one process after the other', async () => {
      await giveUp('Bulk.batches', 1_200);
      const { id, total } = await jobOf('retry', { handler: 'Bulk.batches', error: 'TypeError' });
      await clock.advance(MINUTE_MS);
      await giveUp('Bulk.later', 1);
      await kyc.database.query(
        `update idenfy_handler_run set handler = 'Bulk.batches' where handler = 'Bulk.later'`,
      );

      await workOff();
      const first = await job(id);
      while (await workOff());

      expect(total).toBe(1_200);
      expect(first).toMatchObject({ state: 'running', done: 500, filter: { error: 'TypeError' } });
      expect(await job(id)).toMatchObject({ state: 'done', done: 1_200, failed: 0, filter: { error: null } });
      expect(await stuck('Bulk.batches'), 'given up after the job was asked for').toBe(1);
      const audited = await kyc.database.query<{ detail: string }>(
        `select detail from idenfy_access where action = 'BULK_RETRY' and detail like $1 order by id`,
        [`${id}%`],
      );
      expect(audited.map(({ detail }) => detail.split(': ')[1])).toEqual([
        'asked for 1200',
        '500 of kind run',
        '500 of kind run',
        '200 of kind run',
      ]);
    });

    it('go on after a process ended in the middle of a batch, and two processes do no batch twice', async () => {
      await giveUp('Bulk.crash', 1_000);
      const { id } = await jobOf('drop', { handler: 'Bulk.crash' });
      const lost = new Client({ connectionString: kyc.database.url });
      await lost.connect();
      lost.on('error', () => undefined);
      await lost.query('begin');
      await lost.query('select from idenfy_bulk_job where id = $1 for update', [id]);
      await lost.query(
        `update idenfy_handler_run set state = 'unwanted' where handler = 'Bulk.crash' and state = 'dead'`,
      );

      const held = await workOff();
      await lost.end();
      await expect.poll(() => workOff()).toBe(true);
      await Promise.all([workOff(), workOff(), workOff()]);
      while (await workOff());

      expect(held).toBe(false);
      expect(await job(id)).toMatchObject({ act: 'drop', state: 'done', total: 1_000, done: 1_000 });
      expect(await stuck('Bulk.crash')).toBe(0);
      const [states] = await kyc.database.query(
        `select count(*)::int as runs from idenfy_handler_run where handler = 'Bulk.crash' and state = 'unwanted'`,
      );
      expect(states).toEqual({ runs: 1_000 });
    });

    it('stop after the batch at hand, and what is done stays done', async () => {
      await giveUp('Bulk.stop', 700);
      const { id } = await jobOf('retry', { handler: 'Bulk.stop' });
      await workOff();

      const stopped = await ask('DELETE', `jobs/${id}`);
      const again = await ask('DELETE', `jobs/${id}`);

      expect(stopped).toMatchObject({ status: 200, body: { state: 'stopped', total: 700, done: 500 } });
      expect(again.body).toEqual(stopped.body);
      expect(await workOff()).toBe(false);
      expect(await stuck('Bulk.stop')).toBe(200);
      expect((await ask('GET', `jobs/${id}`, undefined, 'mary@eu')).status).toBe(404);
      expect((await ask('DELETE', `jobs/${id}`, undefined, 'mary@eu')).status).toBe(404);
      expect((await ask('GET', `jobs/${NO_JOB}`)).status).toBe(404);
    });

    it('retry an orphan whose session is known by now, drop the others, and tell what has no bytes any more', async () => {
      const { body } = await ask<{ scanRef: string }>('POST', 'verifications', { clientId: 'barbara' });
      await kyc.database.query(
        `update idenfy_verification set scan_ref = 'started-elsewhere', client_id = 'eve' where scan_ref = $1`,
        [body.scanRef],
      );
      await kyc.database.query(`update idenfy_webhook set body = null where state = 'unreadable'`);

      const retried = await jobOf('retry', { kind: 'orphan' });
      await drain();
      const dropped = await jobOf('drop', { kind: 'orphan' });
      await drain();

      expect(await job(retried.id)).toMatchObject({ total: 2, done: 1, failed: 1 });
      expect(opened.at(-1)).toBe('eve');
      expect(await job(dropped.id)).toMatchObject({ total: 1, done: 1, failed: 0 });
      expect((await ask('GET', 'dead-letters?kind=orphan')).body.items).toEqual([]);
      expect((await ask('GET', 'inbox?state=dropped')).body.items).toMatchObject([
        { state: 'dropped', scanRef: null, hasBody: false },
      ]);
    });
  });
});
