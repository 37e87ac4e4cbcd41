import { IdenfyApiError, IdenfyTimeoutError } from 'nestjs-idenfy/client';
import { describe, expect, it } from 'vitest';
import { failureOf, SCAN_REF, startClient } from '../support/client-under-test.js';
import { answer, cut, silence } from '../support/scripted-server.js';

describe('the retry of a read', () => {
  it.each([429, 500, 502, 503, 504])('follows status %i', async (status) => {
    const { server, retrieval, collect } = await startClient();
    const retried = collect('retried');
    server.on('/api/v2/status', answer(status), answer(200, { status: 'ACTIVE' }));

    expect(await retrieval.status(SCAN_REF)).toEqual({ status: 'ACTIVE' });

    expect(server.requests).toHaveLength(2);
    expect(retried).toMatchObject([{ operation: 'readStatus', attempt: 1, delayMs: 1000 }]);
  });

  it.each(['INTERNAL_ERROR', 'TOO_MANY_REQUESTS'])(
    'follows the identifier %s at any status',
    async (identifier) => {
      const { server, retrieval } = await startClient();
      server.on('/api/v2/data', answer(400, { identifier }), answer(200, { identifier }), answer(200, {}));

      expect(await retrieval.data(SCAN_REF)).toEqual({});
      expect(server.requests).toHaveLength(3);
    },
  );

  it('waits 1, 2 and 4 seconds, and gives up after the fourth attempt', async () => {
    const { server, retrieval, collect } = await startClient();
    const retried = collect('retried');
    const gaveUp = collect('gaveUp');
    server.on('/api/v2/status', answer(500));

    const error = await failureOf(retrieval.status(SCAN_REF));

    expect(error).toBeInstanceOf(IdenfyApiError);
    expect(error).toMatchObject({ status: 500, attempts: 4, httpStatus: 502, retryable: true });
    expect(server.requests).toHaveLength(4);
    expect(retried.map(({ delayMs }) => delayMs)).toEqual([1000, 2000, 4000]);
    expect(gaveUp).toEqual([
      { operation: 'readStatus', account: 'default', attempt: 4, reason: 'IdenfyApiError 500' },
    ]);
  });

  it.each([400, 401, 402, 403, 404, 409, 501])('does not follow status %i', async (status) => {
    const { server, retrieval } = await startClient();
    server.on('/api/v2/status', answer(status, { message: 'no' }));

    expect(await failureOf(retrieval.status(SCAN_REF))).toMatchObject({ status, attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });

  it('follows a cut connection', async () => {
    const { server, retrieval } = await startClient();
    server.on('/api/v2/status', cut, answer(200, { status: 'ACTIVE' }));

    expect(await retrieval.status(SCAN_REF)).toEqual({ status: 'ACTIVE' });
    expect(server.requests).toHaveLength(2);
  });

  it('applies to a deletion after a cut connection, which is idempotent', async () => {
    const { server, deletion } = await startClient();
    server.on('/api/v2/delete', cut, answer(200));

    await deletion.delete(SCAN_REF);
    expect(server.requests).toHaveLength(2);
  });

  it('allows 10 seconds for one attempt and 30 for all', async () => {
    const { server, clock, retrieval, collect } = await startClient();
    const retried = collect('retried');
    server.on('/api/v2/status', silence);
    server.onRequest(() => setImmediate(() => void clock.advance(10_000)));
    const startedAt = clock.now().getTime();

    const error = await failureOf(retrieval.status(SCAN_REF));

    expect(error).toBeInstanceOf(IdenfyTimeoutError);
    expect(error).toMatchObject({ clock: 'total', attempts: 3, httpStatus: 504, answerLost: true });
    expect(server.requests).toHaveLength(3);
    expect(retried.map(({ delayMs }) => delayMs)).toEqual([1000, 2000]);
    expect(clock.now().getTime() - startedAt).toBeLessThanOrEqual(33_000);
  });

  it('gives up on an answer that arrives byte by byte', async () => {
    const { server, clock, retrieval } = await startClient(() => ({ http: { maxRetries: 0 } }));
    server.on('/api/v2/status', (response) => response.writeHead(200).write('{'));
    server.onRequest(() => setImmediate(() => void clock.advance(10_000)));

    expect(await failureOf(retrieval.status(SCAN_REF))).toMatchObject({
      name: 'IdenfyTimeoutError',
      clock: 'try',
    });
  });
});

describe('Retry-After', () => {
  it.each([
    ['in seconds', '7'],
    ['as a date', 'Fri, 20 Nov 2026 10:00:07 GMT'],
  ])('is honoured %s', async (_form, value) => {
    const { server, retrieval, collect } = await startClient();
    const retried = collect('retried');
    server.on('/api/v2/status', answer(429, '', { 'retry-after': value }), answer(200, { status: 'ACTIVE' }));

    await retrieval.status(SCAN_REF);

    expect(retried).toMatchObject([{ delayMs: 7000 }]);
  });

  it.each([429, 500, 503])('ends the call at once when it exceeds the time left (%i)', async (status) => {
    const { server, retrieval } = await startClient();
    server.on('/api/v2/status', answer(status, '', { 'retry-after': '120' }));

    expect(await failureOf(retrieval.status(SCAN_REF))).toMatchObject({
      status,
      httpStatus: 503,
      retryAfterSeconds: 120,
      attempts: 1,
    });
    expect(server.requests).toHaveLength(1);
  });
});
