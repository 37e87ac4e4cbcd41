import { DeadLetters, WebhookEvents } from 'nestjs-idenfy';
import { aWebhook, FakeClock } from 'nestjs-idenfy/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Replica } from '../support/replica.js';

const HOUR_MS = 3_600_000;
const ACT = { actor: { kind: 'staff', id: 'grace' }, reason: 'the column is wider now' } as const;

describe('a webhook whose data the database does not take', () => {
  let database: TestDatabase;
  let replica: Replica;
  let clock: FakeClock;

  beforeEach(async () => {
    database = await createTestDatabase();
    clock = new FakeClock();
    replica = await Replica.start(database, { clock });
  });
  afterEach(async () => {
    await replica.close();
    await database.drop();
  });

  /** Refuses the verdicts of these people as PostgreSQL refuses a text that a type does not hold. */
  async function refuse(code: string, ...people: readonly string[]): Promise<void> {
    await database.query(`
      create function refuse() returns trigger language plpgsql as $$
      begin
        if new.client_id in (${people.map((clientId) => `'${clientId}'`).join(', ')}) and new.status = 'APPROVED' then
          raise exception 'no' using errcode = '${code}';
        end if;
        return new;
      end $$`);
    await database.query(
      'create trigger refuses before update on idenfy_verification for each row execute function refuse()',
    );
  }

  async function deliver(...people: readonly string[]): Promise<void> {
    for (const clientId of people) {
      await replica.deliver(aWebhook({ scanRef: await replica.session(clientId), clientId }));
    }
  }

  const inbox = () =>
    database.query('select scan_ref, state, attempts, last_error from idenfy_webhook order by scan_ref');

  async function triedForHours(hours: number): Promise<void> {
    for (let hour = 0; hour < hours; hour++) {
      await clock.advance(HOUR_MS);
      await replica.drain();
    }
  }

  it('is a dead letter after ten attempts, while the others are applied at once', async () => {
    const outcomes = new Map<string, number>();
    replica.app.get(WebhookEvents).on('processed', ({ outcome, count }) => {
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + count);
    });
    await refuse('22P05', 'grace');
    await deliver('ada', 'grace', 'linus');
    await replica.drain();

    expect(await inbox()).toMatchObject([
      { state: 'applied' },
      { state: 'received', attempts: 1, last_error: 'QueryFailedError 22P05' },
      { state: 'applied' },
    ]);
    await triedForHours(12);

    expect(await inbox()).toMatchObject([{}, { state: 'dead', attempts: 10 }, {}]);
    expect(Object.fromEntries(outcomes)).toEqual({ applied: 2, failed: 9, dead: 1 });
    const letters = replica.app.get(DeadLetters);
    const [letter] = await letters.list();
    expect(letter).toMatchObject({
      id: expect.stringMatching(/^webhook-\d+$/) as string,
      kind: 'webhook',
      handler: null,
      account: 'default',
      scanRef: 'scan-of-grace',
      verificationId: expect.any(String) as string,
      eventType: 'IDENTIFICATION_AUTO_FINISHED',
      attempts: 10,
      error: 'QueryFailedError 22P05',
    });
    expect(await letters.list({ kind: 'run' })).toEqual([]);
    expect(await letters.list({ handler: 'any' })).toEqual([]);
    expect(await letters.show(letter?.id ?? '')).toEqual(letter);
  });

  it('is applied after a retry, which the audit keeps', async () => {
    await refuse('22P05', 'grace');
    await deliver('ada', 'grace');
    await replica.drain();
    await triedForHours(12);
    const letters = replica.app.get(DeadLetters);
    const [letter] = await letters.list();
    await database.query('drop trigger refuses on idenfy_verification');

    await letters.retry(letter?.id ?? '', ACT);
    await replica.drain();

    expect(await letters.list()).toEqual([]);
    expect(await inbox()).toMatchObject([{ state: 'applied' }, { state: 'applied', last_error: null }]);
    expect(await database.query('select staff_id, action, detail from idenfy_access')).toEqual([
      { staff_id: 'grace', action: 'WEBHOOK_RETRY', detail: letter?.id.replace('-', ' ') },
    ]);
    await expect(letters.retry(letter?.id ?? '', ACT)).rejects.toMatchObject({ name: 'IdenfyNotFoundError' });
  });

  it('is retried with all others since a given time', async () => {
    await refuse('22P05', 'grace', 'linus');
    await deliver('grace', 'linus');
    for (let hour = 0; hour < 12; hour++) {
      await deliver(`ada-${hour}`);
      await triedForHours(1);
    }
    expect(await replica.app.get(DeadLetters).list()).toHaveLength(2);

    expect(await replica.app.get(DeadLetters).retryAllSince(new Date(0), ACT, { kind: 'run' })).toBe(0);
    expect(await replica.app.get(DeadLetters).retryAllSince(new Date(0), ACT)).toBe(2);
    expect((await inbox()).slice(-2)).toMatchObject([{ state: 'received' }, { state: 'received' }]);
  });

  it('counts against none of them when no webhook of several passes', async () => {
    await refuse('22P05', 'ada', 'grace');
    await deliver('ada', 'grace');
    await replica.drain();

    expect(await inbox()).toMatchObject(Array(2).fill({ state: 'received', attempts: 0 }));
  });

  it('counts against none of them when it fails of anything else', async () => {
    await refuse('23514', 'grace');
    await deliver('ada', 'grace');
    await replica.drain();
    await triedForHours(15);

    expect(await inbox()).toMatchObject([{ state: 'applied' }, { state: 'received', attempts: 0 }]);
    await database.query('drop trigger refuses on idenfy_verification');
    await triedForHours(1);
    expect(await inbox()).toMatchObject([{}, { state: 'applied' }]);
  });

  it('is a dead letter when its stored bytes were changed', async () => {
    await deliver('ada');
    await database.query(`update idenfy_webhook set body = set_byte(body, 40, get_byte(body, 40) # 1)`);
    await replica.drain();
    await triedForHours(12);

    expect(await replica.app.get(DeadLetters).list()).toMatchObject([{ kind: 'webhook', attempts: 10 }]);
  });
});
