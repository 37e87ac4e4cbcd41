import {
  AUTH_TOKEN_PATTERN,
  DIRECT_PROCESSING_DOCUMENT_TYPES,
  isJsonObject,
  OPERATIONS,
  PROCESS_TOKEN_FIELDS,
} from '@nestjs-idenfy/contract';
import { ApiRefusal, badValue, emptyAnswer, missingValue, wrongState } from '../http/answer.js';
import { type JsonObject, readJsonObject } from '../http/body.js';
import type { Route } from '../http/router.js';
import type { SimulatorBehaviour } from '../options.js';
import type { Session } from '../sessions/session.js';
import { allDocumentTypesOf, documentTypesOf, sampleSubmission } from '../sessions/submission.js';
import type { SimulatorContext } from '../simulator-context.js';
import { uploadedImages } from '../media/image-bytes.js';
import { type ApiExchange, apiRoute } from './api-route.js';
import { readAllowedType, readCountry, readImages } from './document-fields.js';

/** POST /api/v2/process (S4): submits the images of an unused token, which uses it up. */
export function processImagesRoute(context: SimulatorContext): Route {
  const { behaviour } = context.settings;
  return apiRoute(context, OPERATIONS.processImages, (exchange) => {
    if (!behaviour.features.directProcessing) {
      throw new ApiRefusal(403, 'PERMISSIONS_ERROR', 'Direct processing is not enabled for this partner.');
    }
    const body = readJsonObject(exchange.body);
    const session = findProcessableSession(context, exchange, body);
    try {
      const request = readProcessRequest(session, body, behaviour);
      if (behaviour.validatePhotos && !request.skipAnalysis) requireDetectable(request.images);
      context.media.keep(session.scanRef, request.images);
      const now = context.clock.now();
      const submission = { ...sampleSubmission(session, now, request), ...uploadedImages(request.images) };
      context.lifecycle.submit(session, submission);
    } catch (refusal) {
      session.burned = behaviour.burnTokenOnRefusal;
      context.changed(session);
      throw refusal;
    }
    return emptyAnswer(200);
  });
}

/** Finds the session of the token, which must be unused. @throws {ApiRefusal} */
function findProcessableSession(
  context: SimulatorContext,
  { account }: ApiExchange,
  body: JsonObject,
): Session {
  const session = context.sessions.findByToken(readToken(body));
  if (session?.account !== account.name || session.status !== 'ACTIVE' || session.burned) {
    throw new ApiRefusal(400, 'TOKEN_NOT_VALID', 'Token is expired, already used, or does not exist.');
  }
  if (session.request.nfcRequired === true) {
    throw wrongState('Direct processing cannot be used with a token that requires NFC.');
  }
  return session;
}

// Editions of the manual differ on the name of the field. Either is accepted, but not two different tokens.
function readToken(body: JsonObject): string {
  const given = PROCESS_TOKEN_FIELDS.map((field) => body[field]).filter((value) => value !== undefined);
  const [token] = given;
  if (token === undefined || token === null) throw missingValue("Field 'authToken' is required.");
  if (
    typeof token !== 'string' ||
    !AUTH_TOKEN_PATTERN.test(token) ||
    given.some((other) => other !== token)
  ) {
    throw badValue("Field 'authToken' must be 10 to 40 ASCII characters.");
  }
  return token;
}

/** A checked request for direct processing. */
interface CheckedProcessRequest {
  readonly country: string;
  readonly documentType: string;
  /** Step → decoded image. */
  readonly images: ReadonlyMap<string, Buffer>;
  readonly skipAnalysis: boolean;
}

/** @throws {ApiRefusal} naming the first field that is not as S4 documents it */
function readProcessRequest(
  session: Session,
  body: JsonObject,
  behaviour: SimulatorBehaviour,
): CheckedProcessRequest {
  // The token preselects a country; a document of another one can still be sent (D:KYC/GeneratingIdentificationToken).
  const country = readCountry(body['country']);
  const documentType = readDocumentType(session, country, body['documentType'], behaviour);
  const images = body['images'];
  if (images === undefined || images === null) throw missingValue("Field 'images' is required.");
  if (!isJsonObject(images)) throw badValue("Field 'images' must be an object.");
  const skipAnalysis = body['skipAnalysis'] ?? false;
  if (typeof skipAnalysis !== 'boolean') throw badValue("Field 'skipAnalysis' must be a boolean.");
  return {
    country,
    documentType,
    images: readImages(session, { country, documentType }, images),
    skipAnalysis,
  };
}

function readDocumentType(
  session: Session,
  country: string,
  value: unknown,
  { documentTypeRequired }: SimulatorBehaviour,
): string {
  const accepted: readonly string[] = DIRECT_PROCESSING_DOCUMENT_TYPES;
  const ofCountry = documentTypesOf(session, country);
  const allowed = (ofCountry.length > 0 ? ofCountry : allDocumentTypesOf(session)).filter((type) =>
    accepted.includes(type),
  );
  if (value === undefined || value === null) {
    const [detected] = allowed;
    if (documentTypeRequired || detected === undefined) {
      throw missingValue("Field 'documentType' is required.");
    }
    return detected;
  }
  if (typeof value !== 'string' || !accepted.includes(value)) {
    throw badValue(`Field 'documentType' must be one of: ${accepted.join(', ')}.`);
  }
  return readAllowedType(allowed, value);
}

/** A smaller image is hardly more than a file header. */
const SMALLEST_IMAGE_BYTES = 32;

const MAIN_STEPS = ['FRONT', 'BACK', 'FACE'];

/**
 * The photo check of direct processing. When iDenfy finds no document, it answers status 200 with an error body (S4),
 * whose identifier is not documented. Here an image of fewer than 32 bytes has no document, so that a test can cause it.
 */
function requireDetectable(images: ReadonlyMap<string, Buffer>): void {
  for (const step of MAIN_STEPS) {
    const image = images.get(step);
    if (image !== undefined && image.length < SMALLEST_IMAGE_BYTES) {
      const subject = step === 'FACE' ? 'Face' : 'Document';
      throw new ApiRefusal(200, 'BAD_VALUE', `${subject} was not detected in the photo of step '${step}'.`);
    }
  }
}
