import { inspect } from 'node:util';
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

describe('the creation of a token', () => {
  const path = '/api/v2/token';
  const list = '/kyc/identifications/';
  const sessions = (...scanRefs: string[]) => ({
    results: scanRefs.map((scanRef) => ({ scanRef, status: 'ACTIVE' })),
    next: null,
  });

  /** And the second before a lookup takes no time either. */
  async function startWithoutPause(): Promise<ClientUnderTest> {
    const subject = await startClient();
    subject.client.events.on('gaveUp', () => setImmediate(() => void subject.clock.advance(1_000)));
    return subject;
  }

  it('shows no token when the answer is printed, in redirectUrl neither', async () => {
    const { server, tokens } = await startClient();
    const redirectUrl = `https://ivs.idenfy.com/api/v2/redirect?authToken=${SESSION.authToken}`;
    server.on(path, answer(201, { ...SESSION, redirectUrl, digitString: SESSION.authToken }));

    const created = await tokens.create({ clientId: 'ada' });

    expect(created).toMatchObject({ ...SESSION, redirectUrl });
    expect(inspect({ created }, { depth: 9 })).not.toContain(SESSION.authToken);
  });

  it('always sends expiryTime and sessionLength', async () => {
    const { server, tokens } = await startClient();
    server.on(path, answer(201, SESSION));

    await tokens.create({ clientId: 'ada' });
    await tokens.create({ clientId: 'ada', expiryTime: 60, sessionLength: 90 });

    expect(server.requests.map(({ body }) => JSON.parse(body))).toEqual([
      { clientId: 'ada', expiryTime: 3600, sessionLength: 1800 },
      { clientId: 'ada', expiryTime: 60, sessionLength: 90 },
    ]);
  });

  it('is refused before it is sent when it breaks a documented rule', async () => {
    const { server, tokens } = await startClient();

    const error = await failureOf(tokens.create({ clientId: 'ada', sessionLength: 59 }));

    expect(error).toBeInstanceOf(IdenfyValidationError);
    expect(error).toMatchObject({ field: 'sessionLength', httpStatus: 400 });
    expect(server.requests).toHaveLength(0);
  });

  it.each([429, 500, 502, 503])(
    'is repeated after %i, which says that no session was created',
    async (status) => {
      const { server, tokens } = await startClient();
      server.on(path, answer(status), answer(201, SESSION));

      expect(await tokens.create({ clientId: 'ada' })).toEqual(SESSION);
      expect(server.requests).toHaveLength(2);
    },
  );

  it('is not repeated after a timeout, because iDenfy may still be working', async () => {
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

  it('is repeated once after a cut connection when the list shows no session', async () => {
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

  it('is not repeated when the list shows an unknown session', async () => {
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

  it('searches every page of the list', async () => {
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

  it('is not repeated when the list cannot be read', async () => {
    const { server, tokens } = await startWithoutPause();
    server.on(path, cut);
    server.on(list, answer(403));

    expect(await failureOf(tokens.create({ clientId: 'ada' }))).toMatchObject({
      name: 'IdenfyNetworkError',
      answerLost: true,
    });
    expect(server.requestsTo(path)).toHaveLength(1);
  });

  it('treats a conflict after its own failed attempt as a lost answer', async () => {
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
  ])('attributes a conflict %s to the person', async (_when, before) => {
    const { server, tokens } = await startClient();
    server.on(path, ...before, answer(409, { message: 'active session' }));

    const error = await failureOf(tokens.create({ clientId: 'ada' }));

    expect(error).toBeInstanceOf(IdenfyApiError);
    expect(error).toMatchObject({ status: 409, httpStatus: 409, actor: 'user' });
    expect(server.requestsTo(list)).toHaveLength(0);
  });

  it('reports that nothing was sent when no connection could be made', async () => {
    const { server, tokens } = await startClient();
    await server.close();

    const error = await failureOf(tokens.create({ clientId: 'ada' }));

    expect(error).toBeInstanceOf(IdenfyNetworkError);
    expect(error).toMatchObject({ retryable: true, attempts: 1, causedBy: 'ECONNREFUSED' });
    expect(error).not.toHaveProperty('answerLost');
  });
});
