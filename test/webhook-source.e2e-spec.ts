import { aWebhook, signWebhook } from 'nestjs-idenfy/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { KycApp, type KycAppSetup } from './support/kyc-app.js';

const KEY = 'a-signing-key-of-this-test';

describe.each(['express', 'fastify'] as const)('where callbacks may come from, on %s', (adapter) => {
  let kyc: KycApp;
  afterEach(() => kyc.close());

  const start = async (allowedAddresses: string[] | undefined, setup: KycAppSetup = {}) => {
    const webhooks = allowedAddresses ? { allowedAddresses } : {};
    kyc = await KycApp.start({ adapter, options: { webhooks }, ...setup });
  };
  const deliver = async (forwardedFor?: string) => {
    const { body, headers } = signWebhook(aWebhook(), KEY);
    const from: Record<string, string> =
      forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor };
    return kyc.request('POST', '/idenfy/webhooks', { body, headers: { ...headers, ...from } });
  };

  it('is anywhere unless it is said', async () => {
    await start(undefined);

    expect((await deliver()).status).toBe(200);
  });

  it('is nowhere else, not even with a signature', async () => {
    await start(['203.0.113.0/24']);

    expect(await deliver()).toMatchObject({ status: 403, body: { statusCode: 403, actor: 'user' } });
    // nobody told the adapter to believe this
    expect((await deliver('203.0.113.9')).status).toBe(403);
    expect(await kyc.database.query('select from idenfy_webhook')).toEqual([]);
  });

  it('is what the trusted proxy says, and not what a stranger told the proxy', async () => {
    await start(['203.0.113.0/24'], { behindProxy: true });

    expect((await deliver('203.0.113.9')).status).toBe(200);
    expect((await deliver('198.51.100.1')).status).toBe(403);
    expect((await deliver('203.0.113.9, 198.51.100.1')).status).toBe(403);
    expect((await deliver()).status).toBe(403);
  });

  it('asks strangers with the right address for the signature as well', async () => {
    await start(['127.0.0.1', '::1']);
    const { body } = signWebhook(aWebhook(), KEY);

    expect((await kyc.request('POST', '/idenfy/webhooks', { body })).status).toBe(401);
    expect((await deliver()).status).toBe(200);
  });
});
