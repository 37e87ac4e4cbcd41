import { inspect } from 'node:util';
import { IdenfyApiError, IdenfyContractError, OPERATIONS, type Operation } from 'nestjs-idenfy/client';
import { describe, expect, it } from 'vitest';
import {
  type ClientUnderTest,
  failureOf,
  SCAN_REF,
  SECRET,
  startClient,
} from '../support/client-under-test.js';
import { answer, cut, type Reply } from '../support/scripted-server.js';

describe('an answer of iDenfy', () => {
  const everyOperation = Object.entries<Operation<unknown, unknown>>(OPERATIONS);

  /** The error of an operation that is met with `reply`. */
  function meet(
    { server, client }: ClientUnderTest,
    operation: Operation<unknown, unknown>,
    reply: Reply,
  ): Promise<unknown> {
    server.on(operation.path.replace(':scanRef', SCAN_REF), reply);
    return failureOf(client.call(operation, {}, { pathParams: { scanRef: SCAN_REF } }));
  }

  it.each(everyOperation)(
    'to %s with status 200 and an error in its body is an error',
    async (_name, operation) => {
      const refusal = { identifier: 'TOKEN_NOT_VALID', message: 'expired', documentation: '' };

      const error = await meet(await startClient(), operation, answer(200, refusal));

      expect(error).toBeInstanceOf(IdenfyApiError);
      expect(error).toMatchObject({ status: 200, identifier: 'TOKEN_NOT_VALID', httpStatus: 410 });
    },
  );

  it.each(everyOperation)('to %s that redirects is not followed', async (_name, operation) => {
    const subject = await startClient();

    const error = await meet(
      subject,
      operation,
      answer(302, '', { location: `${subject.server.url}/other` }),
    );

    expect(error).toBeInstanceOf(IdenfyContractError);
    expect(error).toMatchObject({ status: 302, httpStatus: 502 });
    expect(subject.server.requests).toHaveLength(1);
  });

  it.each([
    ['is HTML', '<html></html>', 'JSON'],
    ['is empty', '', 'a body'],
    ['is blank', ' \n', 'a body'],
    ['is a list', '[]', 'a JSON object'],
    ['is null', 'null', 'a JSON object'],
    ['has no authToken', JSON.stringify({ scanRef: 's' }), 'authToken'],
    ['has an empty scanRef', JSON.stringify({ authToken: 't', scanRef: '' }), 'scanRef'],
    ['breaks off', '{"authToken":"t","sc', 'JSON'],
  ])('to /token that %s is refused', async (_what, body, missing) => {
    const { server, tokens } = await startClient();
    server.on('/api/v2/token', answer(201, body));

    const error = await failureOf(tokens.create({ clientId: 'ada' }));

    expect(error).toBeInstanceOf(IdenfyContractError);
    expect(error).toMatchObject({ missing, httpStatus: 502, answerLost: true });
  });

  it('above the size limit is refused', async () => {
    const { server, retrieval } = await startClient(() => ({ http: { maxResponseBytes: 2_000 } }));
    server.on('/api/v2/status', answer(200, { status: 'x'.repeat(3_000) }));

    expect(await failureOf(retrieval.status(SCAN_REF))).toMatchObject({ name: 'IdenfyContractError' });
  });

  it('with an HTML error page is classified by its status', async () => {
    const { server, retrieval } = await startClient();
    server.on('/api/v2/status', answer(403, '<html>blocked</html>'));

    expect(await failureOf(retrieval.status(SCAN_REF))).toMatchObject({
      status: 403,
      identifier: null,
      httpStatus: 502,
      actor: 'operator',
    });
  });

  it("names the operator when the refused field came from the host's defaults", async () => {
    const { server, tokens } = await startClient();
    const refusal = answer(400, { identifier: 'BAD_VALUE', message: "Field 'theme' is unknown." });
    server.on('/api/v2/token', refusal);

    const request = { clientId: 'ada', theme: '3fd5a5c4-0000-4000-8000-000000000001' };
    expect(await failureOf(tokens.create(request))).toMatchObject({ field: 'theme', httpStatus: 422 });
    expect(await failureOf(tokens.create(request, { defaultedFields: ['theme'] }))).toMatchObject({
      httpStatus: 502,
      actor: 'operator',
    });
  });

  it('leaves no secret and no value in an error', async () => {
    const { server, client } = await startClient(() => ({ http: { maxRetries: 0 } }));
    const leak = { identifier: 'Ada Lovelace', message: `Field 'firstName' must not be Ada for ${SECRET}` };
    for (const reply of [answer(400, leak), answer(200, leak), cut, answer(302), answer(200, '<html>')]) {
      server.on('/api/v2/token', reply);
      server.on('/kyc/identifications/', answer(200, { results: [] }));
      const error = await failureOf(
        client.call(OPERATIONS.createToken, { clientId: 'ada', firstName: 'Ada' }),
      );
      const shown = `${inspect(error, { depth: 9, showHidden: true })} ${JSON.stringify(error)}`;
      expect(shown).not.toMatch(/Ada|Basic|axios|127\.0\.0\.1/i);
      expect(shown).not.toContain(SECRET);
    }
  });
});
