import { inspect } from 'node:util';
import { isBase64 } from './base64.js';
import { imageNotBase64 } from './image-errors.js';

/**
 * An image in memory, in the form it arrived in. Its Base64 is produced in steps while it is sent, and again for every
 * attempt, so that nothing is ever held twice.
 */
export abstract class UploadedImage {
  /** Size of the image itself, in bytes. */
  abstract readonly byteLength: number;

  /** Its bytes from `start` up to, but without, `end`; fewer where it ends earlier. */
  abstract bytes(start: number, end: number): Buffer;

  /**
   * The whole image in Base64, in steps of at most about 64 KB: characters, or their bytes, which may change
   * once the upload is over.
   */
  abstract base64Steps(): Iterable<string | Buffer>;

  /** Characters that `base64Steps()` amounts to. */
  get base64Length(): number {
    return Math.ceil(this.byteLength / 3) * 4;
  }

  toJSON(): string {
    return `UploadedImage of ${this.byteLength} bytes`;
  }

  [inspect.custom](): string {
    return this.toJSON();
  }
}

/** An image: plain Base64 without a data-URI prefix, the bytes themselves, or one that was read before. */
export type ImageInput = string | Buffer | UploadedImage;

/**
 * The image in the form in which it is sent, without copying it.
 *
 * @throws IdenfyUploadError 400 the text is not Base64
 */
export function imageOf(step: string, input: ImageInput): UploadedImage {
  if (input instanceof UploadedImage) {
    return input;
  }
  return typeof input === 'string' ? imageOfText(step, input) : new BinaryImage([input], input.length);
}

function imageOfText(step: string, base64: string): UploadedImage {
  const chunks = chunksOf(base64);
  if (!isBase64(chunks)) {
    throw imageNotBase64(step);
  }
  return new Base64Image(chunks, base64.length);
}

const CHARACTERS_PER_STEP = 65_536;

/** An image that arrived in Base64, and is sent as it is: it is never decoded as a whole. */
export class Base64Image extends UploadedImage {
  readonly byteLength: number;

  /**
   * @param chunks text of at most about 64 KB each that was found to be Base64; read anew for every use
   * @param length characters in all
   */
  constructor(
    private readonly chunks: Iterable<Buffer>,
    private readonly length: number,
  ) {
    super();
    this.byteLength = (length / 4) * 3;
    this.byteLength -= this.padding();
  }

  bytes(start: number, end: number): Buffer {
    const first = Math.floor(start / 3);
    const text = bytesBetween(this.chunks, first * 4, Math.ceil(end / 3) * 4);
    return Buffer.from(text.toString('latin1'), 'base64').subarray(start - first * 3, end - first * 3);
  }

  base64Steps(): Iterable<Buffer> {
    return this.chunks;
  }

  private padding(): number {
    const ending = bytesBetween(this.chunks, this.length - 2, this.length).toString('latin1');
    return ending.length - ending.replaceAll('=', '').length;
  }
}

/** The characters of a Base64 string as chunks, made while they are read. */
export function chunksOf(base64: string): Iterable<Buffer> {
  return {
    *[Symbol.iterator]() {
      for (let start = 0; start < base64.length; start += CHARACTERS_PER_STEP) {
        yield Buffer.from(base64.slice(start, start + CHARACTERS_PER_STEP));
      }
    },
  };
}

/** Bytes that become 64 KB of Base64: a multiple of 3 and of 4, so that Base64 never crosses from one block to the next. */
export const BYTES_PER_STEP = 49_152;

/** An image that arrived as bytes: a file part of a form, or a Buffer. */
export class BinaryImage extends UploadedImage {
  /**
   * @param chunks read anew for every use; the length of all but the last is a multiple of 3, as Base64 turns
   * three bytes into four characters
   * @param byteLength bytes in all
   */
  constructor(
    private readonly chunks: Iterable<Buffer>,
    readonly byteLength: number,
  ) {
    super();
  }

  bytes(start: number, end: number): Buffer {
    return bytesBetween(this.chunks, start, end);
  }

  *base64Steps(): Generator<string> {
    for (const step of inSteps(this.chunks, BYTES_PER_STEP)) {
      yield step.toString('base64');
    }
  }
}

/** A copy of the bytes between two positions of the chunks together. */
function bytesBetween(chunks: Iterable<Buffer>, start: number, end: number): Buffer {
  const found: Buffer[] = [];
  let position = 0;
  for (const chunk of chunks) {
    if (position >= end) {
      break;
    }
    if (position + chunk.length > start) {
      found.push(chunk.subarray(Math.max(0, start - position), end - position));
    }
    position += chunk.length;
  }
  return Buffer.concat(found);
}

/** The same bytes in pieces of at most `size`, without copying them. */
function* inSteps(chunks: Iterable<Buffer>, size: number): Generator<Buffer> {
  for (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += size) {
      yield chunk.subarray(start, start + size);
    }
  }
}
