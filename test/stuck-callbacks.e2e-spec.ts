import { Injectable } from '@nestjs/common';
import {
  IdenfyAccess,
  type IdenfyCaller,
  IdenfyClock,
  type IdenfyHttpRequest,
  IdenfyWorkers,
  OnVerification,
  type VerificationChange,
} from 'nestjs-idenfy';
import { aWebhook, FakeClock, signWebhook } from 'nestjs-idenfy/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KycApp } from './support/kyc-app.js';

const KEY = 'a-signing-key-of-this-test';
const MINUTE_MS = 60_000;

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

interface Page {
  items: Record<string, unknown>[];
  nextCursor: string | null;
}

describe.each(['express', 'fastify'] as const)('what got stuck, for staff, on %s', (adapter) => {
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
    await deliver('{"not":"a callback"}');
    await drain();
    await clock.advance(11 * MINUTE_MS);
    await drain();
  });
  afterAll(() => kyc.close());

  it('is for staff alone', async () => {
    for (const [method, path, body] of [
      ['GET', 'dead-letters', undefined],
      ['GET', 'dead-letters/1', undefined],
      ['POST', 'dead-letters/1/retry', { reason: 'mended' }],
      ['POST', 'dead-letters/retry', { reason: 'mended', since: '2020-01-01' }],
      ['GET', 'orphans', undefined],
    ] as const) {
      expect((await ask(method, path, body, 'ada')).status).toBe(403);
      expect((await ask(method, path, body, '')).status).toBe(401);
    }
  });

  it('is listed by pages, the newest first', async () => {
    const first = await ask('GET', 'dead-letters?limit=2');
    const second = await ask('GET', `dead-letters?limit=2&cursor=${first.body.nextCursor}`);

    const all = [...first.body.items, ...second.body.items];
    expect([first.body.items.length, second.body.items.length, second.body.nextCursor]).toEqual([2, 1, null]);
    expect(all.map(({ handler, before, after, error }) => [handler, before, after, error])).toEqual(
      Array.from({ length: 3 }, () => ['Accounts.open', 'ACTIVE', 'APPROVED', 'Error']),
    );
    expect(new Set(all.map(({ scanRef }) => scanRef)).size).toBe(3);
    expect((await ask('GET', 'dead-letters?handler=Nobody.knows')).body.items).toEqual([]);
  });

  it('shows one with what it was about and why it failed, and no word of the error', async () => {
    const [letter] = (await ask('GET', 'dead-letters')).body.items;

    const { body, text } = await ask<object>('GET', `dead-letters/${String(letter?.['id'])}`);

    expect(body).toEqual(letter);
    expect(body).toMatchObject({ attempts: 1, account: 'default', eventType: null, retriedBy: null });
    expect(text).not.toContain('bank');
  });

  it('hides from staff of one account what belongs to another', async () => {
    const [letter] = (await ask('GET', 'dead-letters')).body.items;
    const path = `dead-letters/${String(letter?.['id'])}`;

    expect((await ask('GET', 'dead-letters', undefined, 'mary@eu')).body.items).toEqual([]);
    expect((await ask('GET', 'orphans', undefined, 'mary@eu')).body.items).toEqual([]);
    expect((await ask('GET', path, undefined, 'mary@eu')).status).toBe(404);
    expect((await ask('POST', `${path}/retry`, { reason: 'mended' }, 'mary@eu')).status).toBe(404);
    expect(
      (await ask('POST', 'dead-letters/retry', { reason: 'mended', since: '2020-01-01' }, 'mary@eu')).body,
    ).toEqual({ retried: 0 });
    expect((await ask('GET', 'orphans?account=default', undefined, 'mary@eu')).status).toBe(403);
    expect((await ask('GET', 'dead-letters', undefined, 'mary@default')).body.items).toHaveLength(3);
  });

  it.each([
    ['GET', 'dead-letters?cursor=x', undefined, 'cursor'],
    ['GET', 'dead-letters?limit=101', undefined, 'limit'],
    ['GET', 'dead-letters?handler=', undefined, 'handler'],
    ['GET', 'dead-letters/x', undefined, 'id'],
    ['POST', 'dead-letters/1/retry', {}, 'reason'],
    ['POST', 'dead-letters/retry', { reason: 'mended' }, 'since'],
    ['POST', 'dead-letters/retry', { reason: 'mended', since: 'yesterday' }, 'since'],
    ['POST', 'dead-letters/retry', { reason: 'mended', since: '2020-01-01', force: true }, 'force'],
    ['GET', 'orphans?handler=x', undefined, 'handler'],
  ])('names what is wrong with %s %s %j', async (method, path, body, field) => {
    expect((await ask(method, path, body)).body).toMatchObject({ statusCode: 400, field });
  });

  it('can be brought back one by one, and it is written down by whom and why', async () => {
    const [letter] = (await ask('GET', 'dead-letters')).body.items;
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
    const history = await kyc.request<Record<string, unknown>[]>(
      'GET',
      `/idenfy/verifications/${String(letter?.['scanRef'])}/history`,
      { caller: 'mary@' },
    );
    expect(history.body.slice(-2)).toMatchObject([
      { cause: 'HANDLER_RETRIED', actor: 'mary', note: 'the bank is back' },
      { cause: 'HANDLER_RETRIED', actor: 'mary', note: 'now it really is' },
    ]);
  });

  it('can be brought back all at once, from a time on', async () => {
    const [newest] = (await ask('GET', 'dead-letters')).body.items;
    const since = newest?.['deadAt'];

    const { status, body } = await ask('POST', 'dead-letters/retry', { since, reason: 'mended' });
    await drain();

    expect({ status, body }).toEqual({ status: 202, body: { retried: 1 } });
    expect(opened).toEqual(['linus', 'grace']);
    expect((await ask('GET', 'dead-letters')).body.items).toHaveLength(1);
  });

  it('lists callbacks that nobody waits for', async () => {
    const { body } = await ask('GET', 'orphans');
    const page = await ask('GET', 'orphans?limit=1');

    expect(body.items).toMatchObject([
      { state: 'unreadable', scanRef: null, deliveries: 1, account: 'default' },
      { state: 'orphan', scanRef: 'started-elsewhere', reason: null },
    ]);
    expect((await ask('GET', `orphans?cursor=${page.body.nextCursor}`)).body.items).toEqual([body.items[1]]);
  });
});
