import { aWebhook } from 'nestjs-idenfy/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Replica } from '../support/replica.js';

const PATIENCE = { timeout: 20_000, interval: 50 };

describe('an error that every webhook would meet', () => {
  let database: TestDatabase;
  let replica: Replica;

  beforeEach(async () => {
    database = await createTestDatabase();
    replica = await Replica.start(database);
    for (const clientId of ['ada', 'grace']) {
      const scanRef = await replica.session(clientId);
      await replica.deliver(aWebhook({ scanRef, clientId }));
    }
  });
  afterEach(async () => {
    await replica.close();
    await database.drop();
  });

  const inbox = () =>
    database.query('select state, attempts, next_try_at <= now() as due from idenfy_webhook order by id');

  it.each([
    [
      'a missing column',
      'alter table idenfy_verification rename column attention to away',
      'alter table idenfy_verification rename column away to attention',
    ],
    [
      'a missing table',
      'alter table idenfy_verification_event rename to away',
      'alter table away rename to idenfy_verification_event',
    ],
  ])('such as %s leaves the batch due and counts against none of them', async (_, breakIt, repair) => {
    await database.query(breakIt);

    await expect(replica.drain()).rejects.toThrow();
    expect(await inbox()).toEqual(Array(2).fill({ state: 'received', attempts: 0, due: true }));

    await database.query(repair);
    await replica.drain();
    expect(await inbox()).toMatchObject(Array(2).fill({ state: 'applied', attempts: 1 }));
  });

  it('may be over after a new start, which tries at once what had failed', async () => {
    await database.query(
      `update idenfy_webhook set attempts = 9, next_try_at = now() + interval '50 minutes', last_error = 'MissingKeyError'`,
    );
    const restarted = await Replica.start(database, { webhooks: { worker: { enabled: true } } });

    await vi.waitFor(
      async () => expect(await inbox()).toMatchObject(Array(2).fill({ state: 'applied' })),
      PATIENCE,
    );
    await restarted.close();
  });
});
