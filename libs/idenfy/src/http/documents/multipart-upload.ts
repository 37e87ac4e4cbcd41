import { Dicer } from '@fastify/busboy';
import { BinaryImage } from '../../operations/uploaded-image.js';
import type { BodyPlace } from '../body/body-budget.js';
import { bodyInvalid } from '../body/body-errors.js';
import { type BodyLimits, eachChunk, rawRequest, type RequestLike } from '../body/read-body.js';
import { fieldName } from '../body/json-body.js';
import { invalid, UploadDraft, type UploadField } from './upload-draft.js';
import { LeasedBytes } from './upload-memory.js';

const BOUNDARY = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i;

/**
 * Reads a form with the text parts `country`, `documentType` and `skipAnalysis`, and one part per image, in any
 * order, while it arrives. The headers of a part decide what it is, and whether it is accepted, before any byte of it
 * is kept.
 */
export async function readMultipartUpload(
  request: RequestLike,
  place: BodyPlace,
  limits: BodyLimits,
  draft: UploadDraft,
): Promise<void> {
  const form = new Form(boundaryOf(request), (headers) => formPart(headers, draft));
  await eachChunk(request, place, limits, (chunk) => form.write(chunk));
  await form.end();
}

function boundaryOf(request: RequestLike): string {
  const [, quoted, plain] = BOUNDARY.exec(rawRequest(request).headers['content-type'] ?? '') ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) {
    throw bodyInvalid('The body must be a form whose Content-Type names its boundary.');
  }
  return boundary;
}

/** Header name in lower case → its values. */
type PartHeaders = Readonly<Record<string, readonly string[] | undefined>>;

/** Receives the bytes of one part. */
interface PartSink {
  take(bytes: Buffer): void;
  finish(): void;
}

/** Longest value of a text part, in bytes. */
const MAX_VALUE_BYTES = 100;

const IGNORED: PartSink = { take: () => undefined, finish: () => undefined };

const IMAGE_NAME = /^(?:images\.(\w+)|images\[(\w+)\]|(\w+))$/;

/**
 * The sink for a part of that name: `country`, `documentType` and `skipAnalysis` are text, all others are images by
 * step, as `FRONT`, `images[FRONT]` or `images.FRONT`.
 *
 * @throws IdenfyValidationError the part has no name
 */
export function formPart(headers: PartHeaders, draft: UploadDraft): PartSink {
  const part = partName(headers);
  if (part === undefined) {
    throw namelessPart();
  }
  if (UploadDraft.isField(part.name)) {
    draft.expectField(part.name);
    return new TextPart(part.name, draft);
  }
  const [, dotted, bracketed, plain] = IMAGE_NAME.exec(part.name) ?? [];
  const step = dotted ?? bracketed ?? plain;
  if (step === undefined) {
    draft.refuse(() => invalid(fieldName([part.name]), 'is not known here.'));
    return IGNORED;
  }
  draft.expectImage(step, plain === undefined ? 'images.' : '');
  return new ImagePart(step, part.isUnusedInput, draft);
}

class TextPart implements PartSink {
  #value = '';

  constructor(
    private readonly name: UploadField,
    private readonly draft: UploadDraft,
  ) {}

  take(bytes: Buffer): void {
    if (this.#value.length <= MAX_VALUE_BYTES) {
      this.#value += bytes.toString('latin1', 0, MAX_VALUE_BYTES + 1);
    }
    if (this.#value.length > MAX_VALUE_BYTES) {
      this.draft.refuse(() => invalid(this.name, `must not be longer than ${MAX_VALUE_BYTES} bytes.`));
    }
  }

