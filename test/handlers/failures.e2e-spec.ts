import { ConsoleLogger, Injectable } from '@nestjs/common';
import {
  DeadLetters,
  HandlerEvents,
  type HandlerEventMap,
  IdenfyNotFoundError,
  OnVerification,
  type VerificationChange,
} from 'nestjs-idenfy';
import { aWebhook } from 'nestjs-idenfy/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { KycApp } from '../support/kyc-app.js';
import { Replicas } from './replicas.js';

const replicas = new Replicas();

/** Keeps what it is given, and prints nothing. */
class RecordingLogger extends ConsoleLogger {
  readonly errors: unknown[][] = [];
  readonly debugLines: string[] = [];

  override log(): void {}
  override warn(): void {}
  override error(...given: unknown[]): void {
    this.errors.push(given);
  }
  override debug(message: unknown): void {
    this.debugLines.push(String(message));
  }
}

class PaymentError extends Error {
  readonly code = 'CARD_DECLINED';

  constructor(readonly order: string) {
    super(`Ada Lovelace cannot pay ${order}`);
  }
}

/** A handler that throws what `next` returns. */
function throwing(next: (change: VerificationChange) => unknown, maxAttempts = 1) {
  @Injectable()
  class Host {
    @OnVerification('APPROVED', { name: 'host', maxAttempts })
    open(change: VerificationChange) {
      const thrown = next(change);
      if (thrown !== undefined) throw thrown;
    }
  }
  return Host;
}

async function approve(replica: Awaited<ReturnType<Replicas['start']>>, clientId = 'ada'): Promise<void> {
  await replica.deliver(aWebhook({ scanRef: await replica.session(clientId), clientId }));
  await replica.drain();
}

