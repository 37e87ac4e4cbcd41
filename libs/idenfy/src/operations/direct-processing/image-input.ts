import { Base64Image, chunksOf } from './base64-image.js';
import { BinaryImage } from './binary-image.js';
import { imageNotBase64 } from './image-errors.js';
import { isBase64 } from './is-base64.js';
import { UploadedImage } from './uploaded-image.js';

/** A picture: plain Base64 without a data-URI prefix, the bytes themselves, or one that was read before. */
export type ImageInput = string | Buffer | UploadedImage;

/**
 * The picture as it is sent, without copying it.
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
