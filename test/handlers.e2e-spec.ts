import { Injectable, type Type } from '@nestjs/common';
import {
  DeadLetters,
  type IdenfyWebhookReceived,
  IdenfyVerification,
  OnIdenfyWebhook,
  OnVerification,
  SystemClock,
  type VerificationChange,
  WebhookEvents,
} from 'nestjs-idenfy';
import { aDocumentExpiration, aWebhook, FakeClock } from 'nestjs-idenfy/testing';
import { DataSource } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from './support/database.js';
import { Replica, type ReplicaSetup } from './support/replica.js';

const MINUTE_MS = 60_000;
const PATIENCE = { timeout: 20_000 };

let database: TestDatabase;
let replicas: Replica[];
let clock: FakeClock;
beforeEach(async () => {
  database = await createTestDatabase();
  replicas = [];
  clock = new FakeClock();
});
afterEach(async () => {
  for (const replica of replicas) await replica.close();
  await database.drop();
});

async function start(handlers: Type[], setup: Omit<ReplicaSetup, 'handlers'> = {}): Promise<Replica> {
  const replica = await Replica.start(database, { clock, ...setup, handlers });
  replicas.push(replica);
  return replica;
}

function runs() {
  return database.query('select handler, state, attempts, last_error from idenfy_handler_run order by id');
}

/** Advances from retry to retry until nothing is left to do. */
async function drainWithRetries(replica: Replica): Promise<void> {
  await replica.drain();
  for (;;) {
    const [next] = await database.query<{ at: Date | null }>(
      `select min(next_try_at) as at from idenfy_handler_run where state = 'pending' and next_try_at > $1`,
      [clock.now()],
    );
    if (!next?.at) return;
    await clock.advance(next.at.getTime() - clock.now().getTime());
    await replica.drain();
  }
}

