import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  ForbiddenAddressError,
  guardedLookup,
  isLoopbackAddress,
  isPublicAddress,
  downloadTarget,
} from './download-guard.js';

describe('an address', () => {
  it.each([
    '52.218.0.1',
    '1.1.1.1',
    '172.15.255.255',
    '172.32.0.0',
    '2a05:d018::1',
    '2600:1f18::1',
    '::ffff:52.218.0.1',
    '64:ff9b::52.218.0.1',
  ])('of the public internet is %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '::ffff:0:0',
    '64:ff9b::10.0.0.1',
    '64:ff9b::',
    '64:ff9b:1::1',
    'localhost',
    '',
  ])('outside the public internet is %j', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('of this machine is 127.0.0.0/8 or ::1', () => {
    expect(['127.0.0.1', '127.9.9.9', '::1'].every(isLoopbackAddress)).toBe(true);
    expect(['127.evil.example', '::', '0.0.0.0', '10.0.0.1'].some(isLoopbackAddress)).toBe(false);
  });
});

/** Sends a request to a server of this machine by its name, through the guard; the status, or the error of the connection. */
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

describe('the connection guard', () => {
  it('refuses a name that resolves to an address that is not allowed', async () => {
    expect(await ask(isPublicAddress)).toBeInstanceOf(ForbiddenAddressError);
  });

  it('accepts a name that resolves to an allowed address', async () => {
    expect(await ask(isLoopbackAddress)).toBe(200);
  });

  it('reports that a name does not exist', async () => {
    const error = await new Promise((resolve) =>
      guardedLookup(() => true)('no.such.host.invalid', {}, resolve),
    );
    expect(error).toMatchObject({ syscall: 'getaddrinfo' });
  });
});

const hosts = ['*.amazonaws.com', '*.idenfy.com', 'files.example.com'];
const real = 'https://ivs.idenfy.com';
const simulator = 'http://127.0.0.1:4010';

describe('the download guard', () => {
  it.each([
    'https://s3.eu-west-1.amazonaws.com/bucket/front.png?Signature=a%2Fb',
    'https://ivs.idenfy.com/storage/get/1',
    'https://FILES.example.com/front.png',
    'https://files.example.com:443/front.png',
  ])('accepts %s', (link) => {
    expect(downloadTarget(link, hosts, real)?.isLocal).toBe(false);
  });

  it.each([
    'http://s3.eu-west-1.amazonaws.com/front.png',
    'https://amazonaws.com/front.png',
    'https://evil-amazonaws.com/front.png',
    'https://s3.amazonaws.com.evil.example/front.png',
    'https://s3.amazonaws.com./front.png',
    'https://evil.example/?s3.amazonaws.com',
    'https://evil.example#s3.amazonaws.com',
    'https://s3.amazonaws.com@evil.example/front.png',
    'https://key:secret@s3.amazonaws.com/front.png',
    'https://s3.amazonaws.com:8443/front.png',
    'https://169.254.169.254/latest/meta-data',
    'https://2852039166/latest/meta-data',
    'https://0xa9.254.169.254/latest/meta-data',
    'https://[::ffff:169.254.169.254]/latest/meta-data',
    'https://[fd00:ec2::254]/latest/meta-data',
    'file:///etc/passwd',
    'ftp://s3.amazonaws.com/front.png',
    'data:image/png;base64,AAAA',
    '//s3.amazonaws.com/front.png',
    '',
  ])('refuses %s', (link) => {
    expect(downloadTarget(link, hosts, real)).toBeUndefined();
  });

  const local = [
    'http://127.0.0.1:4010/files/front',
    'http://localhost:4010/files/front',
    'http://[::1]:4010/files/front',
    'http://2130706433:4010/files/front',
    'http://0177.1:4010/files/front',
  ];

  it.each(local)('accepts %s while the account is a simulator on this machine', (link) => {
    expect(downloadTarget(link, hosts, simulator)?.isLocal).toBe(true);
  });

  it.each([...local, 'http://[::ffff:127.0.0.1]:4010/', 'http://0.0.0.0:4010/', 'http://localhost.:4010/'])(
    'refuses %s otherwise',
    (link) => {
      expect(downloadTarget(link, hosts, real)).toBeUndefined();
    },
  );
});
