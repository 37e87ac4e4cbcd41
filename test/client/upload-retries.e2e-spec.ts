import { Readable } from 'node:stream';
import { type IdenfyClient, OPERATIONS } from 'nestjs-idenfy/client';
import { describe, expect, it } from 'vitest';
import { startClient } from '../support/client-under-test.js';
import { answer, cut, silence } from '../support/scripted-server.js';

describe('an upload of images', () => {
  const path = '/api/v2/process';

  /** Sends a body that is made anew for each try, and tells how often that was. */
  async function send(client: IdenfyClient) {
    let made = 0;
    const body = () => {
      made++;
      return { contentLength: 4, stream: Readable.from([Buffer.from('{"a'), Buffer.from('"')]) };
    };
    const outcome = await client.call(OPERATIONS.processImages, undefined, { body }).then(
      () => 'accepted' as const,
      (error: unknown) => error,
    );
    return { outcome, made };
  }

  it.each([429, 503])('is repeated after %i with a new body', async (status) => {
    const { server, client } = await startClient();
    server.on(path, answer(status), answer(200));

    expect(await send(client)).toEqual({ outcome: 'accepted', made: 2 });
    expect(server.requests.map(({ body, headers }) => [body, headers['content-length']])).toEqual([
      ['{"a"', '4'],
      ['{"a"', '4'],
    ]);
  });

  it.each([
    ['500', answer(500)],
    ['502', answer(502)],
    ['504', answer(504)],
    ['a cut connection', cut],
  ])('is not repeated after %s, which leaves open what iDenfy received', async (_mishap, reply) => {
    const { server, client } = await startClient();
    server.on(path, reply);

    const { outcome, made } = await send(client);

    expect(outcome).toMatchObject({ answerLost: true, retryable: false, attempts: 1 });
    expect(made).toBe(1);
  });

  it('allows 60 seconds for one attempt', async () => {
    const { server, clock, client } = await startClient();
    server.on(path, silence);
    server.onRequest(() => setImmediate(() => void clock.advance(59_999).then(() => clock.advance(1))));

    const startedAt = clock.now().getTime();
    expect((await send(client)).outcome).toMatchObject({ name: 'IdenfyTimeoutError', answerLost: true });
    expect(clock.now().getTime() - startedAt).toBe(60_000);
    expect(server.requests).toHaveLength(1);
  });

  it('is refused by an error in an answer with status 200', async () => {
    const { server, client } = await startClient();
    server.on(
      path,
      answer(200, { identifier: 'MISSING_VALUE', message: "No image provided for step 'BACK'" }),
    );

    expect((await send(client)).outcome).toMatchObject({
      name: 'IdenfyApiError',
      status: 200,
      httpStatus: 422,
      identifier: 'MISSING_VALUE',
      field: 'images.BACK',
    });
  });

  it('is not successful when the answer is an HTML page', async () => {
    const { server, client } = await startClient();
    server.on(path, answer(200, '<html>'));

    expect((await send(client)).outcome).toMatchObject({ name: 'IdenfyContractError', answerLost: true });
  });
});
