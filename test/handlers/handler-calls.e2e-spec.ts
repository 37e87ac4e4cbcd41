import { Injectable } from '@nestjs/common';
import {
  IdenfyVerification,
  type IdenfyWebhookReceived,
  OnIdenfyWebhook,
  OnVerification,
  type VerificationChange,
} from 'nestjs-idenfy';
import { aDocumentExpiration, aWebhook } from 'nestjs-idenfy/testing';
import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { Replicas } from './replicas.js';

const MINUTE_MS = 60_000;

const replicas = new Replicas();

describe('a handler call', () => {
  it('is repeated for the failing handler alone, with the same idempotency key', async () => {
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
    const replica = await replicas.start([Host]);
    await replica.deliver(aWebhook({ scanRef: await replica.session('ada'), clientId: 'ada' }));

    await replicas.drainWithRetries(replica);

    expect(calls.toSorted()).toEqual(['steady 1', 'unsteady 1', 'unsteady 2', 'unsteady 3', 'unsteady 4']);
    expect(keys.size).toBe(1);
    expect(await replicas.runs()).toEqual([
      { handler: 'Host.steady', state: 'done', attempts: 1, last_error: null },
      { handler: 'Host.unsteady', state: 'done', attempts: 4, last_error: null },
    ]);
  });

  it('carries the whole change and whether a later one superseded it', async () => {
    const changes: VerificationChange[] = [];
    @Injectable()
    class Host {
      @OnVerification('*')
      follow(change: VerificationChange) {
        changes.push(change);
      }
    }
    const replica = await replicas.start([Host]);
    const scanRef = await replica.session('ada');
    await replica.deliver(aWebhook({ scanRef, clientId: 'ada', overall: 'APPROVED', final: false }));
    await replica.deliver(aWebhook({ scanRef, clientId: 'ada', overall: 'DENIED', manual: true }));
    await replica.drain();

    expect(changes).toMatchObject([
      {
        verification: { account: 'default', clientId: 'ada', scanRef, status: 'APPROVED', final: false },
        previous: 'ACTIVE',
        cause: 'WEBHOOK',
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

  it.each([
    ['waits in the inbox with the earlier one', false],
    ['arrives while the earlier one waits for its retry', true],
  ])(
    'keeps the order of changes within a verification and delays no other verification when the later change %s',
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
      const replica = await replicas.start([Host]);
      const [ada, grace] = [await replica.session('ada'), await replica.session('grace')];
      for (const payload of [
        aWebhook({ scanRef: ada, clientId: 'ada', overall: 'SUSPECTED', final: false }),
        aWebhook({ scanRef: ada, clientId: 'ada', overall: 'APPROVED', manual: true }),
        aWebhook({ scanRef: grace, clientId: 'grace' }),
      ]) {
        if (apart) await replica.drain();
        await replica.deliver(payload);
      }
      await replicas.drainWithRetries(replica);

      expect(seen).toEqual(['grace APPROVED', 'ada SUSPECTED', 'ada APPROVED']);
    },
  );

  it('happens right after the commit, without a claim, while the handler has free capacity', async () => {
    const changes: VerificationChange[] = [];
    @Injectable()
    class Host {
      @OnVerification('*')
      follow(change: VerificationChange) {
        changes.push(change);
      }
    }
    const replica = await replicas.start([Host]);
    await replica.drain();
    await replicas.database.query(`
      create function refuse_claims() returns trigger language plpgsql as $$
      begin
        raise exception 'claimed';
      end $$;
      create trigger claims before update on idenfy_handler_run for each row
         when (new.attempts > old.attempts) execute function refuse_claims()`);
    await replica.deliver(aWebhook({ scanRef: await replica.session('ada'), clientId: 'ada' }));
    await replica.drain();

    const { signal, completeIn, ...told } = { ...changes[0] };
    expect(signal?.aborted).toBe(false);
    expect(completeIn).toBeInstanceOf(Function);
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
      cause: 'WEBHOOK',
      current: { ...current, updatedAt: expect.any(Date) },
      at: replicas.clock.now(),
      attempt: 1,
      idempotencyKey: expect.stringMatching(/^[\w-]{32}$/),
    });
    expect(await replicas.runs()).toMatchObject([{ state: 'done', attempts: 1 }]);
  });

  it('times out when the handler hangs, and aborts its signal', async () => {
    const signals: AbortSignal[] = [];
    @Injectable()
    class Host {
      @OnVerification('APPROVED', { timeoutMs: 5_000, maxAttempts: 2 })
      hang({ signal }: VerificationChange) {
        signals.push(signal);
        return new Promise(() => {});
      }
    }
    const replica = await replicas.start([Host]);
    await replica.deliver(aWebhook({ scanRef: await replica.session('ada'), clientId: 'ada' }));

    const drained = replica.drain();
    await expect.poll(() => signals).toHaveLength(1);
    await replicas.clock.advance(5_000);
    await drained;

    expect(signals[0]?.aborted).toBe(true);
    expect(await replicas.runs()).toMatchObject([
      {
        state: 'pending',
        attempts: 1,
        last_error: 'HandlerTimeoutError: The handler did not end within 5000 ms.',
      },
    ]);
  });

  it('passes each webhook as received to @OnIdenfyWebhook, including unknown events and sessions', async () => {
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
    const replica = await replicas.start([Host]);
    const scanRef = await replica.session('ada');
    await replica.deliver(
      aDocumentExpiration({ scanRef, clientId: 'ada', documentExpiration: '2031-05-06' }),
    );
    await replica.deliver({ status: 'SUCCESS' }, 'FACIAL_AUTHENTICATION');
    await replica.deliver(aWebhook({ scanRef: 'not-ours' }), null);
    // a forged header must not select the handler
    await replica.deliver(aWebhook({ scanRef, clientId: 'ada' }), 'DOCUMENT_EXPIRATION');
    await replica.drain();
    expect(seen.map(([name]) => name).toSorted()).toEqual(['2031-05-06', 'any', 'any', 'any']);

    await replicas.clock.advance(10 * MINUTE_MS);
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
});
