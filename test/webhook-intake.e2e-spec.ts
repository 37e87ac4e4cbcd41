import { WebhookEvents } from 'nestjs-idenfy';
import { aWebhook, signWebhook } from 'nestjs-idenfy/testing';
import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KycApp, type Answer } from './support/kyc-app.js';

const KEY = 'a-signing-key-of-this-test';
const OLD_KEY = 'the-key-before-it';
const EU_KEY = 'the-key-of-the-other-account';

describe.each(['express', 'fastify'] as const)('taking in a callback, on %s', (adapter) => {
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

  it('stores what is signed, encrypted, and answers 200 after that', async () => {
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

  it('believes the bytes and not their meaning: spaces, key order and escapes are part of what is signed', async () => {
    const { body, headers } = signWebhook(
      '{ "scanRef":"scan-1",  "clientId":"\\u017Eyd", "status": {"overall":"DENIED"} }\n',
      KEY,
    );

    expect(await post(body, headers)).toHaveProperty('status', 200);
    expect(await post(JSON.stringify(JSON.parse(body.toString())), headers)).toHaveProperty('status', 401);
    expect(await stored()).toHaveLength(1);
  });

  it('takes any of the keys, and any media type', async () => {
    const { body, headers } = signWebhook(aWebhook(), OLD_KEY);

    expect(await post(body, { ...headers, 'Content-Type': 'text/plain' })).toHaveProperty('status', 200);
    expect(await stored()).toHaveLength(1);
  });

  it('counts the same bytes, however many come at once', async () => {
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
    ['with a signature that is none', () => 'x', 'malformed'],
    ['with an upper-case signature', (signature: string) => signature.toUpperCase(), 'malformed'],
    ['signed for another body', (signature: string) => [...signature].toReversed().join(''), 'mismatch'],
  ])('refuses one %s, and stores nothing', async (_, spoil, reason) => {
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

  it("keeps accounts apart: one account's key opens no other's route, and the same bytes are two deliveries", async () => {
    const { body, headers } = signWebhook(aWebhook(), KEY);
    const eu = signWebhook(body, EU_KEY);

    expect(await post(body, headers, '/idenfy/webhooks/eu')).toHaveProperty('status', 401);
    expect(await post(eu.body, eu.headers, '/idenfy/webhooks/eu')).toHaveProperty('status', 200);
    expect(await post(body, headers)).toHaveProperty('status', 200);
    expect((await stored()).map(({ account }) => account).toSorted()).toEqual(['default', 'eu']);
  });

  it('answers an account it does not know like a wrong signature', async () => {
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
  ])('stores %s, for it is signed', async (_, payload) => {
    const { body, headers } = signWebhook(payload, KEY, { eventType: 'SOMETHING_NEW' });

    expect(await post(body, headers)).toHaveProperty('status', 200);
    expect(await stored()).toMatchObject([{ event_type: 'SOMETHING_NEW', deliveries: 1 }]);
  });

  it('takes 10 MB and not a byte more', async () => {
    const full = signWebhook(Buffer.alloc(10_000_000, '['), KEY);
    const over = signWebhook(Buffer.alloc(10_000_001, '['), KEY);

    expect(await post(full.body, full.headers)).toHaveProperty('status', 200);
    expect(await post(over.body, over.headers)).toHaveProperty('status', 413);
    expect(await stored()).toHaveLength(1);
  });

  it('goes on when a pooler between it and the database forgets what was prepared', async () => {
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

  it('answers 503 while it cannot store, and stores again as soon as it can', async () => {
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
