import { IMAGE_STEPS } from '../../contract/process.js';
import { badValue, missingValue } from '../http/api-refusal.js';
import type { JsonObject } from '../http/json-body.js';
import { stepsOf } from '../lifecycle/sample-submission.js';
import { decodeBase64 } from '../media/base64.js';
import { mediaTypeOf } from '../media/media-type.js';
import type { Session } from '../sessions/session.js';

const MAIN_STEPS: readonly string[] = IMAGE_STEPS.filter((step) => !step.includes('UTILITY_BILL'));

/** The pictures, decoded; every message names the step and never what was sent. @throws {ApiRefusal} */
export function readImages(
  session: Session,
  documentType: string,
  images: JsonObject,
): ReadonlyMap<string, Buffer> {
  const missing = stepsOf(session, documentType).find((step) => !isGiven(images[step]));
  if (missing !== undefined) throw missingValue(`No image provided for step '${missing}'`);
  const known = [...MAIN_STEPS, ...session.token.additionalSteps];
  const given = Object.entries(images).filter(([, image]) => isGiven(image));
  return new Map(given.map(([step, image]) => [step, readImage(step, image, known)]));
}

function readImage(step: string, image: unknown, known: readonly string[]): Buffer {
  if (!known.includes(step))
    throw badValue('An image was provided for a step that this token does not have.');
  const bytes = typeof image === 'string' ? decodeBase64(image) : undefined;
  if (bytes === undefined) throw badValue(`Image for step '${step}' is not valid Base64.`);
  const mediaType = mediaTypeOf(bytes);
  if (mediaType === undefined) throw badValue(`Image for step '${step}' must be a JPEG, a PNG or a PDF.`);
  if (mediaType === 'application/pdf' && bytes.includes('/Encrypt')) {
    throw badValue(`Image for step '${step}' must not be an encrypted PDF.`);
  }
  return bytes;
}

function isGiven(image: unknown): boolean {
  return image !== undefined && image !== null && image !== '';
}
