import { Injectable } from '@nestjs/common';
import { OnVerification, SystemClock, type VerificationChange } from 'nestjs-idenfy';
import { aWebhook } from 'nestjs-idenfy/testing';
import { describe, expect, it, vi } from 'vitest';
import { Replicas } from './replicas.js';

const PATIENCE = { timeout: 20_000 };

const replicas = new Replicas();

describe('a replica', () => {
  it('leaves runs of handlers it does not know to other replicas', async () => {
    const seen: string[] = [];
    @Injectable()
    class Elsewhere {
      @OnVerification('APPROVED')
      open({ verification }: VerificationChange) {
        seen.push(verification.clientId);
      }
    }
    const old = await replicas.start([]);
    const newer = await replicas.start([Elsewhere]);
    await old.deliver(aWebhook({ scanRef: await old.session('ada'), clientId: 'ada' }));

    await old.drain();
    expect(seen).toEqual([]);
    expect(await replicas.runs()).toMatchObject([
      { handler: 'Elsewhere.open', state: 'pending', attempts: 0 },
    ]);

    await newer.drain();
    expect(seen).toEqual(['ada']);
  });

  it('gives a new handler only the changes made after its first registration', async () => {
    const seen: string[] = [];
    @Injectable()
    class Late {
      @OnVerification('*')
      follow({ verification }: VerificationChange) {
        seen.push(verification.clientId);
      }
    }
    const before = await replicas.start([]);
    await before.deliver(aWebhook({ scanRef: await before.session('ada'), clientId: 'ada' }));
    await before.drain();

    const after = await replicas.start([Late]);
    await after.deliver(aWebhook({ scanRef: await after.session('grace'), clientId: 'grace' }));
    await after.drain();

    expect(seen).toEqual(['grace']);
  });

  it('takes over a run of a lost process when its lease has expired', async () => {
    const attempts: number[] = [];
    @Injectable()
    class Host {
      @OnVerification('APPROVED')
      open({ attempt }: VerificationChange) {
        attempts.push(attempt);
      }
    }
    const replica = await replicas.start([Host], { webhooks: { worker: { leaseMs: 30_000 } } });
    const another = await replicas.start([]);
    await another.deliver(aWebhook({ scanRef: await another.session('ada'), clientId: 'ada' }));
    await another.drain();
    await replicas.database.query(
      `update idenfy_handler_run set attempts = 1, leased_until = next_try_at + interval '30 seconds'`,
    );

    await replica.drain();
    await replicas.clock.advance(29_000);
    await replica.drain();
    expect(attempts).toEqual([]);

    await replicas.clock.advance(1_000);
    await replica.drain();
    expect(attempts).toEqual([2]);
  });

  it('shares runs with another replica, so that each change is handled once', async () => {
    const seen: string[] = [];
    @Injectable()
    class Host {
      @OnVerification('APPROVED', { concurrency: 2 })
      async open({ verification }: VerificationChange) {
        await new Promise(setImmediate);
        seen.push(verification.clientId);
      }
    }
    const [one, other] = [await replicas.start([Host]), await replicas.start([Host])];
    const people = Array.from({ length: 60 }, (_, index) => `person-${index}`);
    for (const clientId of people) {
      await one.deliver(aWebhook({ scanRef: await one.session(clientId), clientId }));
    }

    await Promise.all([one.drain(), other.drain()]);
    await one.drain();

    expect(seen.toSorted()).toEqual(people.toSorted());
  });

  it('refuses to start without our tables and names the missing migrations', async () => {
    await expect(replicas.start([], { migrated: false })).rejects.toMatchObject({
      name: 'IdenfyConfigurationError',
      message: expect.stringContaining('add `idenfyMigrations`'),
    });
  });

  it('finds webhooks and runs by polling when no notification announced them', async () => {
    const calls: number[] = [];
    @Injectable()
    class Host {
      @OnVerification('APPROVED')
      open({ attempt }: VerificationChange) {
        calls.push(attempt);
      }
    }
    const worker = { enabled: true, pollMs: 100 };
    const replica = await replicas.start([Host], { clock: new SystemClock(), webhooks: { worker } });
    await replica.deliver(aWebhook({ scanRef: await replica.session('ada'), clientId: 'ada' }));
    await vi.waitFor(async () => expect(await replicas.runs()).toMatchObject([{ state: 'done' }]), PATIENCE);

    // as if their words had been lost on the way
    await replicas.database.query(`update idenfy_webhook set state = 'received', next_try_at = now()`);
    await replicas.database.query(`update idenfy_handler_run set state = 'pending', next_try_at = now()`);

    await vi.waitFor(() => expect(calls).toEqual([1, 2]), PATIENCE);
    await vi.waitFor(
      async () =>
        expect(await replicas.database.query('select state from idenfy_webhook')).toEqual([
          { state: 'applied' },
        ]),
      PATIENCE,
    );
  });

  it('finishes running calls and gives back those not begun when it shuts down', async () => {
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
    const replica = await replicas.start([Host], { webhooks: { worker: { enabled: true, shutdownMs } } });
    for (const clientId of ['ada', 'grace']) {
      await replica.deliver(aWebhook({ scanRef: await replica.session(clientId), clientId }));
    }
    await vi.waitFor(async () => expect(await replicas.runs()).toHaveLength(2), PATIENCE);
    await vi.waitFor(() => expect(begun).toBe(1), PATIENCE);
    const after = vi.spyOn(replicas.clock, 'after');

    const closed = replicas.stop(replica);
    const waits = () => after.mock.calls.map(([ms]) => ms);
    await vi.waitFor(() => expect(waits()).toContain(shutdownMs), PATIENCE); // only what has begun is waited for
    end();
    await closed;

    // runs of two verifications have no order
    const runs = (await replicas.runs()).map(({ state, attempts }) => `${String(state)} ${String(attempts)}`);
    expect(runs.toSorted()).toEqual(['done 1', 'pending 0']);
  });

  it('gives back a call that outlasts the shutdown without counting the attempt', async () => {
    const signals: AbortSignal[] = [];
    @Injectable()
    class Host {
      @OnVerification('APPROVED', { maxAttempts: 1, timeoutMs: 3_600_000 })
      open({ signal }: VerificationChange) {
        signals.push(signal);
        return new Promise(() => {});
      }
    }
    const replica = await replicas.start([Host], {
      webhooks: { worker: { enabled: true, shutdownMs: 10_000 } },
    });
    await replica.deliver(aWebhook({ scanRef: await replica.session('ada'), clientId: 'ada' }));
    await vi.waitFor(() => expect(signals).toHaveLength(1), PATIENCE);

    const closed = replicas.stop(replica);
    await vi.waitFor(async () => {
      await replicas.clock.advance(10_000);
      expect(signals[0]?.aborted).toBe(true);
    }, PATIENCE);
    await closed;

    expect(await replicas.runs()).toMatchObject([{ state: 'pending', attempts: 0, last_error: null }]);
    expect(await replicas.database.query('select leased_until from idenfy_handler_run')).toEqual([
      { leased_until: null },
    ]);
  });
});
