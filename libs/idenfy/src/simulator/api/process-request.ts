import { DIRECT_PROCESSING_DOCUMENT_TYPES } from '../../contract/document-type.js';
import { isJsonObject } from '../../contract/additional-step-rules.js';
import { badValue, missingValue } from '../http/api-refusal.js';
import type { JsonObject } from '../http/json-body.js';
import { documentTypesOf } from '../lifecycle/sample-submission.js';
import type { SimulatorBehaviour } from '../options/simulator-behaviour.js';
import type { Session } from '../sessions/session.js';
import { readAllowedCountry, readAllowedType } from './allowed-document.js';
import { readImages } from './process-images-field.js';

/** A request for direct processing whose every part has been checked. */
export interface CheckedProcessRequest {
  readonly country: string;
  readonly documentType: string;
  /** Step → decoded picture. */
  readonly images: ReadonlyMap<string, Buffer>;
  readonly skipAnalysis: boolean;
}

/** @throws {ApiRefusal} naming the first field that is not as S4 documents it */
export function readProcessRequest(
  session: Session,
  body: JsonObject,
  behaviour: SimulatorBehaviour,
): CheckedProcessRequest {
  const country = readAllowedCountry(session, body['country']);
  const documentType = readDocumentType(session, country, body['documentType'], behaviour);
  const images = body['images'];
  if (images === undefined || images === null) throw missingValue("Field 'images' is required.");
  if (!isJsonObject(images)) throw badValue("Field 'images' must be an object.");
  const skipAnalysis = body['skipAnalysis'] ?? false;
  if (typeof skipAnalysis !== 'boolean') throw badValue("Field 'skipAnalysis' must be a boolean.");
  return { country, documentType, images: readImages(session, documentType, images), skipAnalysis };
}

function readDocumentType(
  session: Session,
  country: string,
  value: unknown,
  { documentTypeRequired }: SimulatorBehaviour,
): string {
  const taken: readonly string[] = DIRECT_PROCESSING_DOCUMENT_TYPES;
  const allowed = documentTypesOf(session, country).filter((type) => taken.includes(type));
  if (value === undefined || value === null) {
    const [detected] = allowed;
    if (documentTypeRequired || detected === undefined)
      throw missingValue("Field 'documentType' is required.");
    return detected;
  }
  if (typeof value !== 'string' || !taken.includes(value)) {
    throw badValue(`Field 'documentType' must be one of: ${taken.join(', ')}.`);
  }
  return readAllowedType(session, country, value);
}
