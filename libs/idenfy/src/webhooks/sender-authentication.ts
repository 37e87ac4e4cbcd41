import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';
import { inspect } from 'node:util';
import { requireText } from '../client/options.js';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';
import type { SignatureProblem } from '../errors/refusal.errors.js';
import type { KeyRing } from '../privacy/field-cipher.js';
import type { IdenfyAccountSigningKeys, WebhookOptions } from './webhook.options.js';

/**
 * The length of the keys that iDenfy's dashboard asks for (D:security/callback-signing), in bytes. With one webhook at hand, a
 * shorter one can be found by trying, so it is warned about.
 */
export const SHORTEST_SIGNING_KEY = 32;

/** What iDenfy's header holds, in either case (D:security/callback-signing). Node throws when lengths differ in a comparison. */
const HEX_SHA256 = /^[0-9a-f]{64}$/i;

/** A key that webhooks are signed with. Printing it shows only the fingerprint. */
export class SigningKey {
  readonly #key: KeyObject;
  /** Names the key in logs and health: a keyed hash, from which a key that people typed cannot be guessed. */
  readonly fingerprint: string;
  /** The fingerprint now, and those under the older encryption keys, which stand beside stored webhooks. */
  readonly fingerprints: readonly string[];

  constructor(key: string, keyRing: KeyRing) {
    this.#key = createSecretKey(Buffer.from(key));
    this.fingerprints = keyRing.fingerprintsOf(key);
    this.fingerprint = this.fingerprints[0] ?? '';
  }

  /** Length of the key, in bytes. */
  get bytes(): number {
    return this.#key.symmetricKeySize ?? 0;
  }

  /** @param pieces the body, whole or in pieces */
  sign(...pieces: readonly Uint8Array[]): Buffer {
    const hmac = createHmac('sha256', this.#key);
    for (const piece of pieces) hmac.update(piece);
    return hmac.digest();
  }

  toJSON(): string {
    return `SigningKey ${this.fingerprint}`;
  }

  [inspect.custom](): string {
    return this.toJSON();
  }
}

export type SignatureCheck = { readonly signedBy: SigningKey } | { readonly problem: SignatureProblem };

/** What is wrong with a signature whatever the body is: it shows before any of the body is read. */
export function signatureProblem(
  signature: string | undefined,
  keys: readonly SigningKey[],
): SignatureProblem | undefined {
  if (keys.length === 0) return 'no-key';
  if (signature === undefined || signature === '') return 'missing';
  return HEX_SHA256.test(signature) ? undefined : 'malformed';
}

/**
 * Which of the keys signed these bytes. iDenfy signs the bytes it sent: parsing and serialising them again would change
 * them, so `body` must be the raw body, whole or in pieces.
 */
export function checkSignature(
  body: Uint8Array | readonly Uint8Array[],
  signature: string | undefined,
  keys: readonly SigningKey[],
): SignatureCheck {
  const problem = signatureProblem(signature, keys);
  if (problem !== undefined) return { problem };
  const given = Buffer.from(signature ?? '', 'hex');
  const pieces = body instanceof Uint8Array ? [body] : body;
  const signedBy = keys.find((key) => timingSafeEqual(key.sign(...pieces), given));
  return signedBy ? { signedBy } : { problem: 'mismatch' };
}

type SenderOptions = Pick<WebhookOptions, 'requireSignature' | 'allowedAddresses'> & {
  readonly signingKeys?: WebhookOptions['signingKeys'] | undefined;
};

/** Whose webhooks are accepted: the addresses they may come from, and each account's signing keys. Injectable. */
export class WebhookSenders {
  readonly #allowed: AddressList | null;
  readonly #keys: ReadonlyMap<string, readonly SigningKey[]>;

  /**
   * @param accounts every account by its name, with its signing keys; `options.signingKeys` are those of `default`
   * @param keyRing makes the fingerprints
   * @throws IdenfyConfigurationError naming the option and the hint
   */
  constructor(
    options: SenderOptions,
    accounts: Readonly<Record<string, IdenfyAccountSigningKeys>>,
    keyRing: KeyRing,
  ) {
    this.#allowed = options.allowedAddresses ? new AddressList(options.allowedAddresses) : null;
    this.#keys = signingKeysByAccount(options, accounts, keyRing);
  }

  /** None for an unknown account, so that a sender cannot find out which accounts exist. */
  signingKeysOf(account: string): readonly SigningKey[] {
    return this.#keys.get(account) ?? [];
  }

  hasAccount(account: string): boolean {
    return this.#keys.has(account);
  }

