import { LIMITS } from '@nestjs-idenfy/contract';
import { IdenfyUploadError } from '../errors/refusal.errors.js';

/** The text of an image is not Base64. */
export function imageNotBase64(step: string): IdenfyUploadError {
  return refusal(step, 'must be plain Base64: padded, without white space and without a data: prefix.');
}

/** A required image is missing. */
export function imageMissing(step: string): IdenfyUploadError {
  return refusal(step, 'is required for this document type.', 'MISSING_VALUE');
}

/** An image has a name that it may not have. */
export function stepRefused(step: string, problem: string): IdenfyUploadError {
  return refusal(step.replace(/\W/g, '?').slice(0, 40), `${problem}.`);
}

/** The bytes are not of a format that the step accepts. */
export function imageOfOtherFormat(step: string, formats: string): IdenfyUploadError {
  return refusal(step, `must be ${formats}.`);
}

/** So many pixels that only an attack has them. */
export function imageOfTooManyPixels(step: string, maxPixels: number): IdenfyUploadError {
  return refusal(step, `must have no more than ${maxPixels / 1_000_000} megapixels.`);
}

const MEGABYTES = LIMITS.processBodyMaxBytes / 1_000_000;

/** Largest size of all images of a session together. */
export const IMAGES_LIMIT = `iDenfy accepts ${MEGABYTES} MB, which is ${MEGABYTES * 0.75} MB of images before Base64.`;

/** All images together are larger than iDenfy accepts. */
export function imagesTooLarge(): IdenfyUploadError {
  return new IdenfyUploadError({
    httpStatus: 413,
    message: `The images are too large together: ${IMAGES_LIMIT}`,
    field: 'images',
  });
}

function refusal(step: string, message: string, identifier?: string): IdenfyUploadError {
  const field = `images.${step}`;
  return new IdenfyUploadError({
    httpStatus: 400,
    message: `Field '${field}' ${message}`,
    field,
    identifier,
  });
}
