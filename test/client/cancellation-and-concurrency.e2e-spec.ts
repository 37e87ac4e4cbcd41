import { IdenfyBudgetError, IdenfyBulkheadError, IdenfyCancelledError } from 'nestjs-idenfy/client';
import { describe, expect, it } from 'vitest';
import { failureOf, SCAN_REF, startClient } from '../support/client-under-test.js';
import { answer, type Reply, silence } from '../support/scripted-server.js';

const path = '/api/v2/status';
const active = answer(200, { status: 'ACTIVE' });

describe('the cancellation of a call', () => {
  it('ends a request in flight at once and reports the answer as lost', async () => {
    const { server, retrieval, collect } = await startClient();
    const answered = collect('answered');
    const caller = new AbortController();
    server.on(path, silence);
    server.onRequest(() => caller.abort());

    const error = await failureOf(retrieval.status(SCAN_REF, { signal: caller.signal }));

    expect(error).toBeInstanceOf(IdenfyCancelledError);
    expect(error).toMatchObject({ attempts: 1, answerLost: true });
    expect(answered).toMatchObject([{ outcome: 'cancelled' }]);
    expect(server.requests).toHaveLength(1);
  });

  it('ends a call that waits for its next attempt', async () => {
    const { server, client, retrieval } = await startClient();
    const caller = new AbortController();
    server.on(path, answer(503));
    client.events.on('retried', () => caller.abort());

    const error = await failureOf(retrieval.status(SCAN_REF, { signal: caller.signal }));

    expect(error).toBeInstanceOf(IdenfyCancelledError);
    expect(server.requests).toHaveLength(1);
  });

  it('ends a call that is queued, and one that has not begun', async () => {
    const { server, retrieval } = await startClient(() => ({ http: { maxInFlight: 1 } }));
    const caller = new AbortController();
    const blocker = new AbortController();
    server.on(path, silence);
    const blocking = failureOf(retrieval.status(SCAN_REF, { signal: blocker.signal }));
    const waiting = failureOf(retrieval.status(SCAN_REF, { signal: caller.signal }));

    caller.abort();

    expect(await waiting).toMatchObject({ name: 'IdenfyCancelledError', attempts: 0 });
    expect(await waiting).not.toHaveProperty('answerLost');
    expect(await failureOf(retrieval.status(SCAN_REF, { signal: caller.signal }))).toMatchObject({
      name: 'IdenfyCancelledError',
      attempts: 0,
    });
    blocker.abort();
    await blocking;
    expect(server.requests.length).toBeLessThanOrEqual(1);
  });
});

describe('the bulkhead', () => {
  /** A reply that the test gives when it wants to. */
  function heldReply(): { reply: Reply; release: () => void } {
    const held: (() => void)[] = [];
    let isOpen = false;
    return {
      reply: (response) => (isOpen ? active(response) : void held.push(() => active(response))),
      release: () => {
        isOpen = true;
        held.splice(0).forEach((give) => give());
      },
    };
  }

  it('runs 20 calls of an account at a time and queues the others', async () => {
    const { server, retrieval } = await startClient();
    const { reply, release } = heldReply();
    server.on(path, reply);
    const calls = Array.from({ length: 25 }, () => retrieval.status(SCAN_REF));
    await expect.poll(() => server.requests).toHaveLength(20);

    release();

    expect(await Promise.all(calls)).toHaveLength(25);
    expect(server.requests).toHaveLength(25);
  });

  it('refuses a call when its queue is full', async () => {
    const { server, retrieval } = await startClient(() => ({ http: { maxInFlight: 1, maxWaiting: 1 } }));
    const { reply, release } = heldReply();
    server.on(path, reply);
    const calls = [retrieval.status(SCAN_REF), retrieval.status(SCAN_REF)];

    const error = await failureOf(retrieval.status(SCAN_REF));

    expect(error).toBeInstanceOf(IdenfyBulkheadError);
    expect(error).toMatchObject({ httpStatus: 503, retryAfterSeconds: 1 });
    await expect.poll(() => server.requests).toHaveLength(1);
    release();
    await Promise.all(calls);
  });

  it('ends a queued call at its overall timeout', async () => {
    const { server, clock, retrieval } = await startClient(() => ({
      http: { maxInFlight: 1, maxRetries: 0, tryTimeoutMs: 30_000 },
    }));
    server.on(path, silence);
    const calls = [retrieval.status(SCAN_REF), retrieval.status(SCAN_REF)].map(failureOf);
    await expect.poll(() => server.requests).toHaveLength(1);

    await clock.advance(30_000);

    expect(await Promise.all(calls)).toMatchObject([
      { name: 'IdenfyTimeoutError', attempts: 1 },
      { name: 'IdenfyBulkheadError', httpStatus: 503 },
    ]);
    expect(server.requests).toHaveLength(1);
  });
});

describe('the rate budget', () => {
  it('holds back every attempt above it until an hour has passed', async () => {
    const { server, clock, retrieval } = await startClient(() => ({ http: { requestsPerHour: 2 } }));
    server.on(path, answer(503), active);
    await retrieval.status(SCAN_REF);

    const error = await failureOf(retrieval.status(SCAN_REF));

    expect(error).toBeInstanceOf(IdenfyBudgetError);
    expect(error).toMatchObject({ httpStatus: 503, retryable: true });
    expect(server.requests).toHaveLength(2);

    await clock.advance(Number(Reflect.get(Object(error), 'retryAfterSeconds')) * 1_000);
    expect(await retrieval.status(SCAN_REF)).toEqual({ status: 'ACTIVE' });
  });
});