  /** Whether webhooks may come from every address. */
  get allowsEveryAddress(): boolean {
    return this.#allowed === null;
  }

  allowsAddress(address: string | undefined): boolean {
    return this.#allowed?.has(address) ?? true;
  }
}

function signingKeysByAccount(
  { signingKeys: short, requireSignature }: SenderOptions,
  accounts: Readonly<Record<string, IdenfyAccountSigningKeys>>,
  keyRing: KeyRing,
): ReadonlyMap<string, readonly SigningKey[]> {
  if (short && accounts['default']?.signingKeys) {
    throw new IdenfyConfigurationError({
      option: 'webhooks.signingKeys',
      hint: 'give them here or as accounts.default.signingKeys, not at both places',
    });
  }
  if (short && !accounts['default']) {
    throw new IdenfyConfigurationError({
      option: 'webhooks.signingKeys',
      hint: 'there is no account called default; give them as accounts.<name>.signingKeys',
    });
  }
  const owners = new Map<string, string>();
  return new Map(
    Object.entries(accounts).map(([name, { signingKeys }]) => {
      const isShort = name === 'default' && signingKeys === undefined;
      const option = isShort ? 'webhooks.signingKeys' : `accounts.${name}.signingKeys`;
      const texts = signingKeysFrom(isShort ? short : signingKeys, option, requireSignature);
      refuseSharedKeys(texts, option, name, owners);
      return [name, texts.map((key) => new SigningKey(key, keyRing))];
    }),
  );
}

/** A webhook says nothing of its account, so a key of two accounts would let one decide about the people of the other. */
function refuseSharedKeys(
  keys: readonly string[],
  option: string,
  account: string,
  owners: Map<string, string>,
): void {
  for (const [index, key] of keys.entries()) {
    const owner = owners.get(key);
    if (owner !== undefined) {
      const hint = `give a key of its own: the account '${owner}' has the same one, so its webhooks would pass here as well`;
      throw new IdenfyConfigurationError({ option: `${option}[${index}]`, hint });
    }
    owners.set(key, account);
  }
}

function signingKeysFrom(keys: readonly string[] | undefined, option: string, required: boolean): string[] {
  if (keys === undefined && required) {
    throw new IdenfyConfigurationError({
      option,
      hint:
        'give the signing keys that stand beside the webhook in the dashboard of iDenfy (Settings, Notifications), ' +
        'or an empty list where no webhook of this account is received',
    });
  }
  const texts = (keys ?? []).map((key, index) =>
    requireText(key, `${option}[${index}]`, 'give a text that is not blank'),
  );
  return [...new Set(texts)];
}

const IPV4_IN_IPV6 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const IPV4_WITH_PORT = /^([\d.]+):(\d{1,5})$/;
const IPV6_IN_BRACKETS = /^\[([^\]]+)\](?::(\d{1,5}))?$/;

/**
 * The address alone, as sockets and proxies report it: some proxies add the port, and put IPv6 into brackets.
 *
 * @returns undefined when it is not an address
 */
export function plainAddress(reported: string | undefined): string | undefined {
  const [, bracketed, v6Port = '0'] = IPV6_IN_BRACKETS.exec(reported ?? '') ?? [];
  const [, v4, v4Port = '0'] = IPV4_WITH_PORT.exec(reported ?? '') ?? [];
  const address = bracketed ?? v4 ?? reported ?? '';
  const isWellFormed = (bracketed === undefined || isIPv6(bracketed)) && Math.max(+v6Port, +v4Port) <= 65_535;
  // a socket that listens on IPv6 reports IPv4 peers in this form
  const plain = IPV4_IN_IPV6.exec(address)?.[1] ?? address;
  return isWellFormed && isIP(plain) !== 0 ? plain : undefined;
}

/** Addresses and networks in CIDR notation. */
export class AddressList {
  readonly #list = new BlockList();

  /** @throws IdenfyConfigurationError naming the entry that is neither an address nor a network */
  constructor(entries: readonly string[]) {
    for (const [index, entry] of entries.entries()) {
      if (!this.#add(entry)) {
        throw new IdenfyConfigurationError({
          option: `webhooks.allowedAddresses[${index}]`,
          hint: "give an address or a network in CIDR notation, such as '203.0.113.7' or '2001:db8::/32'",
        });
      }
    }
  }

  /** An unknown address is not on the list. */
  has(address: string | undefined): boolean {
    const plain = plainAddress(address);
    return plain !== undefined && this.#list.check(plain, familyOf(plain));
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
