import { IdenfyCircuitError, type IdenfyRetrievalService } from 'nestjs-idenfy/client';
import { describe, expect, it } from 'vitest';
import { failureOf, SCAN_REF, startClient } from '../support/client-under-test.js';
import { answer, silence } from '../support/scripted-server.js';

const path = '/api/v2/status';
const active = answer(200, { status: 'ACTIVE' });

describe('the circuit', () => {
  const once = { http: { maxRetries: 0 } };

  async function ask(retrieval: IdenfyRetrievalService, times: number, account?: string): Promise<void> {
    for (let time = 0; time < times; time++) {
      await retrieval.status(SCAN_REF, { ...(account && { account }) }).catch(() => undefined);
    }
  }

  it('opens when half of 20 operations failed, and sends nothing while open', async () => {
    const { server, client, retrieval } = await startClient(() => once);
    server.on(path, active);
    await ask(retrieval, 10);
    server.on(path, answer(500));
    await ask(retrieval, 9);
    expect(client.circuitState()).toBe('closed');
    await ask(retrieval, 1);
    expect(client.circuitState()).toBe('open');

    const error = await failureOf(retrieval.status(SCAN_REF));

    expect(error).toBeInstanceOf(IdenfyCircuitError);
    expect(error).toMatchObject({ httpStatus: 503, retryAfterSeconds: 10, retryable: true });
    expect(server.requests).toHaveLength(20);
  });

  it.each([
    ['refusals', answer(400)],
    ['rate limits', answer(429)],
    ['answers it does not understand', answer(200, '<html>')],
  ])('does not open for %s', async (_what, reply) => {
    const { server, client, retrieval } = await startClient(() => once);
    server.on(path, reply);

    await ask(retrieval, 40);

    expect(client.circuitState()).toBe('closed');
  });

  it('counts an operation with several attempts once', async () => {
    const { server, client, retrieval } = await startClient();
    server.on(path, answer(500));

    await ask(retrieval, 19);

    expect(server.requests).toHaveLength(76);
    expect(client.circuitState()).toBe('closed');
  });

  it('ignores failures older than 30 seconds', async () => {
    const { server, clock, client, retrieval } = await startClient(() => once);
    server.on(path, answer(500));
    await ask(retrieval, 19);

    await clock.advance(31_000);
    await ask(retrieval, 1);

    expect(client.circuitState()).toBe('closed');
  });

  it('lets a trial through after 10 seconds and closes when it succeeds', async () => {
    const { server, clock, client, retrieval } = await startClient(() => once);
    server.on(path, answer(500));
    await ask(retrieval, 20);
    expect(client.circuitState()).toBe('open');

    await clock.advance(10_000);
    await ask(retrieval, 1);
    expect(server.requests).toHaveLength(21);
    expect(client.circuitState()).toBe('open');

    await clock.advance(10_000);
    server.on(path, active);
    await ask(retrieval, 1);
    expect(client.circuitState()).toBe('closed');

    server.on(path, answer(500));
    await ask(retrieval, 18);
    expect(client.circuitState()).toBe('closed');
  });

  it('is not closed by a trial that its caller cancelled', async () => {
    const { server, clock, client, retrieval } = await startClient(() => once);
    server.on(path, answer(500));
    await ask(retrieval, 20);
    await clock.advance(10_000);
    const caller = new AbortController();
    server.on(path, silence);
    server.onRequest(() => caller.abort());

    await failureOf(retrieval.status(SCAN_REF, { signal: caller.signal }));

    expect(client.circuitState()).toBe('open');
  });

  it('is separate for each account', async () => {
    const { server, client, retrieval } = await startClient((url) => ({
      ...once,
      accounts: {
        default: { apiKey: 'a', apiSecret: 'b', baseUrl: url },
        eu: { apiKey: 'c', apiSecret: 'd', baseUrl: `${url}/eu` },
      },
    }));
    server.on(`/eu${path}`, answer(500));
    server.on(path, active);

    await ask(retrieval, 20, 'eu');

    expect(client.circuitState('eu')).toBe('open');
    expect(await retrieval.status(SCAN_REF)).toEqual({ status: 'ACTIVE' });
  });
});
