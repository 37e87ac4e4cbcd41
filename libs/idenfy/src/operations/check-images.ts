import { IMAGE_STEPS } from '@nestjs-idenfy/contract';
import { imageMissing, imageOfOtherFormat, imageOfTooManyPixels, stepRefused } from './image-errors.js';
import type { UploadedImage } from './uploaded-image.js';

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
