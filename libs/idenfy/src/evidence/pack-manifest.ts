import { createHash, type KeyObject, verify } from 'node:crypto';
import type { EvidenceKind } from '../database/entities/evidence.entity.js';

/** Names in a pack that the manifest does not list, because they are the manifest and its signature. */
export const MANIFEST_PATH = 'manifest.json';
export const SIGNATURE_PATH = 'manifest.sig';

export const MANIFEST_FORMAT = 'nestjs-idenfy evidence 1';

/** A file in a pack. */
export interface ManifestFile {
  readonly path: string;
  readonly bytes: number;
  /** In hex. */
  readonly sha256: string;
  readonly contentType: string;
  /** When it was kept; absent for what was written for the pack. */
  readonly keptAt?: Date;
  /** Of a webhook: when it arrived, and the fingerprint of the key that verified its signature. */
  readonly receivedAt?: Date | null;
  readonly signingKey?: string | null;
}

/** Something that the pack should have and has not. */
export interface ManifestGap {
  readonly kind: EvidenceKind;
  /** `*` stands for all that could not be listed. */
  readonly name: string;
  /** One of the reasons of `docs/evidence.md`. */
  readonly reason: string;
  readonly at: Date | null;
}

/** A row of history or audit in its chain: nothing before it can have been changed without another HMAC. */
export interface ManifestChain {
  /** From 1. */
  readonly position: number;
  readonly mac: string;
}

/** The last links of the audit chains of a verification; null where a chain is empty. */
export interface PackChains {
  readonly history: ManifestChain | null;
  readonly reads: ManifestChain | null;
}

/** What is in a pack, and what is missing. */
export interface PackManifest {
  readonly format: typeof MANIFEST_FORMAT;
  readonly createdAt: Date;
  /** Id of the member of staff who asked for it. */
  readonly createdBy: string;
  readonly verification: {
    readonly account: string;
    readonly scanRef: string | null;
    readonly clientId: string;
  };
  readonly files: readonly ManifestFile[];
  readonly missing: readonly ManifestGap[];
  readonly retention: unknown;
  readonly chains: PackChains;
  /** SHA-256 of the public key in DER, in hex; null where the pack is not signed. */
  readonly signedWith: string | null;
}

/** The SHA-256 of bytes, in hex. */
export function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Whether the signature in a pack is of this manifest and by the owner of this key. */
export function isSignedBy(publicKey: KeyObject, manifest: Buffer, signature: Buffer): boolean {
  return verify(null, manifest, publicKey, Buffer.from(signature.toString('latin1').trim(), 'base64'));
}