  finish(): void {
    const isFlag = this.name === 'skipAnalysis' && /^(true|false)$/.test(this.#value);
    this.draft.setField(this.name, isFlag ? this.#value === 'true' : this.#value);
  }
}

class ImagePart implements PartSink {
  readonly #bytes: LeasedBytes;

  constructor(
    private readonly step: string,
    private readonly isUnusedInput: boolean,
    private readonly draft: UploadDraft,
  ) {
    this.#bytes = new LeasedBytes(draft.lease);
  }

  take(bytes: Buffer): void {
    this.draft.unlessRefused(() => this.#bytes.push(bytes));
  }

  finish(): void {
    if (this.#bytes.length > 0 || !this.isUnusedInput) {
      this.draft.addImage(this.step, new BinaryImage(this.#bytes, this.#bytes.length));
    }
  }
}

/** What the headers of a part tell. */
interface PartName {
  readonly name: string;
  /** Whether it is the part of a file input without a chosen file. */
  readonly isUnusedInput: boolean;
}

const PARAMETER = /;\s*([\w*-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))\s*/gy;

/**
 * Name of a part from its `Content-Disposition`, as browsers and HTTP clients write it; undefined where it is missing.
 * Media type and file name are claims of the sender, so they are not read.
 */
function partName(headers: PartHeaders): PartName | undefined {
  const [disposition = ''] = headers['content-disposition'] ?? [];
  const [kind = ''] = disposition.split(';', 1);
  if (kind.trim().toLowerCase() !== 'form-data' || isEncoded(headers['content-transfer-encoding'])) {
    return undefined;
  }
  const parameters = new Map<string, string>();
  for (const [, key = '', quoted, plain] of disposition.slice(kind.length).matchAll(PARAMETER)) {
    parameters.set(key.toLowerCase(), quoted ?? plain ?? '');
  }
  const name = parameters.get('name');
  return name === undefined ? undefined : { name, isUnusedInput: parameters.get('filename') === '' };
}

// Forms send bytes as they are (RFC 7578, 4.7); an image in another encoding would look like a broken one.
function isEncoded([encoding = 'binary']: readonly string[] = []): boolean {
  return !['7bit', '8bit', 'binary'].includes(encoding.trim().toLowerCase());
}

const MAX_PARTS = 30;
const MAX_HEADERS_OF_PART = 10;

/**
 * The framing of a multipart body. A part ends a little after the chunk with its end, so what a sink throws is
 * thrown by the next `write()`, or by `end()`.
 */
export class Form {
  readonly #dicer: Dicer;
  readonly #finished: Promise<void>;
  readonly #ends: Promise<void>[] = [];
  #failure?: unknown;

  constructor(
    boundary: string,
    private readonly sinkFor: (headers: PartHeaders) => PartSink,
  ) {
    this.#dicer = new Dicer({ boundary, maxHeaderPairs: MAX_HEADERS_OF_PART });
    this.#dicer.on('part', (part) => this.#receive(part)).on('error', () => this.#fail(brokenForm()));
    // Emitted as soon as the last boundary was seen, which may be before `end()`.
    this.#finished = new Promise((resolve) => this.#dicer.once('finish', resolve));
  }

  write(chunk: Buffer): void {
    this.#dicer.write(chunk);
    this.#throwFailure();
  }

  /** Resolves when all parts have ended. */
  async end(): Promise<void> {
    this.#dicer.end();
    await this.#finished;
    await Promise.all(this.#ends);
    this.#throwFailure();
  }

  #receive(part: Dicer.PartStream): void {
    let sink: PartSink | undefined;
    if (this.#ends.push(new Promise((resolve) => part.once('close', resolve))) > MAX_PARTS) {
      this.#fail(bodyInvalid(`The form has more than ${MAX_PARTS} parts.`));
    }
    part
      .on('header', (headers) => this.#unlessFailed(() => (sink = this.sinkFor(headers as PartHeaders))))
      .on('data', (bytes) => this.#unlessFailed(() => sink?.take(bytes as Buffer)))
      .on('end', () => this.#unlessFailed(() => finish(sink)))
      .on('error', () => this.#fail(brokenForm()));
  }

  #unlessFailed(work: () => void): void {
    if (this.#failure === undefined) {
      try {
        work();
      } catch (error) {
        this.#fail(error);
      }
    }
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) {
      throw this.#failure;
    }
  }
}

/** 400: a part without a name. */
function namelessPart(): Error {
  return bodyInvalid('Every part of the form must be form-data with a name, and not encoded.');
}

function finish(sink: PartSink | undefined): void {
  if (sink === undefined) {
    throw namelessPart();
  }
  sink.finish();
}

function brokenForm(): Error {
  return bodyInvalid('The body must be a complete form (multipart/form-data).');
}
