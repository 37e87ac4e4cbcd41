import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

/** Says that a host name resolves to where we must not go. */
export class ForbiddenAddressError extends Error {}

/**
 * Resolves names for connections, and refuses a name if any of its addresses is not allowed. It is asked when
 * the connection is made, so that a name cannot change its mind between a check and its use.
 */
export function guardedLookup(isAllowed: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        callback(error, []);
      } else if (addresses.length === 0 || !addresses.every(({ address }) => isAllowed(address))) {
        callback(new ForbiddenAddressError(), []);
      } else if (options.all === true) {
        callback(null, addresses);
      } else {
        callback(null, addresses[0]?.address ?? '', addresses[0]?.family);
      }
    });
  };
}
