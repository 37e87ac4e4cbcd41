import { WebhookEvents } from 'nestjs-idenfy';
import { aWebhook, signWebhook } from 'nestjs-idenfy/testing';
import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KycApp, type Answer } from '../support/kyc-app.js';

const KEY = 'a-signing-key-of-this-test';
const OLD_KEY = 'the-key-before-it';
const EU_KEY = 'the-key-of-the-other-account';

describe.each(['express', 'fastify'] as const)('the intake of a webhook, on %s', (adapter) => {
  let kyc: KycApp;
  let rejected: string[];
  let stopListening: () => void;

  beforeAll(async () => {
    kyc = await KycApp.start({
      adapter,
      options: {
        accounts: { eu: { apiKey: 'eu', apiSecret: 'eu', signingKeys: [EU_KEY] } },
        webhooks: { signingKeys: [KEY, OLD_KEY], worker: { enabled: false } },
      },
    });
  });
  afterAll(() => kyc.close());
  beforeEach(async () => {
    await kyc.database.query('delete from idenfy_webhook');
    rejected = [];
    stopListening = kyc.app
      .get(WebhookEvents)
      .on('rejected', ({ account, reason }) => rejected.push(`${account}: ${reason}`));
  });
  afterEach(() => stopListening());

  function post(
    body: Buffer | string,
    headers: Record<string, string>,
    path = '/idenfy/webhooks',
  ): Promise<Answer<{ message?: string }>> {
    return kyc.request('POST', path, { body, headers });
  }

  function stored(): Promise<Record<string, unknown>[]> {
    return kyc.database.query(
      `select account, event_type, key_id is not null as signed, deliveries, state, body from idenfy_webhook`,
    );
  }

  it('stores a signed webhook encrypted, and answers 200 after the commit', async () => {
    const { body, headers } = signWebhook(aWebhook({ clientId: 'ada', scanRef: 'scan-1' }), KEY);

    const answer = await post(body, headers);

    expect(answer).toMatchObject({ status: 200, text: '' });
    const [row] = await stored();
    expect(row).toMatchObject({
      account: 'default',
      event_type: 'IDENTIFICATION_AUTO_FINISHED',
      signed: true,
      deliveries: 1,
      state: 'received',
    });
    expect(row?.['body']?.toString()).not.toContain('ada');
  });

  it('verifies the raw bytes: spaces, key order and escapes are part of what is signed', async () => {
    const { body, headers } = signWebhook(
      '{ "scanRef":"scan-1",  "clientId":"\\u017Eyd", "status": {"overall":"DENIED"} }\n',
      KEY,
    );

    expect(await post(body, headers)).toHaveProperty('status', 200);
    expect(await post(JSON.stringify(JSON.parse(body.toString())), headers)).toHaveProperty('status', 401);
    expect(await stored()).toHaveLength(1);
  });

  it('accepts a signature by any of the keys, and any media type', async () => {
    const { body, headers } = signWebhook(aWebhook(), OLD_KEY);

    expect(await post(body, { ...headers, 'Content-Type': 'text/plain' })).toHaveProperty('status', 200);
    expect(await stored()).toHaveLength(1);
  });

  it('counts duplicates that arrive at the same time', async () => {
    const { body, headers } = signWebhook(aWebhook(), KEY);
    const other = signWebhook(aWebhook(), KEY);

    const answers = await Promise.all([
      ...Array.from({ length: 40 }, () => post(body, headers)),
      post(other.body, other.headers),
    ]);

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const rows = await stored();
    expect(rows.map(({ deliveries }) => deliveries).toSorted()).toEqual([1, 40]);
  });

  it.each([
    ['without a signature', () => undefined, 'missing'],
    ['with a malformed signature', () => 'x', 'malformed'],
    ['signed for another body', (signature: string) => [...signature].toReversed().join(''), 'mismatch'],
  ])('refuses a webhook %s and stores nothing', async (_, spoil, reason) => {
    const { body, headers } = signWebhook(aWebhook(), KEY);
    const { 'Idenfy-Signature': signature = '', ...others } = headers;
    const spoilt = spoil(signature);

    const answer = await post(body, {
      ...others,
      ...(spoilt !== undefined && { 'Idenfy-Signature': spoilt }),
    });

    expect(answer.status).toBe(401);
    expect(answer.text).not.toMatch(/mismatch|malformed|[0-9a-f]{64}/);
    expect(rejected).toEqual([`default: ${reason}`]);
    expect(await stored()).toEqual([]);
  });

  it('accepts a signature in upper case', async () => {
    const { body, headers } = signWebhook(aWebhook(), KEY);
    const signature = headers['Idenfy-Signature']?.toUpperCase() ?? '';

    expect(await post(body, { ...headers, 'Idenfy-Signature': signature })).toHaveProperty('status', 200);
  });

  it('separates accounts: a key is valid for one account, and the same bytes are two webhooks', async () => {
    const { body, headers } = signWebhook(aWebhook(), KEY);
    const eu = signWebhook(body, EU_KEY);

    expect(await post(body, headers, '/idenfy/webhooks/eu')).toHaveProperty('status', 401);
    expect(await post(eu.body, eu.headers, '/idenfy/webhooks/eu')).toHaveProperty('status', 200);
    expect(await post(body, headers)).toHaveProperty('status', 200);
    expect((await stored()).map(({ account }) => account).toSorted()).toEqual(['default', 'eu']);
  });

  it('answers an unknown account like a wrong signature', async () => {
    const { body, headers } = signWebhook(aWebhook(), KEY);

    expect(await post(body, headers, '/idenfy/webhooks/nobody')).toHaveProperty('status', 401);
    expect(rejected).toEqual(['unknown: no-key']);
  });

  it.each([
    ['an unknown scanRef', aWebhook()],
    ['an unknown status', aWebhook({ overall: 'NEWLY_INVENTED' })],
    ['no JSON', 'not json'],
    ['a megabyte of brackets', '['.repeat(1_000_000)],
    ['nothing', ''],
  ])('stores %s when it is signed', async (_, payload) => {
    const { body, headers } = signWebhook(payload, KEY, { eventType: 'SOMETHING_NEW' });

    expect(await post(body, headers)).toHaveProperty('status', 200);
    expect(await stored()).toMatchObject([{ event_type: 'SOMETHING_NEW', deliveries: 1 }]);
  });

  it('accepts 10 MB and refuses one byte more', async () => {
    const full = signWebhook(Buffer.alloc(10_000_000, '['), KEY);
    const over = signWebhook(Buffer.alloc(10_000_001, '['), KEY);

    expect(await post(full.body, full.headers)).toHaveProperty('status', 200);
    expect(await post(over.body, over.headers)).toHaveProperty('status', 413);
    expect(await stored()).toHaveLength(1);
  });

  it('recovers when a connection pooler loses prepared statements', async () => {
    const deliver = () => {
      const { body, headers } = signWebhook(aWebhook(), KEY);
      return post(body, headers);
    };
    await deliver();
    await kyc.app.get(DataSource).query('deallocate all');

    expect(await deliver()).toHaveProperty('status', 200);
    expect(await deliver()).toHaveProperty('status', 200);
    expect(await stored()).toHaveLength(3);
  });

  it('calls observers of the event received after the commit, and only where a webhook was stored', async () => {
    const rows: Promise<Record<string, unknown>[]>[] = [];
    const received: unknown[] = [];
    const stop = kyc.app.get(WebhookEvents).on('received', (event) => {
      received.push(event);
      rows.push(stored()); // on a connection of its own, which sees what is committed
    });
    const { body, headers } = signWebhook(aWebhook(), KEY);

    await kyc.database.query('alter table idenfy_webhook rename to away');
    expect(await post(body, headers)).toHaveProperty('status', 503);
    await kyc.database.query('alter table away rename to idenfy_webhook');
    expect(received).toEqual([]);

    await post(body, headers);
    await post(body, headers);
    stop();
    await post(body, headers);

    expect(received).toEqual([
      { account: 'default', bytes: body.length, duplicate: false },
      { account: 'default', bytes: body.length, duplicate: true },
    ]);
    expect((await Promise.all(rows)).map(({ length }) => length)).toEqual([1, 1]);
  });

  it('answers 503 while the database is unavailable, and 200 as soon as it is back', async () => {
    const { body, headers } = signWebhook(aWebhook(), KEY);

    await kyc.database.query('alter table idenfy_webhook rename to away');
    try {
      const answer = await post(body, headers);
      expect(answer).toMatchObject({ status: 503, body: { retryable: true } });
    } finally {
      await kyc.database.query('alter table away rename to idenfy_webhook');
    }
    expect(await post(body, headers)).toHaveProperty('status', 200);
    expect(await stored()).toHaveLength(1);
  });
});
