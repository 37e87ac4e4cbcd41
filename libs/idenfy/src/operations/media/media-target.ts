import { isLoopbackHost } from '../../client/option-checks.js';

/** A link that may be followed. */
export interface MediaTarget {
  readonly url: URL;
  /** On this machine, as everything is while the account is a simulator. */
  readonly isLocal: boolean;
}

/**
 * The fence around downloads: links come with answers, and whoever could plant one would make us fetch from our
 * own network. Takes only HTTPS on the default port of the given hosts, and this machine while the account's
 * own base URL is on it. What the host name resolves to is checked once more when the connection is made.
 */
export function mediaTarget(
  link: string,
  hosts: readonly string[],
  accountBaseUrl: string,
): MediaTarget | undefined {
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
