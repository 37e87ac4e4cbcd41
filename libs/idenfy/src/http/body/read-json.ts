import { isUtf8 } from 'node:buffer';
import { BodyBudget } from './body-budget.js';
import { bodyInvalid, bodyOfOtherType } from './body-errors.js';
import {
  type BodyLimits,
  discardRest,
  isJson,
  mediaType,
  rawRequest,
  readPieces,
  type RequestLike,
} from './read-body.js';
import { type JsonObject, refuseHostileShape } from './validation.js';

/** 100 KB, the limit of Nest's own parsers. */
const LIMITS: BodyLimits = { maxBytes: 102_400 };

/** For all routes of the process: they share its memory, whichever module they belong to. */
const budget = new BodyBudget(16_000_000);

/**
 * The body as a JSON object. No error message quotes it.
 *
 * @throws IdenfyValidationError 400, field `body`: empty, not UTF-8, not JSON, not an object
 * @throws IdenfyUploadError 415 another content type, and what `readPieces` throws
 */
export async function readJson(request: RequestLike): Promise<JsonObject> {
  const type = mediaType(request);
  if (type !== '' && !isJson(type)) {
    discardRest(rawRequest(request));
    throw bodyOfOtherType('application/json');
  }
  const place = budget.enter();
  try {
    const bytes = Buffer.concat(await readPieces(request, place, LIMITS));
    if (type === '' && bytes.length > 0) {
      throw bodyOfOtherType('application/json');
    }
    const body = parse(bytes);
    refuseHostileShape(body);
    return body;
  } finally {
    place.leave();
  }
}

function parse(bytes: Buffer): JsonObject {
  const value = isUtf8(bytes) ? valueOf(bytes.toString('utf8')) : undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw bodyInvalid('The body must be a JSON object in UTF-8.');
  }
  return value as JsonObject;
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The message of the error quotes the text, so it must go no further.
  }
}
