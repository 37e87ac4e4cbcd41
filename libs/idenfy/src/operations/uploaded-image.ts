import { inspect } from 'node:util';
import { IMAGE_STEPS } from '@nestjs-idenfy/contract';
import { isBase64 } from './base64.js';
import {
  imageMissing,
  imageNotBase64,
  imageOfOtherFormat,
  imageOfTooManyPixels,
  stepRefused,
} from './image-errors.js';

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

/** Steps that show a document or a face: photographs, never files. */
const PHOTO_STEPS: ReadonlySet<string> = new Set(['FRONT', 'BACK', 'FACE', 'PASSPORT_COVER']);

/** Far beyond what a document needs; a "bomb" of a few kilobytes unpacks to thousands of megapixels. */
const MAX_PIXELS = 100_000_000;

/**
 * Checks that every required image is there, that every image belongs to a step of the session, and that its bytes are of
 * a format which that step accepts.
 *
 * @param additionalSteps names of the steps of the session, where they are known
 * @throws IdenfyUploadError 400 naming the image
 */
export function checkImages(
  images: ReadonlyMap<string, UploadedImage>,
  required: readonly string[],
  additionalSteps?: readonly string[],
): void {
  for (const step of required) {
    if (!images.has(step)) {
      throw imageMissing(step);
    }
  }
  for (const [step, image] of images) {
    const problem = stepProblem(step, additionalSteps);
    if (problem !== undefined) {
      throw stepRefused(step, problem);
    }
    checkImage(step, image);
  }
}

function checkImage(step: string, image: UploadedImage): void {
  const isPhoto = PHOTO_STEPS.has(step);
  const format = formatOf(image);
  if (format === undefined || (format === 'pdf' && isPhoto)) {
    throw imageOfOtherFormat(step, isPhoto ? 'a JPEG or PNG image' : 'a JPEG or PNG image or a PDF file');
  }
  if (format === 'pdf' && isEncryptedPdf(image)) {
    throw imageOfOtherFormat(step, 'a PDF file without encryption');
  }
  if ((pixelCount(image, format) ?? 0) > MAX_PIXELS) {
    throw imageOfTooManyPixels(step, MAX_PIXELS);
  }
}

const STEP_NAME = /^[A-Z][A-Z0-9_]{0,39}$/;

/**
 * Why an image may not have that name; undefined when it may. It must be a documented step or one that the session asks
 * for; where the steps of the session are unknown, it must at least be written like one.
 *
 * @param additionalSteps names of the steps that the session asks for besides document and face
 */
export function stepProblem(name: string, additionalSteps?: readonly string[]): string | undefined {
  if (additionalSteps === undefined) {
    return STEP_NAME.test(name) ? undefined : 'is not named like a step: upper-case letters, digits and _';
  }
  const taken = [...new Set([...IMAGE_STEPS, ...additionalSteps])];
  return taken.includes(name)
    ? undefined
    : `is not known here; the images of this verification are ${taken.join(', ')}`;
}

/** The formats that iDenfy accepts, recognised by their first bytes. */
type ImageFormat = 'jpeg' | 'png' | 'pdf';

const SIGNATURES: readonly (readonly [ImageFormat, Buffer])[] = [
  ['jpeg', Buffer.from([0xff, 0xd8, 0xff])],
  ['png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
  ['pdf', Buffer.from('%PDF-')],
];

// What the file is, whatever its sender calls it.
function formatOf(image: UploadedImage): ImageFormat | undefined {
  const head = image.bytes(0, 8);
  return SIGNATURES.find(([, signature]) => head.subarray(0, signature.length).equals(signature))?.[0];
}

const TRAILER_BYTES = 2_048;

// iDenfy accepts no encrypted PDF file; its trailer tells.
function isEncryptedPdf(image: UploadedImage): boolean {
  return image.bytes(Math.max(0, image.byteLength - TRAILER_BYTES), image.byteLength).includes('/Encrypt');
}

// Pixels of an image by its own header; undefined where it has no such header, as with a PDF file.
function pixelCount(image: UploadedImage, format: ImageFormat): number | undefined {
  switch (format) {
    case 'png':
      return pixelsOfPng(image);
    case 'jpeg':
      return pixelsOfJpeg(image);
    case 'pdf':
      return undefined;
  }
}

// The size stands in the first chunk, IHDR, right behind the signature.
function pixelsOfPng(image: UploadedImage): number | undefined {
  const header = image.bytes(12, 24);
  return header.length === 12 && header.toString('latin1', 0, 4) === 'IHDR'
    ? header.readUInt32BE(4) * header.readUInt32BE(8)
    : undefined;
}

/** More segments than any camera writes in front of the size; an attacker could write millions. */
const MAX_SEGMENTS = 300;

// The size stands in a "start of frame" segment, behind as many others (EXIF, colour profiles) as there are.
function pixelsOfJpeg(image: UploadedImage): number | undefined {
  let position = 2;
  for (let segment = 0; segment < MAX_SEGMENTS; segment++) {
    const head = image.bytes(position, position + 9);
    if (head.length < 9 || head[0] !== 0xff) {
      return undefined;
    }
    if (isStartOfFrame(head.readUInt8(1))) {
      return head.readUInt16BE(5) * head.readUInt16BE(7);
    }
    position += 2 + head.readUInt16BE(2);
  }
  return undefined;
}

// C4, C8 and CC lie in the same range and mean something else.
function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