describe('an error that a handler throws', () => {
  it("goes to the host's logger and to observers, unchanged", async () => {
    const error = new PaymentError('order 42');
    const logger = new RecordingLogger();
    const failures: HandlerEventMap['failed'][] = [];
    const replica = await replicas.start([throwing(() => error, 2)], { logger });
    replica.app.get(HandlerEvents).on('failed', (failure) => failures.push(failure));

    await approve(replica);
    await replicas.drainWithRetries(replica);

    expect(logger.errors).toEqual([
      [
        expect.stringMatching(/^host failed \(attempt 1 of 2, again at .*\): PaymentError CARD_DECLINED$/),
        error,
        'IdenfyHandlers',
      ],
      [
        'host failed (attempt 2 of 2, now a dead letter): PaymentError CARD_DECLINED',
        error,
        'IdenfyHandlers',
      ],
    ]);
    expect(logger.errors[0]?.[1]).toBe(error);
    const [letter] = await replica.app.get(DeadLetters).list();
    expect(failures).toEqual([
      expect.objectContaining({ handler: 'host', outcome: 'retry', attempt: 1, error }),
      {
        handler: 'host',
        runId: letter?.id.replace('run-', ''),
        verificationId: letter?.verificationId,
        outcome: 'dead',
        attempt: 2,
        error,
      },
    ]);
  });

  it('is followed by the next attempt in time, however far the next poll is', async () => {
    let calls = 0;
    const once = throwing(() => (++calls === 1 ? new PaymentError('order 42') : undefined), 2);
    const kyc = await KycApp.start({
      options: {
        webhooks: { worker: { pollMs: 60_000 } },
        handlers: { retryDelayMs: 500, logErrors: false },
      },
      host: { providers: [once] },
    });
    onTestFinished(() => kyc.close());

    kyc.simulator.outcome(await kyc.started('ada'), { overall: 'APPROVED' });

    await vi.waitFor(() => expect(calls).toBe(2), 20_000);
  });

  it('is logged as class, code and stack frames where logErrors is off', async () => {
    const logger = new RecordingLogger();
    const options = { handlers: { logErrors: false } };
    const replica = await replicas.start([throwing(() => new PaymentError('order 42'))], { logger, options });

    await approve(replica);

    const [[line, frames] = []] = logger.errors;
    expect(line).toBe('host failed (attempt 1 of 1, now a dead letter): PaymentError CARD_DECLINED');
    expect(frames).toMatch(/^ {4}at .*failures\.e2e-spec/);
    expect(JSON.stringify(logger.errors)).not.toContain('Ada');
  });

  it("is kept with the host's own text, in one line of at most 200 characters", async () => {
    const texts: unknown[] = ['order 42\n\0of today', `${'é'.repeat(250)}`, '', undefined, 7];
    const options = {
      handlers: {
        describeError: (error: unknown) => (error instanceof PaymentError ? next() : 'unexpected'),
      },
    };
    const next = () => texts.shift() as string;
    const replica = await replicas.start([throwing(() => new PaymentError('order 42'))], { options });

    for (const person of ['ada', 'grace', 'linus', 'tim', 'kim']) await approve(replica, person);

    expect((await replicas.runs()).map(({ last_error }) => last_error)).toEqual([
      'PaymentError CARD_DECLINED: order 42 of today',
      `PaymentError CARD_DECLINED: ${'é'.repeat(200)}`,
      'PaymentError CARD_DECLINED',
      'PaymentError CARD_DECLINED',
      'PaymentError CARD_DECLINED',
    ]);
  });

  it("is kept with our own message, not with the host's text, where it is an error of the library", async () => {
    const replica = await replicas.start([throwing(() => new IdenfyNotFoundError({ message: 'Gone.' }))], {
      options: { handlers: { describeError: () => 'not asked for' } },
    });

    await approve(replica);

    expect(await replicas.runs()).toMatchObject([{ last_error: 'IdenfyNotFoundError: Gone.' }]);
  });

  it('cannot stop the runner, whatever was thrown', async () => {
    const trap = () => {
      throw new Error('from a trap');
    };
    const revocable = Proxy.revocable({}, {});
    revocable.revoke();
    const odd: unknown[] = [
      new Proxy(new Error('x'), { get: trap, has: trap, getPrototypeOf: trap, ownKeys: trap }),
      revocable.proxy,
      Object.defineProperty(new TypeError('x'), 'stack', { get: trap }),
      Object.defineProperty(new TypeError('x'), 'name', { get: trap }),
      Object.assign(new Error('x'), { constructor: undefined }),
      Object.assign(new Error('x'), { stack: 7 }),
      Object.create(null),
      trap,
      null,
      'Ada Lovelace',
      Symbol('x'),
    ];
    const done: string[] = [];
    const Host = throwing(({ verification: { clientId } }) => {
      const index = Number(clientId);
      if (index < odd.length) return odd[index];
      done.push(clientId);
      return undefined;
    });
    const replica = await replicas.start([Host], {
      logger: new ConsoleLogger({ logLevels: ['fatal'] }),
      options: {
        handlers: {
          describeError: () => {
            throw trap;
          },
        },
      },
    });

    for (let index = 0; index <= odd.length; index += 1) await approve(replica, String(index));

    expect(done).toEqual([String(odd.length)]);
    const runs = await replicas.runs();
    expect(runs.map(({ state }) => state)).toEqual([...odd.map(() => 'dead'), 'done']);
    expect(runs.map(({ last_error }) => last_error)).toEqual([
      'Error',
      'Error',
      'TypeError',
      'TypeError',
      ...odd.slice(4).map(() => 'Error'),
      null,
    ]);
  });

  it('cannot stop the runner through a logger that fails to print it', async () => {
    class Strict extends RecordingLogger {
      override error(line: unknown, error: unknown, context: unknown): void {
        if (error instanceof Error) throw new Error('cannot be printed');
        super.error(line, error, context);
      }
    }
    const logger = new Strict();
    const replica = await replicas.start([throwing(() => new PaymentError('order 42'))], { logger });

    await approve(replica);

    expect(logger.errors).toMatchObject([
      [
        'host failed (attempt 1 of 1, now a dead letter): PaymentError CARD_DECLINED',
        expect.any(String),
        'IdenfyHandlers',
      ],
    ]);
    expect(await replicas.runs()).toMatchObject([{ state: 'dead' }]);
  });
});

describe('debug lines', () => {
  it('follow a webhook from the inbox to the end of a run, by our own ids', async () => {
    const logger = new RecordingLogger();
    const replica = await replicas.start([throwing(() => undefined)], { logger, options: { debug: true } });

    await approve(replica);

    const id = expect.stringMatching(/^[0-9a-f-]{36}$/);
    const [row] = await replicas.database.query('select id from idenfy_verification');
    expect(row).toEqual({ id });
    expect(logger.debugLines).toEqual([
      expect.stringMatching(/^Stored webhook [0-9a-f]{12} of account default$/),
      expect.stringMatching(/^Claimed webhook 1 \([0-9a-f]{12} of account default, attempt 1\)$/),
      expect.stringMatching(
        new RegExp(
          `^Applied webhook 1 to verification ${String(row?.['id'])}: applied, now APPROVED, rank \\S+$`,
        ),
      ),
      'Calling host for run 1 (attempt 1)',
      'Settled run 1 of host: done',
    ]);
  });

  it('are off unless they are asked for', async () => {
    const logger = new RecordingLogger();
    const replica = await replicas.start([throwing(() => undefined)], { logger });

    await approve(replica);

    expect(logger.debugLines).toEqual([]);
  });
});
