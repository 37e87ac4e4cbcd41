import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { inspect } from 'node:util';
import { Optional, requireText } from '../client/options.js';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';

/** The key that signs the manifests of evidence packs. Printing it shows nothing of it. */
export class EvidenceSigningKey {
  readonly #key: KeyObject;

  private constructor(key: KeyObject) {
    this.#key = key;
  }

  /** @throws IdenfyConfigurationError without quoting the value */
  static from(value: unknown, option: string): EvidenceSigningKey {
    if (value instanceof EvidenceSigningKey) return value;
    const hint =
      'give a private Ed25519 key as PEM, or as base64 of its DER: `openssl genpkey -algorithm ed25519` makes one';
    const key = privateKeyIn(requireText(value, option, hint));
    if (key?.asymmetricKeyType !== 'ed25519') throw new IdenfyConfigurationError({ option, hint });
    return new EvidenceSigningKey(key);
  }

  sign(bytes: Buffer): Buffer {
    return sign(null, bytes, this.#key);
  }

  /** Of the public key: tells which key verifies a pack. */
  get fingerprint(): string {
    return fingerprintOf(createPublicKey(this.#key));
  }

  toJSON(): string {
    return 'EvidenceSigningKey';
  }

  [inspect.custom](): string {
    return 'EvidenceSigningKey';
  }
}

/** SHA-256 of a public key in DER, in hex. */
export function fingerprintOf(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

function privateKeyIn(text: string): KeyObject | undefined {
  try {
    return text.startsWith('-----')
      ? createPrivateKey(text)
      : createPrivateKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'pkcs8' });
  } catch {
    return undefined;
  }
}

/** How evidence is made verifiable. Injectable. */
export class EvidenceOptions {
  /**
   * Private Ed25519 key that signs the manifest of each evidence pack: PEM, or base64 of its DER (PKCS #8) in one line.
   * `nestjs-idenfy evidence verify` checks a pack with the public key.
   * @default none: packs are not signed
   */
  @Optional((value, option) => EvidenceSigningKey.from(value, option)) signingKey?: EvidenceSigningKey;
}

/** How evidence is made verifiable. Part of `IdenfyOptions`. */
export interface IdenfyEvidenceOptions {
  /** {@inheritDoc EvidenceOptions.signingKey} */
  signingKey?: string | undefined;
}
