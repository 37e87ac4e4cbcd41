import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isLoopbackAddress, isPublicAddress } from './address-ranges.js';
import { ForbiddenAddressError, guardedLookup } from './guarded-lookup.js';

/** Asks a server of this machine by its name, through the guard; the status, or the error of the connection. */
async function ask(isAllowed: (address: string) => boolean): Promise<unknown> {
  const server = createServer((_request, response) => response.end()).listen(0);
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const agent = new Agent({ lookup: guardedLookup(isAllowed) });
  const request = get({ host: 'localhost', port: (server.address() as AddressInfo).port, agent });
  return once(request, 'response').then(
    ([response]: { statusCode: number }[]) => response?.statusCode,
    (error: unknown) => error,
  );
}

describe('the guard of connections', () => {
  it('lets nobody connect whose name resolves to an address that is not allowed', async () => {
    expect(await ask(isPublicAddress)).toBeInstanceOf(ForbiddenAddressError);
  });

  it('lets others through', async () => {
    expect(await ask(isLoopbackAddress)).toBe(200);
  });

  it('passes on that a name does not exist', async () => {
    const error = await new Promise((resolve) =>
      guardedLookup(() => true)('no.such.host.invalid', {}, resolve),
    );
    expect(error).toMatchObject({ syscall: 'getaddrinfo' });
  });
});
