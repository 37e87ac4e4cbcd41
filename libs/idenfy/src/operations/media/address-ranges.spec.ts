import { describe, expect, it } from 'vitest';
import { isLoopbackAddress, isPublicAddress } from './address-ranges.js';

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
  ])('that is no part of it is %j', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('of this machine is 127.0.0.0/8 or ::1', () => {
    expect(['127.0.0.1', '127.9.9.9', '::1'].every(isLoopbackAddress)).toBe(true);
    expect(['127.evil.example', '::', '0.0.0.0', '10.0.0.1'].some(isLoopbackAddress)).toBe(false);
  });
});
