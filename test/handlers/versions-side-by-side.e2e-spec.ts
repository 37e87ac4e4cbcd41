import { Injectable, type Type } from '@nestjs/common';
import {
  DeadLetters,
  HandlerEvents,
  type IdenfyWebhookReceived,
  OnIdenfyWebhook,
  OnVerification,
  type VerificationChange,
} from 'nestjs-idenfy';
import { aWebhook } from 'nestjs-idenfy/testing';
import { describe, expect, it, vi } from 'vitest';
import type { Replica } from '../support/replica.js';
import { Replicas } from './replicas.js';

const HOUR_MS = 3_600_000;
const PATIENCE = { timeout: 20_000 };
/** The background rounds of some days, each against the database. */
const DAYS_OF_ROUNDS = { timeout: 100_000 };
const VERDICTS = ['APPROVED', 'DENIED'] as const;

const replicas = new Replicas();

/** One version of a host: the same handler name, its own filter, and what it was called with. */
function version(...filter: readonly ['APPROVED' | 'DENIED' | '*', ...('APPROVED' | 'DENIED')[]]): {
  handler: Type;
  calls: string[];
} {
  const calls: string[] = [];
  @Injectable()
  class Host {
    @OnVerification(...filter, { name: 'accounts' })
    settle({ verification }: VerificationChange) {
      calls.push(`${verification.clientId} ${verification.status}`);
    }
  }
  return { handler: Host, calls };
}

async function verdict(by: Replica, clientId: string, overall: 'APPROVED' | 'DENIED'): Promise<void> {
  await by.deliver(aWebhook({ scanRef: await by.session(clientId), clientId, overall }));
}

/** The later verdict about a person who has a session. */
function corrected(by: Replica, clientId: string, overall: 'APPROVED' | 'DENIED'): Promise<void> {
  return by.deliver(aWebhook({ scanRef: `scan-of-${clientId}`, clientId, overall, manual: true }));
}

async function states(): Promise<unknown[]> {
  return (await replicas.runs()).map(({ state }) => state);
}

describe('two versions of a handler with different filters', () => {
  it('are each called for what their own filter names alone, for an hour of a canary', async () => {
    const [old, newer] = [version('APPROVED'), version('APPROVED', 'DENIED')];
    // the clock moves while calls are under way, and their leases must not end by it
    const worker = { enabled: true, leaseMs: HOUR_MS };
    const stable = await replicas.start([old.handler], { webhooks: { worker } });
    const canary = await replicas.start([newer.handler], { webhooks: { worker } });
    const people = Array.from({ length: 24 }, (_, index) => ({
      clientId: `person-${index}`,
      overall: VERDICTS[index % 2] ?? 'APPROVED',
      by: index % 3 === 0 ? canary : stable,
    }));
    for (const { by, clientId, overall } of people) {
      await verdict(by, clientId, overall);
      await replicas.clock.advance(HOUR_MS / people.length);
    }

    await vi.waitFor(async () => expect(await states()).toEqual(people.map(() => 'done')), PATIENCE);

    expect(old.calls.filter((call) => call.endsWith('DENIED'))).toEqual([]);
    expect([...old.calls, ...newer.calls].toSorted()).toEqual(
      people.map(({ clientId, overall }) => `${clientId} ${overall}`).toSorted(),
    );
  });

  it('lose no verdict when the old version announces itself last', async () => {
    const [old, newer] = [version('APPROVED'), version('APPROVED', 'DENIED')];
    const canary = await replicas.start([newer.handler]);
    const restarted = await replicas.start([old.handler]);
    await verdict(restarted, 'ada', 'DENIED');

    await restarted.drain();
    expect(old.calls).toEqual([]);
    expect(await replicas.runs()).toMatchObject([{ handler: 'accounts', state: 'pending', attempts: 0 }]);

    await canary.drain();
    expect(newer.calls).toEqual(['ada DENIED']);
  });

  it('get one run of a change that the filters of both name', async () => {
    const [all, some] = [version('*'), version('APPROVED')];
    const one = await replicas.start([all.handler]);
    const other = await replicas.start([some.handler]);
    await verdict(other, 'ada', 'APPROVED');

    await other.drain();
    await one.drain();

    expect([...all.calls, ...some.calls]).toEqual(['ada APPROVED']);
    expect(await states()).toEqual(['done']);
  });

  it('keep the order of a verification: the old version waits for what the new one has to do first', async () => {
    const [old, newer] = [version('APPROVED'), version('DENIED')];
    const stable = await replicas.start([old.handler]);
    const canary = await replicas.start([newer.handler]);
    await verdict(stable, 'ada', 'DENIED');
    await stable.drain();
    await corrected(stable, 'ada', 'APPROVED');

    await stable.drain();
    expect(old.calls).toEqual([]);

    await canary.drain();
    expect(newer.calls).toEqual(['ada DENIED']);
    await stable.drain();
    expect(old.calls).toEqual(['ada APPROVED']);
  });

  it('get the webhooks of the event types that they name', async () => {
    const seen: string[] = [];
    @Injectable()
    class Old {
      @OnIdenfyWebhook('DOCUMENT_EXPIRATION', { name: 'webhooks' })
      take(_: IdenfyWebhookReceived<unknown>) {
        seen.push('old');
      }
    }
    @Injectable()
    class Newer {
      @OnIdenfyWebhook('*', { name: 'webhooks' })
      take({ eventType }: IdenfyWebhookReceived<unknown>) {
        seen.push(`newer ${eventType}`);
      }
    }
    const newer = await replicas.start([Newer]);
    const old = await replicas.start([Old]);
    await old.deliver(
      aWebhook({ scanRef: await old.session('ada'), clientId: 'ada' }),
      'IDENTIFICATION_VERIFICATION',
    );

    await old.drain();
    expect(seen).toEqual([]);

    await newer.drain();
    expect(seen).toEqual(['newer IDENTIFICATION_VERIFICATION']);
  });
});

