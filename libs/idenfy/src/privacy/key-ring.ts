import { createHash, hkdfSync } from 'node:crypto';
import { inspect } from 'node:util';
import { IdenfyConfigurationError } from '../errors/idenfy-configuration.error.js';

const KEY_BYTES = 32;
const KEY_FORM = /^([A-Za-z0-9_.-]{1,32}):([A-Za-z0-9+/]{43}=)$/;

/** One AES-256 key and the name that is written beside every value it sealed. */
export interface EncryptionKey {
  readonly id: string;
  readonly bytes: Buffer;
}

/** The keys for personal data at rest. The first one writes, all of them read. */
export class KeyRing {
  readonly #keys: ReadonlyMap<string, Buffer>;
  readonly #writing: EncryptionKey;

  constructor(keys: readonly EncryptionKey[]) {
    const [first] = keys;
    if (!first)
      throw new IdenfyConfigurationError({ option: 'encryptionKeys', mend: 'give at least one key' });
    this.#writing = first;
    this.#keys = new Map(keys.map((key) => [key.id, key.bytes]));
  }

  /** The key that new values are sealed with. */
  get writing(): EncryptionKey {
    return this.#writing;
  }

  find(id: string): Buffer | undefined {
    return this.#keys.get(id);
  }

  /** Names and fingerprints: enough to compare two deployments, of no use to anybody else. */
  describe(): { id: string; fingerprint: string }[] {
    return [...this.#keys].map(([id, bytes]) => ({
      id,
      fingerprint: createHash('sha256').update(bytes).digest('hex').slice(0, 8),
    }));
  }

  toJSON(): object {
    return this.describe();
  }

  [inspect.custom](): string {
    return `KeyRing ${inspect(this.describe())}`;
  }
}

/** Reads keys written as `id:base64(32 bytes)`. */
export function parseEncryptionKeys(keys: readonly string[]): EncryptionKey[] {
  const seen = new Set<string>();
  return keys.map((text, index) => {
    const [, id, base64] = KEY_FORM.exec(text.trim()) ?? [];
    if (id === undefined || base64 === undefined) {
      throw new IdenfyConfigurationError({
        option: `encryptionKeys[${index}]`,
        mend: 'write it as id:base64 of 32 random bytes, for example made by `openssl rand -base64 32`',
      });
    }
    if (seen.has(id)) {
      throw new IdenfyConfigurationError({
        option: `encryptionKeys[${index}]`,
        mend: 'give every key an id of its own',
      });
    }
    seen.add(id);
    return { id, bytes: Buffer.from(base64, 'base64') };
  });
}

/** A key for machines of developers: stable as long as the API secret is. Production asks for real ones. */
export function developmentKey(account: string, apiSecret: string): EncryptionKey {
  const bytes = hkdfSync('sha256', apiSecret, 'nestjs-idenfy', `encryption at rest: ${account}`, KEY_BYTES);
  return { id: `dev-${account}`.slice(0, 32), bytes: Buffer.from(bytes) };
}