describe('handlers', () => {
  it('repeats the one that failed, and nobody else, with the same idempotency key', async () => {
    const calls: string[] = [];
    const keys = new Set<string>();
    @Injectable()
    class Host {
      @OnVerification('APPROVED')
      unsteady({ attempt, idempotencyKey }: VerificationChange) {
        keys.add(idempotencyKey);
        calls.push(`unsteady ${attempt}`);
        if (attempt <= 3) throw new TypeError('the passport number of Ada');
      }

      @OnVerification('APPROVED')
      steady({ attempt }: VerificationChange) {
        calls.push(`steady ${attempt}`);
      }
    }
    const replica = await start([Host]);
    await replica.deliver(aWebhook({ scanRef: await replica.session('ada'), clientId: 'ada' }));

    await drainWithRetries(replica);

    expect(calls.toSorted()).toEqual(['steady 1', 'unsteady 1', 'unsteady 2', 'unsteady 3', 'unsteady 4']);
    expect(keys.size).toBe(1);
    expect(await runs()).toEqual([
      { handler: 'Host.steady', state: 'done', attempts: 1, last_error: null },
      { handler: 'Host.unsteady', state: 'done', attempts: 4, last_error: null },
    ]);
  });

  it('tells the whole change, and whether it still stands', async () => {
    const changes: VerificationChange[] = [];
    @Injectable()
    class Host {
      @OnVerification('*')
      follow(change: VerificationChange) {
        changes.push(change);
      }
    }
    const replica = await start([Host]);
    const scanRef = await replica.session('ada');
    await replica.deliver(aWebhook({ scanRef, clientId: 'ada', overall: 'APPROVED', final: false }));
    await replica.deliver(aWebhook({ scanRef, clientId: 'ada', overall: 'DENIED', manual: true }));
    await replica.drain();

    expect(changes).toMatchObject([
      {
        verification: { account: 'default', clientId: 'ada', scanRef, status: 'APPROVED', final: false },
        previous: 'ACTIVE',
        cause: 'CALLBACK',
        final: false,
        current: { status: 'DENIED', final: true },
        superseded: true,
      },
      {
        verification: { status: 'DENIED', final: true },
        previous: 'APPROVED',
        final: true,
        superseded: false,
      },
    ]);
  });

  it('gives up after the last attempt, goes on with the next change, and can be told to try again', async () => {
    let broken = true;
    const seen: string[] = [];
    @Injectable()
    class Host {
      @OnVerification('*', { maxAttempts: 2 })
      follow({ verification, attempt }: VerificationChange) {
        if (broken && verification.status === 'APPROVED') throw new Error('no');
        seen.push(`${verification.status} ${attempt}`);
      }
    }
    const replica = await start([Host]);
    const outcomes: string[] = [];
    replica.app.get(WebhookEvents).on('handled', ({ outcome }) => outcomes.push(outcome));
    const scanRef = await replica.session('ada');
    await replica.deliver(aWebhook({ scanRef, clientId: 'ada' }));
    await replica.deliver(aWebhook({ scanRef, clientId: 'ada', overall: 'DENIED', manual: true }));
    await drainWithRetries(replica);
    expect(seen).toEqual(['DENIED 1']);
    expect(outcomes).toEqual(['retry', 'dead', 'done']);

    const letters = replica.app.get(DeadLetters);
    const [letter] = await letters.list();
    expect(letter).toMatchObject({
      handler: 'Host.follow',
      scanRef,
      before: 'ACTIVE',
      after: 'APPROVED',
      attempts: 2,
      error: 'Error',
    });
    expect(await letters.show(letter?.id ?? '')).toEqual(letter);

    broken = false;
    await letters.retry(letter?.id ?? '', {
      actor: { kind: 'staff', id: 'grace' },
      reason: 'the bank is back',
    });
    await replica.drain();

    expect(seen).toEqual(['DENIED 1', 'APPROVED 1']);
    expect(await letters.list()).toEqual([]);
    expect(
      await database.query(
        `select actor, note from idenfy_verification_event where cause = 'HANDLER_RETRIED'`,
      ),
    ).toEqual([{ actor: 'grace', note: 'the bank is back' }]);
    await expect(
      letters.retry(letter?.id ?? '', { actor: { kind: 'staff', id: 'grace' }, reason: 'again' }),
    ).rejects.toMatchObject({ name: 'IdenfyNotFoundError' });
  });

  it('brings back everything that was given up since', async () => {
    let broken = true;
    const seen: string[] = [];
    @Injectable()
    class Host {
      @OnVerification('APPROVED', { maxAttempts: 1 })
      open({ verification }: VerificationChange) {
        if (broken) throw new Error('no');
        seen.push(verification.clientId);
      }
    }
    const replica = await start([Host]);
    const give = async (clientId: string) => {
      await replica.deliver(aWebhook({ scanRef: await replica.session(clientId), clientId }));
      await replica.drain();
    };
    await give('ada');
    await clock.advance(MINUTE_MS);
    const since = clock.now();
    await give('grace');
    await give('linus');

    broken = false;
    const act = { actor: { kind: 'staff', id: 'eve' }, reason: 'mended' } as const;
    expect(await replica.app.get(DeadLetters).retryAllSince(since, act)).toBe(2);
    await replica.drain();

    expect(seen.toSorted()).toEqual(['grace', 'linus']);
  });

  it.each([
    ['waits in the inbox with the earlier one', false],
    ['comes while the earlier one waits to be repeated', true],
  ])(
    'keeps the order of one verification, and holds up no other, when the later change %s',
    async (_, apart) => {
      const seen: string[] = [];
      @Injectable()
      class Host {
        @OnVerification('*')
        follow({ verification, attempt }: VerificationChange) {
          if (verification.clientId === 'ada' && verification.status === 'SUSPECTED' && attempt < 3)
            throw new Error('no');
          seen.push(`${verification.clientId} ${verification.status}`);
        }
      }
      const replica = await start([Host]);
      const [ada, grace] = [await replica.session('ada'), await replica.session('grace')];
      for (const payload of [
        aWebhook({ scanRef: ada, clientId: 'ada', overall: 'SUSPECTED', final: false }),
        aWebhook({ scanRef: ada, clientId: 'ada', overall: 'APPROVED', manual: true }),
        aWebhook({ scanRef: grace, clientId: 'grace' }),
      ]) {
        if (apart) await replica.drain();
        await replica.deliver(payload);
      }
      await drainWithRetries(replica);

      expect(seen).toEqual(['grace APPROVED', 'ada SUSPECTED', 'ada APPROVED']);
    },
  );

  it('calls a handler that has room right after the commit, without a claim', async () => {
    const changes: VerificationChange[] = [];
    @Injectable()
    class Host {
      @OnVerification('*')
      follow(change: VerificationChange) {
        changes.push(change);
      }
    }
    const replica = await start([Host]);
    await replica.drain();
    await database.query(`
      create function refuse_claims() returns trigger language plpgsql as $$
      begin
        raise exception 'claimed';
      end $$;
      create trigger claims before update on idenfy_handler_run for each row
         when (new.attempts > old.attempts) execute function refuse_claims()`);
    await replica.deliver(aWebhook({ scanRef: await replica.session('ada'), clientId: 'ada' }));
    await replica.drain();

    const { signal, ...told } = { ...changes[0] };
    expect(signal?.aborted).toBe(false);
    const current = await replica.app.get(DataSource).getRepository(IdenfyVerification).findOneByOrFail({});
    expect(told).toEqual({
      verification: {
        id: current.id,
        account: 'default',
        clientId: 'ada',
        scanRef: 'scan-of-ada',
        externalRef: null,
        status: 'APPROVED',
        final: true,
      },
      previous: 'ACTIVE',
      cause: 'CALLBACK',
      current: { ...current, updatedAt: expect.any(Date) },
      at: clock.now(),
      attempt: 1,
      idempotencyKey: expect.stringMatching(`^${current.id}:[0-9]+:Host.follow$`),
    });
    expect(await runs()).toMatchObject([{ state: 'done', attempts: 1 }]);
  });

  it('stops waiting for one that hangs, and tells it so', async () => {
    const signals: AbortSignal[] = [];
    @Injectable()
    class Host {
      @OnVerification('APPROVED', { timeoutMs: 5_000, maxAttempts: 2 })
      hang({ signal }: VerificationChange) {
        signals.push(signal);
        return new Promise(() => {});
      }
    }
    const replica = await start([Host]);
    await replica.deliver(aWebhook({ scanRef: await replica.session('ada'), clientId: 'ada' }));

    const drained = replica.drain();
    await vi.waitFor(() => expect(signals).toHaveLength(1));
    await clock.advance(5_000);
    await drained;

    expect(signals[0]?.aborted).toBe(true);
    expect(await runs()).toMatchObject([
      {
        state: 'pending',
        attempts: 1,
        last_error: 'HandlerTimeoutError: The handler did not end within 5000 ms.',
      },
    ]);
  });

  it('shows each callback as it came, also of events and sessions that are not ours', async () => {
    const seen: [string, IdenfyWebhookReceived<unknown>][] = [];
    @Injectable()
    class Host {
      @OnIdenfyWebhook('*')
      any(webhook: IdenfyWebhookReceived) {
        seen.push(['any', webhook]);
      }

      @OnIdenfyWebhook('DOCUMENT_EXPIRATION')
      expiring(webhook: IdenfyWebhookReceived<{ documentExpiration: string }>) {
        seen.push([webhook.payload.documentExpiration, webhook]);
      }
    }
    const replica = await start([Host]);
    const scanRef = await replica.session('ada');
    await replica.deliver(
      aDocumentExpiration({ scanRef, clientId: 'ada', documentExpiration: '2031-05-06' }),
    );
    await replica.deliver({ status: 'SUCCESS' }, 'FACIAL_AUTHENTICATION');
    await replica.deliver(aWebhook({ scanRef: 'not-ours' }), null);
    // whoever forges the header must not choose the handler
    await replica.deliver(aWebhook({ scanRef, clientId: 'ada' }), 'DOCUMENT_EXPIRATION');
    await replica.drain();
    expect(seen.map(([name]) => name).toSorted()).toEqual(['2031-05-06', 'any', 'any', 'any']);

    await clock.advance(10 * MINUTE_MS);
    await replica.drain();
    const orphan = seen.at(-1)?.[1];
    expect(orphan).toMatchObject({
      eventType: null,
      payload: { scanRef: 'not-ours' },
      verification: null,
      attempt: 1,
    });
    expect(JSON.parse(orphan?.raw.toString() ?? '')).toEqual(orphan?.payload);
  });

  it('leaves runs of handlers it does not know to others', async () => {
    const seen: string[] = [];
    @Injectable()
    class Elsewhere {
      @OnVerification('APPROVED')
      open({ verification }: VerificationChange) {
        seen.push(verification.clientId);
      }
    }
    const old = await start([]);
    const newer = await start([Elsewhere]);
    await old.deliver(aWebhook({ scanRef: await old.session('ada'), clientId: 'ada' }));

    await old.drain();
    expect(seen).toEqual([]);
    expect(await runs()).toMatchObject([{ handler: 'Elsewhere.open', state: 'pending', attempts: 0 }]);

    await newer.drain();
    expect(seen).toEqual(['ada']);
  });

  it('gives a new handler only what happens after its first start', async () => {
    const seen: string[] = [];
    @Injectable()
    class Late {
      @OnVerification('*')
      follow({ verification }: VerificationChange) {
        seen.push(verification.clientId);
      }
    }
    const before = await start([]);
    await before.deliver(aWebhook({ scanRef: await before.session('ada'), clientId: 'ada' }));
    await before.drain();

    const after = await start([Late]);
    await after.deliver(aWebhook({ scanRef: await after.session('grace'), clientId: 'grace' }));
    await after.drain();

    expect(seen).toEqual(['grace']);
  });

  it('takes over what a lost process had begun, once its lease is over', async () => {
    const attempts: number[] = [];
    @Injectable()
    class Host {
      @OnVerification('APPROVED')
      open({ attempt }: VerificationChange) {
        attempts.push(attempt);
      }
    }
    const replica = await start([Host], { webhooks: { worker: { leaseMs: 30_000 } } });
    const another = await start([]);
    await another.deliver(aWebhook({ scanRef: await another.session('ada'), clientId: 'ada' }));
    await another.drain();
    await database.query(
      `update idenfy_handler_run set attempts = 1, leased_until = next_try_at + interval '30 seconds'`,
    );

    await replica.drain();
    await clock.advance(29_000);
    await replica.drain();
    expect(attempts).toEqual([]);

    await clock.advance(1_000);
    await replica.drain();
    expect(attempts).toEqual([2]);
  });

  it('shares the work between processes, each change once', async () => {
    const seen: string[] = [];
    @Injectable()
    class Host {
      @OnVerification('APPROVED', { concurrency: 2 })
      async open({ verification }: VerificationChange) {
        await new Promise(setImmediate);
        seen.push(verification.clientId);
      }
    }
    const [one, other] = [await start([Host]), await start([Host])];
    const people = Array.from({ length: 60 }, (_, index) => `person-${index}`);
    for (const clientId of people) {
      await one.deliver(aWebhook({ scanRef: await one.session(clientId), clientId }));
    }

    await Promise.all([one.drain(), other.drain()]);
    await one.drain();

    expect(seen.toSorted()).toEqual(people.toSorted());
  });

  it('refuses to start on a database without our tables, and says what to do', async () => {
    await expect(start([], { migrated: false })).rejects.toMatchObject({
      name: 'IdenfyConfigurationError',
      message: expect.stringContaining('add `idenfyMigrations`'),
    });
  });

  it('looks now and then for callbacks and runs that it was not told of', async () => {
    const calls: number[] = [];
    @Injectable()
    class Host {
      @OnVerification('APPROVED')
      open({ attempt }: VerificationChange) {
        calls.push(attempt);
      }
    }
    const worker = { enabled: true, pollMs: 100 };
    const replica = await start([Host], { clock: new SystemClock(), webhooks: { worker } });
    await replica.deliver(aWebhook({ scanRef: await replica.session('ada'), clientId: 'ada' }));
    await vi.waitFor(async () => expect(await runs()).toMatchObject([{ state: 'done' }]), PATIENCE);

    // as if their words had been lost on the way
    await database.query(`update idenfy_webhook set state = 'received', next_try_at = now()`);
    await database.query(`update idenfy_handler_run set state = 'pending', next_try_at = now()`);

    await vi.waitFor(() => expect(calls).toEqual([1, 2]), PATIENCE);
    await vi.waitFor(
      async () =>
        expect(await database.query('select state from idenfy_webhook')).toEqual([{ state: 'applied' }]),
      PATIENCE,
    );
  });

  it('finishes what runs and gives back what has not begun when the process ends', async () => {
    let begun = 0;
    let end = (): void => undefined;
    @Injectable()
    class Host {
      @OnVerification('APPROVED', { concurrency: 1 })
      async open() {
        begun += 1;
        await new Promise<void>((resolve) => (end = resolve));
      }
    }
    const shutdownMs = 12_345;
    const replica = await start([Host], { webhooks: { worker: { enabled: true, shutdownMs } } });
    for (const clientId of ['ada', 'grace']) {
      await replica.deliver(aWebhook({ scanRef: await replica.session(clientId), clientId }));
    }
    await vi.waitFor(async () => expect(await runs()).toHaveLength(2), PATIENCE);
    await vi.waitFor(() => expect(begun).toBe(1), PATIENCE);
    const after = vi.spyOn(clock, 'after');

    const closed = replicas.pop()?.close();
    const waits = () => after.mock.calls.map(([ms]) => ms);
    await vi.waitFor(() => expect(waits()).toContain(shutdownMs), PATIENCE); // only what has begun is waited for
    end();
    await closed;

    expect(await runs()).toMatchObject([
      { state: 'done', attempts: 1 },
      { state: 'pending', attempts: 0 },
    ]);
  });

  it('gives back also what outlasts the shutdown, and does not hold that against it', async () => {
    const signals: AbortSignal[] = [];
    @Injectable()
    class Host {
      @OnVerification('APPROVED', { maxAttempts: 1, timeoutMs: 3_600_000 })
      open({ signal }: VerificationChange) {
        signals.push(signal);
        return new Promise(() => {});
      }
    }
    const replica = await start([Host], { webhooks: { worker: { enabled: true, shutdownMs: 10_000 } } });
    await replica.deliver(aWebhook({ scanRef: await replica.session('ada'), clientId: 'ada' }));
    await vi.waitFor(() => expect(signals).toHaveLength(1), PATIENCE);

    const closed = replicas.pop()?.close();
    await vi.waitFor(async () => {
      await clock.advance(10_000);
      expect(signals[0]?.aborted).toBe(true);
    }, PATIENCE);
    await closed;

    expect(await runs()).toMatchObject([{ state: 'pending', attempts: 0, last_error: null }]);
    expect(await database.query('select leased_until from idenfy_handler_run')).toEqual([
      { leased_until: null },
    ]);
  });
});
