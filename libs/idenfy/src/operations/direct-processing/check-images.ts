import { imageMissing, imageOfOtherFormat, imageOfTooManyPixels, stepRefused } from './image-errors.js';
import { formatOf, isEncryptedPdf } from './image-format.js';
import { pixelCount } from './pixel-count.js';
import { stepProblem } from './step-problem.js';
import type { UploadedImage } from './uploaded-image.js';

/** Steps that show a document or a face: photographs, never files. */
const PHOTO_STEPS: ReadonlySet<string> = new Set(['FRONT', 'BACK', 'FACE', 'PASSPORT_COVER']);

/** Far beyond what a document needs; a "bomb" of a few kilobytes unpacks to thousands of megapixels. */
const MAX_PIXELS = 100_000_000;

/**
 * Whether every required picture is there, and every picture is one that is asked for, and what it must be by its
 * bytes.
 *
 * @param additionalSteps names of the steps of the session, where they are known
 * @throws IdenfyUploadError 400 naming the picture
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
    throw imageOfOtherFormat(step, isPhoto ? 'a JPEG or PNG picture' : 'a JPEG or PNG picture or a PDF file');
  }
  if (format === 'pdf' && isEncryptedPdf(image)) {
    throw imageOfOtherFormat(step, 'a PDF file without encryption');
  }
  if ((pixelCount(image, format) ?? 0) > MAX_PIXELS) {
    throw imageOfTooManyPixels(step, MAX_PIXELS);
  }
}
