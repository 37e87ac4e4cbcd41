import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KycApp } from '../support/kyc-app.js';

const badValue = (field: string) => ({
  status: 400,
  body: { identifier: 'BAD_VALUE', message: `Field '${field}' must not be 'Ada Lovelace'.` },
});

/** What iDenfy says, what our caller reads, and what staff read of the attempt. */
const REFUSALS = [
  [
    badValue('locale'),
    { statusCode: 422, actor: 'user', field: 'locale', identifier: 'BAD_VALUE' },
    'BAD_VALUE',
  ],
  [badValue('country'), { statusCode: 502, actor: 'operator', field: 'country' }, 'BAD_VALUE'],
  [{ status: 401, body: { message: 'Ada Lovelace' } }, { statusCode: 502, actor: 'operator' }, 'HTTP_401'],
  [{ status: 402, body: { message: 'Ada Lovelace' } }, { statusCode: 502, actor: 'operator' }, 'HTTP_402'],
  [{ status: 403, body: { message: 'Ada Lovelace' } }, { statusCode: 502, actor: 'operator' }, 'HTTP_403'],
  [{ status: 404, body: 'Ada Lovelace' }, { statusCode: 502, actor: 'developer' }, 'HTTP_404'],
  [{ status: 409, body: { message: 'Ada Lovelace' } }, { statusCode: 409, actor: 'user' }, 'HTTP_409'],
  [
    { status: 429, headers: { 'retry-after': '7' } },
    { statusCode: 503, retryable: true },
    'TOO_MANY_REQUESTS',
  ],
] as const;

describe('a start that iDenfy refuses', () => {
  let kyc: KycApp;
  const start = (caller: string) =>
    kyc.request('POST', '/idenfy/verifications', { caller, body: { locale: 'xx' } });

  beforeAll(async () => {
    kyc = await KycApp.start({ options: { defaults: { country: 'LT' }, http: { maxRetries: 0 } } });
  });
  afterAll(() => kyc.close());

  it.each(REFUSALS)('with %j is answered with %j', async (fault, answer, startError) => {
    const person = `refused-${fault.status}-${answer.statusCode}`;
    kyc.simulator.fault({ path: '/api/v2/token', ...fault });

    const { body, text } = await start(person);

    expect(body).toMatchObject(answer);
    expect(text).not.toContain('Lovelace');
    const seen = await kyc.request('GET', `/idenfy/verifications?clientId=${person}`, {
      caller: 'staff:mary',
    });
    expect(seen.body['items']).toMatchObject([
      { status: 'START_FAILED', final: true, startError, scanRef: null },
    ]);
  });

  it("passes iDenfy's Retry-After on", async () => {
    kyc.simulator.fault({ path: '/api/v2/token', status: 429, headers: { 'retry-after': '7' } });

    expect((await start('in-a-hurry')).headers.get('retry-after')).toBe('7');
  });

  it("is answered with 502 when iDenfy's answer cannot be understood", async () => {
    kyc.simulator.fault({ path: '/api/v2/token', status: 200, body: '<html>Ada Lovelace</html>' });

    const { body, text } = await start('behind-a-proxy');

    expect(body).toMatchObject({ statusCode: 502, actor: 'vendor', identifier: null });
    expect(text).not.toMatch(/Lovelace|html/);
  });
});
