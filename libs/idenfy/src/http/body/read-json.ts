import { isUtf8 } from 'node:buffer';
import { bodyInvalid, bodyOfOtherType } from './body-errors.js';
import { discardRest } from './discard-rest.js';
import type { BodyLimits } from './each-chunk.js';
import { refuseHostileShape } from './json-shape.js';
import { isJson, mediaType } from './media-type.js';
import { readBytes } from './read-bytes.js';
import { rawRequest, type RequestLike } from './request-like.js';

/** A JSON object, as it was sent. */
export type JsonObject = Record<string, unknown>;

/** 100 KB, as Nest's own parsers take. */
const DEFAULT_LIMITS: BodyLimits = { maxBytes: 102_400 };

/**
 * The body as a JSON object, which every one of our routes expects. No message ever quotes it.
 *
 * @throws IdenfyValidationError 400, field `body`: empty, not UTF-8, not JSON, not an object
 * @throws IdenfyUploadError 415 another content type, and whatever `readBytes` throws
 */
export async function readJson(request: RequestLike, limits = DEFAULT_LIMITS): Promise<JsonObject> {
  const type = mediaType(request);
  if (type !== '' && !isJson(type)) {
    discardRest(rawRequest(request));
    throw bodyOfOtherType('application/json');
  }
  const bytes = await readBytes(request, limits);
  if (type === '' && bytes.length > 0) {
    throw bodyOfOtherType('application/json');
  }
  const body = parse(bytes);
  refuseHostileShape(body);
  return body;
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
    return undefined; // The reason quotes what could not be read, so it goes no further.
  }
}
