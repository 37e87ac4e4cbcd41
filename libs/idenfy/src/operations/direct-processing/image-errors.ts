import { LIMITS } from '../../contract/limits.js';
import { IdenfyUploadError } from '../../errors/idenfy-upload.error.js';

/** The text of a picture is not Base64. */
export function imageNotBase64(step: string): IdenfyUploadError {
  return refusal(step, 'must be plain Base64: padded, without white space and without a data: prefix.');
}

/** A picture that must be there is missing. */
export function imageMissing(step: string): IdenfyUploadError {
  return refusal(step, 'is required for this document type.', 'MISSING_VALUE');
}

/** A picture goes by a name that it may not have, for that reason. */
export function stepRefused(step: string, problem: string): IdenfyUploadError {
  return refusal(step.replace(/\W/g, '?').slice(0, 40), `${problem}.`);
}

/** The bytes are not a picture of a kind that is taken there. */
export function imageOfOtherFormat(step: string, formats: string): IdenfyUploadError {
  return refusal(step, `must be ${formats}.`);
}

/** So many pixels that only an attack has them. */
export function imageOfTooManyPixels(step: string, maxPixels: number): IdenfyUploadError {
  return refusal(step, `must have no more than ${maxPixels / 1_000_000} megapixels.`);
}

const MEGABYTES = LIMITS.processBodyMaxBytes / 1_000_000;

/** How much all pictures of a session may be together. */
export const IMAGES_LIMIT = `iDenfy takes ${MEGABYTES} MB, which is ${MEGABYTES * 0.75} MB of pictures before Base64.`;

/** All pictures together are more than iDenfy takes, however it was noticed. */
export function imagesTooLarge(): IdenfyUploadError {
  return new IdenfyUploadError({
    httpStatus: 413,
    message: `The pictures are too large together: ${IMAGES_LIMIT}`,
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
