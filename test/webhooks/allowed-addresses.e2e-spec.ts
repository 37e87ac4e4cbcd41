import { Logger } from '@nestjs/common';
import { IdenfyClock, SystemClock } from 'nestjs-idenfy';
import { aWebhook, signWebhook } from 'nestjs-idenfy/testing';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { KycApp, type KycAppSetup } from '../support/kyc-app.js';

const KEY = 'a-signing-key-of-this-test';

describe.each(['express', 'fastify'] as const)('the address that a webhook comes from, on %s', (adapter) => {
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

  it('may be any address by default', async () => {
    await start(undefined);

    expect((await deliver()).status).toBe(200);
  });

  it('must be an allowed one, even with a valid signature', async () => {
    await start(['203.0.113.0/24']);

    expect(await deliver()).toMatchObject({ status: 403, body: { statusCode: 403, actor: 'user' } });
    // the adapter is not configured to trust this header
    expect((await deliver('203.0.113.9')).status).toBe(403);
    expect(await kyc.database.query('select from idenfy_webhook')).toEqual([]);
  });

  it('is the one that the trusted proxy reports, not one forged by the sender', async () => {
    await start(['203.0.113.0/24'], { behindProxy: true });

    expect((await deliver('203.0.113.9')).status).toBe(200);
    expect((await deliver('198.51.100.1')).status).toBe(403);
    expect((await deliver('203.0.113.9, 198.51.100.1')).status).toBe(403);
    expect((await deliver()).status).toBe(403);
  });

  it('may come with a port, and in brackets', async () => {
    await start(['203.0.113.0/24', '2001:db8::/32'], { behindProxy: true });

    expect((await deliver('203.0.113.7:51008')).status).toBe(200);
    expect((await deliver('[2001:db8::1]:443')).status).toBe(200);
    expect((await deliver('203.0.113.7:evil')).status).toBe(403);
    expect((await deliver('[2001:db9::1]:443')).status).toBe(403);
  });

  it('is logged when it is refused, at most once a minute', async () => {
    let elapsedMs = 0;
    const clock = new SystemClock();
    vi.spyOn(clock, 'elapsedMs').mockImplementation(() => elapsedMs);
    await start(['203.0.113.0/24'], {
      behindProxy: true,
      testing: (builder) => builder.overrideProvider(IdenfyClock).useValue(clock),
    });
    const warn = vi.spyOn(Logger.prototype, 'warn').mockReturnValue();
    onTestFinished(() => warn.mockRestore());

    for (const address of ['198.51.100.1', '198.51.100.2', '198.51.100.3']) await deliver(address);
    elapsedMs = 60_000;
    await deliver('203.0.113.7:evil');

    expect(warn.mock.calls.map(([line]) => String(line))).toEqual([
      expect.stringMatching(
        /^A webhook from 198\.51\.100\.1 was refused \(403\): it is not in webhooks\.allowedAddresses/,
      ),
      expect.stringMatching(
        /^A webhook from an address that cannot be read was refused .* 2 more were refused/,
      ),
    ]);
  });

  it('does not replace the signature', async () => {
    await start(['127.0.0.1', '::1']);
    const { body } = signWebhook(aWebhook(), KEY);

    expect((await kyc.request('POST', '/idenfy/webhooks', { body })).status).toBe(401);
    expect((await deliver()).status).toBe(200);
  });
});
