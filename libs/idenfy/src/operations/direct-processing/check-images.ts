import { imageMissing, imageOfOtherFormat, imageOfTooManyPixels, stepUnknown } from './image-errors.js';
import { formatOf, isEncryptedPdf } from './image-format.js';
import { pixelCount } from './pixel-count.js';
import type { UploadedImage } from './uploaded-image.js';

const STEP_NAME = /^[A-Z][A-Z0-9_]{0,39}$/;

/** Steps that show a document or a face: photographs, never files. */
const PHOTO_STEPS: ReadonlySet<string> = new Set(['FRONT', 'BACK', 'FACE', 'PASSPORT_COVER']);

/** Far beyond what a document needs; a "bomb" of a few kilobytes unpacks to thousands of megapixels. */
const MAX_PIXELS = 100_000_000;

/** Whether a picture may go by that name: a documented step, or an additional step of the token. */
export function isStepName(name: string): boolean {
  return STEP_NAME.test(name);
}

/**
 * Whether every required picture is there, and every picture is what it must be, by its bytes.
 *
 * @throws IdenfyUploadError 400 naming the picture
 */
export function checkImages(images: ReadonlyMap<string, UploadedImage>, required: readonly string[]): void {
  for (const step of required) {
    if (!images.has(step)) {
      throw imageMissing(step);
    }
  }
  for (const [step, image] of images) {
    checkImage(step, image);
  }
}

function checkImage(step: string, image: UploadedImage): void {
  if (!isStepName(step)) {
    throw stepUnknown(step);
  }
  const isPhoto = PHOTO_STEPS.has(step);
  const format = formatOf(image);
  if (format === undefined || (format === 'pdf' && isPhoto)) {
    throw imageOfOtherFormat(step, isPhoto ? 'a JPEG or PNG picture' : 'a JPEG or PNG picture or a PDF file');
  }
  if (format === 'pdf' && isEncryptedPdf(image)) {
    throw imageOfOtherFormat(step, 'a PDF file without encryption');
  }
  if ((pixelCount(image, format) ?? 0) > MAX_PIXELS) {
    throw imageOfTooManyPixels(step, MAX_PIXELS);
  }
}
