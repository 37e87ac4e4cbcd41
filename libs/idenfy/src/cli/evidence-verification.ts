import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { fingerprintOf } from '../evidence/evidence.options.js';
import { isSignedBy, MANIFEST_FORMAT, MANIFEST_PATH, SIGNATURE_PATH } from '../evidence/pack-manifest.js';
import { UsageError } from './flags.js';
import { cell } from './output.js';

/** What was found out about a pack. */
export interface PackVerification {
  /** A sentence for each; none where the pack is whole and signed. */
  readonly faults: readonly string[];
  readonly manifest: PackSummary | null;
}

/** What the manifest of a pack tells. */
export interface PackSummary {
  createdAt: string;
  files: number;
  missing: string[];
}

/** The manifest and its signature are read into memory; a pack of one person has a few hundred kB of it. */
const MOST_MANIFEST_BYTES = 64 * 1024 * 1024;

/** @throws {UsageError} */
export async function readPublicKey(file: string): Promise<KeyObject> {
  const pem = await readFile(file, 'utf8').catch(() => {
    throw new UsageError('--public-key cannot be read');
  });
  // a private key would be accepted as well, and belongs nowhere near a pack
  const key = pem.includes('PRIVATE KEY') ? undefined : publicKeyIn(pem);
  if (key?.asymmetricKeyType !== 'ed25519') {
    throw new UsageError('--public-key must be a PEM file with a public Ed25519 key');
  }
  return key;
}

function publicKeyIn(pem: string): KeyObject | undefined {
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}

/** @throws Error for a file that is no ZIP, with one line */
export async function verifyPack(file: string, publicKey: KeyObject): Promise<PackVerification> {
  const zip = await openPromise(file, { autoClose: false, lazyEntries: true }).catch((error: unknown) => {
    throw new Error(`${file} cannot be read as a ZIP file`, { cause: error });
  });
  try {
    return await new PackReader(zip).verify(publicKey);
  } catch (error) {
    throw new Error(`${file} cannot be read as a ZIP file`, { cause: error });
  } finally {
    zip.close();
  }
}

/** A file as it is in the pack. */
interface Found {
  readonly bytes: number;
  readonly sha256: string;
}

/** A file as the manifest lists it. */
interface Listed extends Found {
  readonly path: string;
}

/** Bytes that do not fit their CRC or their length were changed: what they are does not matter. */
const NOTHING = Buffer.alloc(0);
const UNREADABLE: Found = { bytes: -1, sha256: '' };

class PackReader {
  readonly #faults: string[] = [];

  constructor(private readonly zip: ZipFile) {}

  async verify(publicKey: KeyObject): Promise<PackVerification> {
    const found = new Map<string, Found>();
    const own = new Map<string, Buffer>();
    for await (const entry of this.zip.eachEntry()) {
      const path = entry.fileName;
      if (found.has(path) || own.has(path)) this.#faults.push(`${cell(path)} is in the pack more than once.`);
      else if (path === MANIFEST_PATH || path === SIGNATURE_PATH) own.set(path, await this.#contentOf(entry));
      else found.set(path, await this.#digestOf(entry));
    }
    const manifestBytes = own.get(MANIFEST_PATH);
    if (!manifestBytes)
      return this.#result(`The pack has no ${MANIFEST_PATH}: nothing tells what should be in it.`);
    this.#checkSignature(publicKey, manifestBytes, own.get(SIGNATURE_PATH));
    const manifest = readManifest(manifestBytes);
    if (!manifest) return this.#result(`${MANIFEST_PATH} is none of this version.`);
    this.#compare(manifest.listed, found);
    return { faults: this.#faults, manifest: manifest.summary };
  }

  #result(fault: string): PackVerification {
    return { faults: [...this.#faults, fault], manifest: null };
  }

  async #contentOf(entry: Entry): Promise<Buffer> {
    if (entry.uncompressedSize > MOST_MANIFEST_BYTES) return NOTHING;
    const stream = await this.zip.openReadStreamPromise(entry);
    return buffer(stream).catch(() => NOTHING);
  }

  async #digestOf(entry: Entry): Promise<Found> {
    const stream = await this.zip.openReadStreamPromise(entry);
    return digestOf(stream).catch(() => UNREADABLE);
  }

  #checkSignature(publicKey: KeyObject, manifest: Buffer, signature: Buffer | undefined): void {
    if (!signature) {
      this.#faults.push(`${MANIFEST_PATH} is not signed: ${SIGNATURE_PATH} is missing.`);
    } else if (!isSignedBy(publicKey, manifest, signature)) {
      const key = fingerprintOf(publicKey).slice(0, 16);
      this.#faults.push(`${MANIFEST_PATH} was changed, or was not signed with the key ${key}….`);
    }
  }

  #compare(listed: readonly Listed[], found: ReadonlyMap<string, Found>): void {
    for (const { path, bytes, sha256 } of listed) {
      const file = found.get(path);
      if (!file) this.#faults.push(`${cell(path)} is in the manifest and missing in the pack.`);
      else if (file.sha256 !== sha256 || file.bytes !== bytes) {
        this.#faults.push(`${cell(path)} was changed: its SHA-256 is not the one in the manifest.`);
      }
    }
    const paths = new Set(listed.map(({ path }) => path));
    for (const path of found.keys()) {
      if (!paths.has(path)) this.#faults.push(`${cell(path)} is in the pack and not in the manifest.`);
    }
  }
}

async function digestOf(content: Readable): Promise<Found> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of content as AsyncIterable<Buffer>) {
    hash.update(piece);
    bytes += piece.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** A manifest may come from anywhere: undefined for one of another form. */
function readManifest(bytes: Buffer): { listed: Listed[]; summary: PackSummary } | undefined {
  const manifest = objectIn(bytes);
  const { format, createdAt, files, missing } = manifest;
  if (format !== MANIFEST_FORMAT || !Array.isArray(files) || !Array.isArray(missing)) return undefined;
  const listed = files.map(listedFile);
  if (listed.some((file) => file === undefined)) return undefined;
  return {
    listed: listed.filter((file) => file !== undefined),
    summary: { createdAt: cell(String(createdAt)), files: files.length, missing: missing.map(gapOf) },
  };
}

function objectIn(bytes: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function listedFile(value: unknown): Listed | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('path' in value && 'bytes' in value && 'sha256' in value)) return undefined;
  const { path, bytes, sha256 } = value;
  if (typeof path !== 'string' || typeof bytes !== 'number' || typeof sha256 !== 'string') return undefined;
  return { path, bytes, sha256 };
}

function gapOf(value: unknown): string {
  const { kind, name, reason } = { ...(value as Readonly<Record<string, unknown>>) };
  const what = name === '*' ? String(kind) : `${String(kind)} ${String(name)}`;
  return cell(`${what} (${String(reason)})`);
}
