import {
  IdenfyApiError,
  IdenfyLostAnswerError,
  IdenfyNetworkError,
  IdenfyValidationError,
} from 'nestjs-idenfy/client';
import { describe, expect, it } from 'vitest';
import { type ClientUnderTest, failureOf, SCAN_REF, startClient } from '../support/client-under-test.js';
import { answer, cut, silence } from '../support/scripted-server.js';

const SESSION = { authToken: 'Tk0aPQxMZ3cRrIwnDgWJPrQ5GQPZ6eHkqV8Xk2Lw', scanRef: SCAN_REF };

describe('creating a token', () => {
  const path = '/api/v2/token';
  const list = '/kyc/identifications/';
  const sessions = (...scanRefs: string[]) => ({
    results: scanRefs.map((scanRef) => ({ scanRef, status: 'ACTIVE' })),
    next: null,
  });

  /** And the second before a look-up takes no time either. */
  async function startWithoutPause(): Promise<ClientUnderTest> {
    const subject = await startClient();
    subject.client.events.on('gaveUp', () => setImmediate(() => void subject.clock.advance(1_000)));
    return subject;
  }

  it('always says how long the session may last', async () => {
    const { server, tokens } = await startClient();
    server.on(path, answer(201, SESSION));

    await tokens.create({ clientId: 'ada' });
    await tokens.create({ clientId: 'ada', expiryTime: 60, sessionLength: 90 });

    expect(server.requests.map(({ body }) => JSON.parse(body))).toEqual([
      { clientId: 'ada', expiryTime: 3600, sessionLength: 1800 },
      { clientId: 'ada', expiryTime: 60, sessionLength: 90 },
    ]);
  });

  it('sends nothing that breaks a documented rule', async () => {
    const { server, tokens } = await startClient();

    const error = await failureOf(tokens.create({ clientId: 'ada', sessionLength: 59 }));

    expect(error).toBeInstanceOf(IdenfyValidationError);
    expect(error).toMatchObject({ field: 'sessionLength', httpStatus: 400 });
    expect(server.requests).toHaveLength(0);
  });

  it.each([429, 500, 502, 503])(
    'asks again after %i, an answer that says it was not done',
    async (status) => {
      const { server, tokens } = await startClient();
      server.on(path, answer(status), answer(201, SESSION));

      expect(await tokens.create({ clientId: 'ada' })).toEqual(SESSION);
      expect(server.requests).toHaveLength(2);
    },
  );

  it('does not ask again after silence, because iDenfy may still be at work', async () => {
    const { server, clock, tokens } = await startClient();
    server.on(path, silence);
    server.onRequest(() => setImmediate(() => void clock.advance(10_000)));

    expect(await failureOf(tokens.create({ clientId: 'ada' }))).toMatchObject({
      name: 'IdenfyTimeoutError',
      attempts: 1,
      retryable: false,
      answerLost: true,
    });
    expect(server.requests).toHaveLength(1);
  });

  it('asks once more after a cut connection, when the list shows no session', async () => {
    const { server, tokens } = await startWithoutPause();
    server.on(path, cut, answer(201, SESSION));
    server.on(list, answer(200, sessions()));

    expect(await tokens.create({ clientId: 'ada' })).toEqual(SESSION);

    expect(server.requests.map(({ url }) => url)).toEqual([
      path,
      `${list}?clientId=ada&page=1&perPage=100`,
      path,
    ]);
  });

  it('does not ask again when the list shows a session that nobody knows of', async () => {
    const { server, tokens } = await startWithoutPause();
    server.on(path, cut);
    server.on(list, answer(200, sessions('known', 'lost')));

    const error = await failureOf(
      tokens.create({ clientId: 'ada' }, { knownScanRefs: async () => ['known'] }),
    );

    expect(error).toBeInstanceOf(IdenfyLostAnswerError);
    expect(error).toMatchObject({ candidates: ['lost'], answerLost: true });
    expect(server.requestsTo(path)).toHaveLength(1);
  });

  it('looks through every page of the list', async () => {
    const { server, tokens } = await startWithoutPause();
    server.on(path, cut);
    server.on(
      list,
      answer(200, { results: [{ scanRef: 'old', status: 'APPROVED' }], next: 'https://page-2' }),
      answer(200, sessions('lost')),
    );

    expect(await failureOf(tokens.create({ clientId: 'ada' }))).toMatchObject({ candidates: ['lost'] });
    expect(server.requestsTo(list)).toHaveLength(2);
  });

  it('does not ask again when it cannot look', async () => {
    const { server, tokens } = await startWithoutPause();
    server.on(path, cut);
    server.on(list, answer(403));

    expect(await failureOf(tokens.create({ clientId: 'ada' }))).toMatchObject({
      name: 'IdenfyNetworkError',
      answerLost: true,
    });
    expect(server.requestsTo(path)).toHaveLength(1);
  });

  it("takes a conflict after its own failure for a lost answer, not for the person's doing", async () => {
    const { server, tokens } = await startClient();
    server.on(path, answer(500), answer(409, { message: 'active session' }));
    server.on(list, answer(200, sessions('lost')));

    expect(await failureOf(tokens.create({ clientId: 'ada' }))).toMatchObject({
      name: 'IdenfyLostAnswerError',
      candidates: ['lost'],
    });
  });

  it.each([
    ['at once', []],
    ['after a refusal that did nothing', [answer(429)]],
  ])("leaves a conflict %s the person's", async (_when, before) => {
    const { server, tokens } = await startClient();
    server.on(path, ...before, answer(409, { message: 'active session' }));

    const error = await failureOf(tokens.create({ clientId: 'ada' }));

    expect(error).toBeInstanceOf(IdenfyApiError);
    expect(error).toMatchObject({ status: 409, httpStatus: 409, actor: 'user' });
    expect(server.requestsTo(list)).toHaveLength(0);
  });

  it('tells that nothing was sent when no connection could be made', async () => {
    const { server, tokens } = await startClient();
    await server.close();

    const error = await failureOf(tokens.create({ clientId: 'ada' }));

    expect(error).toBeInstanceOf(IdenfyNetworkError);
    expect(error).toMatchObject({ retryable: true, attempts: 1, causedBy: 'ECONNREFUSED' });
    expect(error).not.toHaveProperty('answerLost');
  });
});
