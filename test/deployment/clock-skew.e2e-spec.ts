import { Injectable } from '@nestjs/common';
import { OnVerification, type VerificationChange } from 'nestjs-idenfy';
import { aWebhook } from 'nestjs-idenfy/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { Replica } from '../support/replica.js';

describe('a process whose clock is ahead', () => {
  let database: TestDatabase;
  let replicas: Replica[];
  const calls: string[] = [];
  let finish = (): void => undefined;

  @Injectable()
  class Slow {
    @OnVerification('APPROVED', { name: 'slow' })
    async call({ verification, attempt }: VerificationChange) {
      calls.push(`${verification.clientId} ${attempt}`);
      await new Promise<void>((resolve) => (finish = resolve));
    }
  }

  beforeEach(async () => {
    calls.length = 0;
    database = await createTestDatabase();
    replicas = [
      await Replica.start(database, { handlers: [Slow] }),
      await Replica.start(database, { handlers: [Slow] }),
    ];
  });
  afterEach(async () => {
    vi.useRealTimers();
    finish();
    for (const replica of replicas) await replica.close();
    await database.drop();
  });

  /** Moves the time of day of this process, and nothing that waits. */
  function setAhead(minutes: number): void {
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime(Date.now() + minutes * 60_000);
  }

  it('calls no handler whose run another process holds', async () => {
    const [one, ahead] = replicas;
    const scanRef = (await one?.session('ada')) ?? '';
    await one?.deliver(aWebhook({ scanRef, clientId: 'ada' }));
    const draining = one?.drain();
    await vi.waitFor(() => expect(calls).toEqual(['ada 1']), { timeout: 10_000 });

    setAhead(1);
    await ahead?.drain();

    expect(calls).toEqual(['ada 1']);
    finish();
    await draining;
    expect(await database.query('select state, attempts from idenfy_handler_run')).toEqual([
      { state: 'done', attempts: 1 },
    ]);
  });

  it('stores webhooks that are applied at once, and writes handler runs that are called at once', async () => {
    const [one, ahead] = replicas;
    const first = (await one?.session('ada')) ?? '';
    const second = (await one?.session('grace')) ?? '';

    setAhead(10);
    await ahead?.deliver(aWebhook({ scanRef: first, clientId: 'ada' }));
    vi.useRealTimers();
    const draining = one?.drain();
    await vi.waitFor(() => expect(calls).toEqual(['ada 1']), { timeout: 10_000 });
    finish();
    await draining;

    setAhead(10);
    await ahead?.deliver(aWebhook({ scanRef: second, clientId: 'grace' }));
    const drainingAhead = ahead?.drain();
    await vi.waitFor(() => expect(calls).toEqual(['ada 1', 'grace 1']), { timeout: 10_000 });
    finish();
    await drainingAhead;
    expect(await database.query('select state, attempts from idenfy_handler_run')).toEqual([
      { state: 'done', attempts: 1 },
      { state: 'done', attempts: 1 },
    ]);
  });
});
