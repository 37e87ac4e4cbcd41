import { describe, expect, it } from 'vitest';
import { AddressList } from './address-list.js';

describe('a list of addresses', () => {
  const list = new AddressList(['203.0.113.7', '198.51.100.0/24', '2001:db8::/32']);

  it.each([
    ['203.0.113.7', true],
    ['203.0.113.8', false],
    ['198.51.100.255', true],
    ['198.51.101.0', false],
    ['2001:db8:ffff::1', true],
    ['2001:db9::1', false],
    ['::ffff:203.0.113.7', true],
    ['::ffff:203.0.113.8', false],
    ['203.0.113.7, 10.0.0.1', false],
    ['localhost', false],
    ['', false],
    [undefined, false],
  ])('says of %s: %s', (address, allowed) => {
    expect(list.has(address)).toBe(allowed);
  });

  it.each([
    '',
    'localhost',
    '203.0.113',
    '203.0.113.0/33',
    '203.0.113.0/',
    '203.0.113.0/-1',
    '::/129',
    '::/1/2',
  ])('refuses %j at boot, without repeating it', (entry) => {
    expect(() => new AddressList(['203.0.113.7', entry])).toThrow(
      /allowedAddresses\[1\]' .* give an address/,
    );
  });
});