describe('a switch from one version of a handler to another', () => {
  it('hands what waits to the version that was switched on (blue and green)', async () => {
    const [blue, green] = [version('APPROVED'), version('APPROVED', 'DENIED')];
    const before = await replicas.start([blue.handler]);
    const after = await replicas.start([green.handler]);
    await verdict(before, 'ada', 'APPROVED');
    await verdict(before, 'grace', 'DENIED');
    await replicas.stop(before);

    await after.drain();

    expect(green.calls.toSorted()).toEqual(['ada APPROVED', 'grace DENIED']);
    expect(blue.calls).toEqual([]);
  });

  it('leaves, after a roll-back, what the old version does not want waiting for a day, and then closes it', async () => {
    const [old, newer] = [version('APPROVED'), version('APPROVED', 'DENIED')];
    const stable = await replicas.start([old.handler]);
    await replicas.stop(await replicas.start([newer.handler]));
    await verdict(stable, 'ada', 'DENIED');
    await stable.drain();
    await corrected(stable, 'ada', 'APPROVED');
    await stable.drain();
    expect(await states()).toEqual(['pending', 'pending']);

    await replicas.clock.advance(23 * HOUR_MS);
    const restarted = await replicas.start([old.handler]);
    await restarted.drain();
    expect(await states()).toEqual(['pending', 'pending']);

    await replicas.clock.advance(2 * HOUR_MS);
    const again = await replicas.start([old.handler]);
    await again.drain();

    expect(await states()).toEqual(['unwanted', 'done']);
    expect(old.calls).toEqual(['ada APPROVED']);
  });

  it('hands what waits to the new version when it returns within the day', async () => {
    const [old, newer] = [version('APPROVED'), version('APPROVED', 'DENIED')];
    const stable = await replicas.start([old.handler]);
    await replicas.stop(await replicas.start([newer.handler]));
    await verdict(stable, 'ada', 'DENIED');
    await stable.drain();

    await replicas.clock.advance(23 * HOUR_MS);
    const rolledForward = await replicas.start([newer.handler]);
    await rolledForward.drain();

    expect(newer.calls).toEqual(['ada DENIED']);
  });

  it('closes nothing where the first process to return after days without any is the old one', async () => {
    const [old, newer] = [version('APPROVED'), version('APPROVED', 'DENIED')];
    await replicas.stop(await replicas.start([old.handler]));
    const last = await replicas.start([newer.handler], { webhooks: { worker: { enabled: false } } });
    const writer = await replicas.start([]);
    await replicas.stop(last);
    await verdict(writer, 'ada', 'DENIED');
    await writer.drain();

    await replicas.clock.advance(72 * HOUR_MS);
    const early = await replicas.start([old.handler]);
    await early.drain();
    const late = await replicas.start([newer.handler]);
    await late.drain();

    expect(newer.calls).toEqual(['ada DENIED']);
  });

  it('tells observers how many runs were closed', async () => {
    const [old, newer] = [version('APPROVED'), version('APPROVED', 'DENIED')];
    const worker = { enabled: true, pollMs: 60_000 }; // an hour of the clock has fewer rounds to wait for
    const stable = await replicas.start([old.handler], { webhooks: { worker } });
    const closed: unknown[] = [];
    stable.app.get(HandlerEvents).on('unwanted', (event) => closed.push(event));
    await replicas.stop(await replicas.start([newer.handler]));
    await verdict(stable, 'ada', 'DENIED');
    await vi.waitFor(async () => expect(await states()).toEqual(['pending']), PATIENCE);

    await vi.waitFor(async () => {
      await replicas.clock.advance(HOUR_MS);
      expect(closed).toEqual([{ handler: 'accounts', count: 1 }]);
    }, DAYS_OF_ROUNDS);
  });
});

describe('a handler that no process announces any more', () => {
  it('leaves its runs waiting for a week, and then as dead letters, which its return does not call', async () => {
    const { handler, calls } = version('APPROVED');
    const other = await replicas.start([]);
    await replicas.stop(await replicas.start([handler]));
    await verdict(other, 'ada', 'APPROVED');
    await other.drain();

    await replicas.clock.advance(6 * 24 * HOUR_MS);
    await replicas.start([]);
    expect(await states()).toEqual(['pending']);

    await replicas.clock.advance(2 * 24 * HOUR_MS);
    await replicas.start([]);
    expect(await replicas.runs()).toMatchObject([
      { state: 'dead', last_error: 'No process has announced this handler for a week.' },
    ]);

    const returned = await replicas.start([handler]);
    await returned.drain();
    expect(calls).toEqual([]);

    await returned.app
      .get(DeadLetters)
      .retryAllSince(new Date(0), { actor: { kind: 'staff', id: 'mary' }, reason: 'it is back' });
    await returned.drain();
    expect(calls).toEqual(['ada APPROVED']);
  });
});

describe('a spy on the instance of a handler', () => {
  it('sees the calls', async () => {
    const { handler, calls } = version('APPROVED');
    const replica = await replicas.start([handler]);
    const spy = vi.spyOn(replica.app.get<{ settle(): void }>(handler), 'settle').mockReturnValue();
    await verdict(replica, 'ada', 'APPROVED');
    await replica.drain();

    expect(spy).toHaveBeenCalledOnce();
    expect(calls).toEqual([]);
  });
});
