import { WebhookReceiver } from 'nestjs-idenfy';
import { aWebhook, signWebhook } from 'nestjs-idenfy/testing';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Replica } from '../support/replica.js';

const PATIENCE = { timeout: 20_000, interval: 50 };

describe('the intake of webhooks while another transaction holds the row of a known one', () => {
  let database: TestDatabase;
  let replica: Replica;
  let other: Client;
  const known = aWebhook({ scanRef: 'scan-of-ada', clientId: 'ada' });

  beforeEach(async () => {
    database = await createTestDatabase();
    replica = await Replica.start(database, { webhooks: { storeTimeoutMs: 500 } });
    await replica.session('ada');
    await replica.deliver(known);
    other = new Client({ connectionString: database.url });
    await other.connect();
  });
  afterEach(async () => {
    await other.end();
    await replica.close();
    await database.drop();
  });

  const LOCK = 'select from idenfy_webhook for update';
  const UPDATE = 'update idenfy_webhook set attempts = attempts';

  async function hold(how: string): Promise<void> {
    await other.query('begin');
    await other.query(how);
  }

  function deliver(payload: object): Promise<{ duplicate: boolean }> {
    const { body, headers } = signWebhook(payload, 'a-signing-key-of-this-test');
    return replica.app.get(WebhookReceiver).receive({
      body,
      signature: headers['Idenfy-Signature'],
      eventType: headers['Idenfy-Event-Type'],
    });
  }

  const rows = () =>
    database.query(
      `select state, deliveries, late_duplicate from idenfy_webhook where scan_ref = 'scan-of-ada'`,
    );

  it.each([LOCK, UPDATE])('stores and answers the others and the duplicate at once (%s)', async (how) => {
    await replica.drain();
    await hold(how);

    const others = Array.from({ length: 20 }, () => aWebhook());
    const answers = await Promise.all([known, ...others, known].map(deliver));

    expect(answers.map(({ duplicate }) => duplicate)).toEqual([true, ...others.map(() => false), true]);
    expect(await database.query('select count(*)::int as stored from idenfy_webhook')).toEqual([
      { stored: 21 },
    ]);
    expect(await rows()).toMatchObject([{ deliveries: 1 }]);

    // the duplicate is counted later
    await other.query('commit');
    await vi.waitFor(async () => expect(await rows()).toMatchObject([{ deliveries: 3 }]), PATIENCE);
  });

  it('answers a late duplicate only once it is marked, so that none is lost', async () => {
    await replica.drain();
    await database.query(`update idenfy_webhook set received_at = now() - interval '3 days'`);
    await hold(UPDATE);

    const others = deliver(aWebhook());
    await expect(deliver(known)).rejects.toMatchObject({ httpStatus: 503 });
    expect(await others).toEqual({ duplicate: false });

    const waiting = deliver(known);
    await other.query('commit');
    expect(await waiting).toEqual({ duplicate: true });
    expect(await rows()).toMatchObject([{ state: 'received', late_duplicate: true }]);
  });
});
