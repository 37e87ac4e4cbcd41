import { Injectable } from '@nestjs/common';
import { DeadLetters, HandlerEvents, OnVerification, type VerificationChange } from 'nestjs-idenfy';
import { aWebhook } from 'nestjs-idenfy/testing';
import { describe, expect, it } from 'vitest';
import { Replicas } from './replicas.js';

const MINUTE_MS = 60_000;

const replicas = new Replicas();

describe('dead letters', () => {
  it('are runs that failed their last attempt; they do not block the next change and can be retried', async () => {
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
    const replica = await replicas.start([Host]);
    const outcomes: string[] = [];
    replica.app.get(HandlerEvents).on('handled', ({ outcome }) => outcomes.push(outcome));
    const scanRef = await replica.session('ada');
    await replica.deliver(aWebhook({ scanRef, clientId: 'ada' }));
    await replica.deliver(aWebhook({ scanRef, clientId: 'ada', overall: 'DENIED', manual: true }));
    await replicas.drainWithRetries(replica);
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
      await replicas.database.query(
        `select actor, note, note_digest is not null as has_text from idenfy_verification_event where cause = 'HANDLER_RETRIED'`,
      ),
    ).toEqual([{ actor: 'grace', note: null, has_text: true }]);
    await expect(
      letters.retry(letter?.id ?? '', { actor: { kind: 'staff', id: 'grace' }, reason: 'again' }),
    ).rejects.toMatchObject({ name: 'IdenfyNotFoundError' });
  });

  it('can be retried all at once from a given time on', async () => {
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
    const replica = await replicas.start([Host]);
    const give = async (clientId: string) => {
      await replica.deliver(aWebhook({ scanRef: await replica.session(clientId), clientId }));
      await replica.drain();
    };
    await give('ada');
    await replicas.clock.advance(MINUTE_MS);
    const since = replicas.clock.now();
    await give('grace');
    await give('linus');

    broken = false;
    const act = { actor: { kind: 'staff', id: 'eve' }, reason: 'fixed' } as const;
    expect(await replica.app.get(DeadLetters).retryAllSince(since, act)).toBe(2);
    await replica.drain();

    expect(seen.toSorted()).toEqual(['grace', 'linus']);
  });
});
