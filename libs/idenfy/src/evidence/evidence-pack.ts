import { PassThrough, pipeline, Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { ZipFile } from 'yazl';
import { IdenfyClock } from '../client/clock.js';
import type { Actor } from '../database/actor.js';
import { EVIDENCE_KINDS } from '../database/entities/evidence.entity.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import { safeMediaType } from '../operations/media-type.js';
import { scanRefOf } from '../verifications/lookup-throttle.js';
import { isVerdict } from '../verifications/merge.js';
import { EvidenceOptions } from './evidence.options.js';
import { EvidenceRecords, type KeptEvidence } from './kept-evidence.js';
import { PackDocumentWriter } from './pack-documents.js';
import {
  digestOf,
  MANIFEST_FORMAT,
  MANIFEST_PATH,
  type ManifestFile,
  type ManifestGap,
  type PackManifest,
  SIGNATURE_PATH,
} from './pack-manifest.js';

/** Who asks for a pack, and what is known beside the evidence. */
export interface PackRequest {
  readonly actor: Actor;
  /** How long the verification is kept, as it is to stand in the manifest. */
  readonly retention: unknown;
}

/** Packs everything that is kept of a verification into one ZIP. */
@Injectable()
export class EvidencePacks {
  constructor(
    private readonly records: EvidenceRecords,
    private readonly documents: PackDocumentWriter,
    private readonly options: EvidenceOptions,
    private readonly clock: IdenfyClock,
  ) {}

  /**
   * The pack, as a stream: no more than a few parts of it are in memory. The manifest stands first, and has the SHA-256 of every
   * file; the stream fails where a piece is no longer what was kept.
   *
   * @throws IdenfyConflictError `ERASED`
   */
  async of(verification: IdenfyVerification, { actor, retention }: PackRequest): Promise<Readable> {
    scanRefOf(verification);
    const written = await this.documents.of(verification);
    const documents = [...written.documents].map(([path, content]) => ({
      path,
      bytes: asJson(content),
    }));
    const kept = withPaths(await this.records.keptOf(verification.id));
    const { signingKey } = this.options;
    const createdAt = this.clock.now();
    const { account, scanRef, clientId } = verification;
    const manifest: PackManifest = {
      format: MANIFEST_FORMAT,
      createdAt,
      createdBy: actor.id,
      verification: { account, scanRef, clientId },
      files: [
        ...documents.map(({ path, bytes }) => ({
          path,
          bytes: bytes.length,
          sha256: digestOf(bytes),
          contentType: 'application/json',
        })),
        ...kept.map(({ path, piece }) => fileOf(path, piece)),
      ],
      missing: await this.missing(verification, kept.length > 0),
      retention,
      chains: written.chains,
      signedWith: signingKey?.fingerprint ?? null,
    };
    const manifestBytes = asJson(manifest);
    const zip = new ZipFile();
    zip.addBuffer(manifestBytes, MANIFEST_PATH, { mtime: createdAt });
    if (signingKey) {
      const signature = `${signingKey.sign(manifestBytes).toString('base64')}\n`;
      zip.addBuffer(Buffer.from(signature), SIGNATURE_PATH, { mtime: createdAt });
    }
    for (const { path, bytes } of documents) zip.addBuffer(bytes, path, { mtime: createdAt });
    for (const { path, piece } of kept) {
      const options = { mtime: piece.at, size: piece.bytes, compress: false };
      zip.addReadStreamLazy(path, options, (done) =>
        done(null, Readable.from(this.records.contentOf(piece), { objectMode: false })),
      );
    }
    zip.end();
    // a stream of our own, because that of the ZIP does not end with an error of a file
    const pack = new PassThrough();
    zip.on('error', (error: Error) => pack.destroy(error));
    pipeline(zip.outputStream, pack, () => undefined);
    return pack;
  }

  /** Where nothing was ever collected, `keep` was not `evidence` when the verdict came. */
  private async missing(
    { id, final, status }: IdenfyVerification,
    hasEvidence: boolean,
  ): Promise<readonly ManifestGap[]> {
    const missing = await this.records.missingOf(id);
    if (hasEvidence || missing.length > 0 || !final || !isVerdict(status)) return missing;
    return EVIDENCE_KINDS.map((kind) => ({ kind, name: '*', reason: 'NOT_KEPT', at: null }));
  }
}

function asJson(content: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(content, null, 2)}\n`);
}

/** Names come from iDenfy; of several pieces with one name, the later ones are numbered. */
function withPaths(kept: readonly KeptEvidence[]): { path: string; piece: KeptEvidence }[] {
  const taken = new Set<string>();
  return kept.map((piece) => {
    const [base, extension] = nameOf(piece);
    let path = `${base}.${extension}`;
    for (let number = 2; taken.has(path); number++) path = `${base}-${number}.${extension}`;
    taken.add(path);
    return { path, piece };
  });
}

function nameOf({ kind, name, contentType }: KeptEvidence): [base: string, extension: string] {
  const safe = name.replaceAll(/[^A-Za-z0-9_-]+/g, '_');
  if (kind === 'WEBHOOK') return [`webhooks/${safe}`, 'json'];
  return [kind === 'REPORT' ? safe : `images/${safe}`, safeMediaType(contentType).extension];
}

function fileOf(path: string, { kind, bytes, sha256, ...piece }: KeptEvidence): ManifestFile {
  const { contentType, at: keptAt, receivedAt, signingKey } = piece;
  return {
    path,
    bytes,
    sha256: sha256.toString('hex'),
    contentType,
    keptAt,
    ...(kind === 'WEBHOOK' && { receivedAt, signingKey }),
  };
}
