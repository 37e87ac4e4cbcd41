import { hkdfSync } from 'node:crypto';
import { inspect } from 'node:util';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';
import { parseEncryptionKeys } from '../privacy/field-cipher.js';
import { derivedKey, keyedFingerprint } from '../privacy/keyed-hash.js';

const KEY_BYTES = 32;

/** A key of the audit chains, and the id that each row it linked names. */
export interface AuditKey {
  readonly id: string;
  readonly bytes: Buffer;
}

/** The keys that link rows to chains, and check them. */
export interface ChainKeys {
  /** The key that new rows are linked with. */
  readonly writing: AuditKey;
  find(id: string): Buffer | undefined;
}

/**
 * The keys of the audit chains. The first one links new rows, all of them check stored ones. They stay as they are when
 * encryption keys are rotated: rows of history and audit never change, so a key is needed for as long as a row names it.
 */
export class AuditKeys implements ChainKeys {
  readonly #given: readonly AuditKey[];
  readonly #derived: ReadonlyMap<string, Buffer>;
  readonly writing: AuditKey;

  constructor(keys: readonly AuditKey[]) {
    this.#given = keys;
    this.#derived = new Map(keys.map(({ id, bytes }) => [id, derivedKey(bytes, 'auditChain')]));
    const [first] = keys;
    const bytes = first && this.#derived.get(first.id);
    if (!first || !bytes)
      throw new IdenfyConfigurationError({ option: 'auditKeys', hint: 'give at least one key' });
    this.writing = { id: first.id, bytes };
  }

  find(id: string): Buffer | undefined {
    return this.#derived.get(id);
  }

  /** Ids and fingerprints: enough to compare two deployments, useless for anything else. */
  describe(): { id: string; fingerprint: string }[] {
    return this.#given.map(({ id, bytes }) => ({ id, fingerprint: keyedFingerprint(bytes, 'auditKey', '') }));
  }

  toJSON(): object {
    return this.describe();
  }

  [inspect.custom](): string {
    return `AuditKeys ${inspect(this.describe())}`;
  }
}

/**
 * Reads keys written as `id:base64(32 bytes)`.
 * @throws IdenfyConfigurationError naming the key at fault by its index; it never quotes a key
 */
export function parseAuditKeys(keys: readonly string[]): AuditKeys {
  return new AuditKeys(parseEncryptionKeys(keys, 'auditKeys'));
}

/** A key for machines of developers: it stays the same while the API secret does. Production requires a real one. */
export function developmentAuditKeys(apiSecret: string): AuditKeys {
  const bytes = Buffer.from(hkdfSync('sha256', apiSecret, 'nestjs-idenfy', 'audit key', KEY_BYTES));
  return new AuditKeys([{ id: 'dev', bytes }]);
}
