import { foldedCountryCode, IMAGE_STEPS, isCountry } from '@nestjs-idenfy/contract';
import { badValue, missingValue } from '../http/answer.js';
import type { JsonObject } from '../http/body.js';
import { decodeBase64, mediaTypeOf } from '../media/image-bytes.js';
import { stepsFor } from '../sessions/additional-steps.js';
import type { Session } from '../sessions/session.js';
import { countriesOf, stepsOf } from '../sessions/submission.js';

/** A country, in upper case. @throws {ApiRefusal} */
export function readCountry(value: unknown): string {
  if (value === undefined || value === null) throw missingValue("Field 'country' is required.");
  const country = foldedCountryCode(value);
  if (!isCountry(country)) throw badValue("Field 'country' must be a valid ISO 3166-1 alpha-2 code.");
  return country;
}

/** A country that the token allows, in upper case. @throws {ApiRefusal} */
export function readAllowedCountry(session: Session, value: unknown): string {
  const country = readCountry(value);
  const allowed = countriesOf(session);
  if (allowed.length > 0 && !allowed.includes(country)) {
    throw badValue("Field 'country' is not allowed for this token.");
  }
  return country;
}

/** A document type that the token allows. @param allowed those to choose from @throws {ApiRefusal} */
export function readAllowedType(allowed: readonly string[], value: unknown): string {
  if (typeof value !== 'string' || !allowed.includes(value)) {
    throw badValue("Field 'documentType' is not allowed for this token.");
  }
  return value;
}

const MAIN_STEPS: readonly string[] = IMAGE_STEPS.filter((step) => !step.includes('UTILITY_BILL'));

/** Decodes the images: step → bytes. Messages name the step, never the content. @throws {ApiRefusal} */
export function readImages(
  session: Session,
  { country, documentType }: { readonly country: string; readonly documentType: string },
  images: JsonObject,
): ReadonlyMap<string, Buffer> {
  const missing = stepsOf(session, country, documentType).find((step) => !isGiven(images[step]));
  if (missing !== undefined) throw missingValue(`No image provided for step '${missing}'`);
  const known = [...MAIN_STEPS, ...stepsFor(session, country, documentType).map(({ name }) => name)];
  const given = Object.entries(images).filter(([, image]) => isGiven(image));
  return new Map(given.map(([step, image]) => [step, readImage(step, image, known)]));
}

function readImage(step: string, image: unknown, known: readonly string[]): Buffer {
  if (!known.includes(step)) {
    throw badValue('An image was provided for a step that this token does not have.');
  }
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
