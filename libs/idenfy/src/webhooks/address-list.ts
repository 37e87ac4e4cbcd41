import { BlockList, isIP, isIPv4 } from 'node:net';
import { IdenfyConfigurationError } from '../errors/idenfy-configuration.error.js';

const IPV4_IN_IPV6 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** Addresses and networks that callbacks may come from. */
export class AddressList {
  readonly #list = new BlockList();

  /** @throws IdenfyConfigurationError naming the entry that is neither an address nor a network */
  constructor(entries: readonly string[]) {
    for (const [index, entry] of entries.entries()) {
      if (!this.#add(entry)) {
        throw new IdenfyConfigurationError({
          option: `webhooks.allowedAddresses[${index}]`,
          mend: "give an address or a network in CIDR notation, such as '203.0.113.7' or '2001:db8::/32'",
        });
      }
    }
  }

  /** An address that cannot be told is not on the list. */
  has(address: string | undefined): boolean {
    // a socket that listens on IPv6 names IPv4 visitors like this
    const plain = IPV4_IN_IPV6.exec(address ?? '')?.[1] ?? address;
    return plain !== undefined && isIP(plain) !== 0 && this.#list.check(plain, familyOf(plain));
  }

  #add(entry: string): boolean {
    const [address = '', bits, ...rest] = entry.split('/');
    if (isIP(address) === 0 || rest.length > 0) return false;
    if (bits === undefined) {
      this.#list.addAddress(address, familyOf(address));
      return true;
    }
    if (!/^\d{1,3}$/.test(bits) || Number(bits) > (isIPv4(address) ? 32 : 128)) return false;
    this.#list.addSubnet(address, Number(bits), familyOf(address));
    return true;
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6';
}
