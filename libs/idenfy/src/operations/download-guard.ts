import { lookup } from 'node:dns';
import { BlockList, isIPv4, isIPv6, type LookupFunction } from 'node:net';
import { isLoopbackHost } from '../client/options.js';

/** A link that may be downloaded from. */
export interface DownloadTarget {
  readonly url: URL;
  /** On this machine, as everything is while the account is a simulator. */
  readonly isLocal: boolean;
}

/**
 * Guards downloads against server-side request forgery: links come with answers, and a planted one would make us request
 * from our own network. Accepts only HTTPS on the default port of the given hosts, and this machine while the account's
 * own base URL is on it. `guardedLookup` checks what the host name resolves to when the connection is made.
 *
 * @returns undefined when the link points elsewhere
 */
export function downloadTarget(
  link: string,
  hosts: readonly string[],
  accountBaseUrl: string,
): DownloadTarget | undefined {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '') {
    return undefined;
  }
  if (isLoopbackHost(url.hostname)) {
    const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
    return isWeb && isLoopbackHost(new URL(accountBaseUrl).hostname) ? { url, isLocal: true } : undefined;
  }
  const isAllowed = url.protocol === 'https:' && url.port === '' && matchesAny(url.hostname, hosts);
  return isAllowed ? { url, isLocal: false } : undefined;
}

function matchesAny(hostname: string, hosts: readonly string[]): boolean {
  return hosts.some((host) => (host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host));
}

/** A host name resolves to an address that must not be connected to. */
export class ForbiddenAddressError extends Error {}

/**
 * Resolves names for connections, and refuses a name if any of its addresses is not allowed. It runs when
 * the connection is made, so that a name cannot resolve to another address between the check and the use.
 */
export function guardedLookup(isAllowed: (address: string) => boolean): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        done(error, []);
      } else if (addresses.length === 0 || !addresses.every(({ address }) => isAllowed(address))) {
        done(new ForbiddenAddressError(), []);
      } else if (options.all === true) {
        done(null, addresses);
      } else {
        done(null, addresses[0]?.address ?? '', addresses[0]?.family);
      }
    });
  };
}

/** Everything of IPv4 that is not the public internet (IANA special-purpose registry). */
const SPECIAL_IPV4 = blockList('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]);

/** The only part of IPv6 that is the public internet, and what in it is not. */
const GLOBAL_IPV6 = blockList('ipv6', [['2000::', 3]]);
const SPECIAL_IPV6 = blockList('ipv6', [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]);

/** Addresses in which an IPv4 address hides: mapped ones, and those of NAT64. */
const EMBEDDING_IPV6 = blockList('ipv6', [
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
]);

/** Whether the address belongs to the public internet, so that no link makes us reach into our own network. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) {
    return !SPECIAL_IPV4.check(address, 'ipv4');
  }
  if (!isIPv6(address) || address.includes('%')) {
    return false;
  }
  if (EMBEDDING_IPV6.check(address, 'ipv6')) {
    return isPublicAddress(embeddedIPv4(address));
  }
  return GLOBAL_IPV6.check(address, 'ipv6') && !SPECIAL_IPV6.check(address, 'ipv6');
}

/** Whether the address is this machine. */
export function isLoopbackAddress(address: string): boolean {
  return address === '::1' || (isIPv4(address) && address.startsWith('127.'));
}

function embeddedIPv4(address: string): string {
  // The URL parser writes every IPv6 address the same way, and its last four bytes as two groups.
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1).split(':');
  const [high = 0, low = 0] = groups.slice(-2).map((group) => Number.parseInt(group || '0', 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

function blockList(family: 'ipv4' | 'ipv6', subnets: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of subnets) {
    list.addSubnet(network, prefix, family);
  }
  return list;
}
