import { isJsonObject } from '../../contract/additional-step-rules.js';
import { isKnownIdentifier } from '../../contract/error-catalogue.js';
import { checkTokenRequest } from '../../contract/token-rules.js';
import { ApiRefusal, badValue } from './api-refusal.js';
import type { ReceivedBody } from './received-body.js';

/** A JSON object, as every call with a body needs one. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Reads a body the way S1 documents it: too large, empty, not decodable, not JSON, no object. @throws {ApiRefusal} */
export function readJsonObject(body: ReceivedBody): JsonObject {
  if (body.tooLarge) throw new ApiRefusal(413, 'BAD_VALUE', 'The request body is too large.');
  if (body.isEmpty) throw unparsable();
  if (!body.isUtf8) throw new ApiRefusal(400, 'ENCODING_ERROR', 'The request body is not valid UTF-8.');
  const value = parsed(body);
  if (!isJsonObject(value)) throw notAnObject(value);
  return value;
}

function parsed(body: ReceivedBody): unknown {
  try {
    return body.parseJson();
  } catch {
    throw unparsable();
  }
}

function unparsable(): ApiRefusal {
  return new ApiRefusal(400, 'JSON_ERROR', 'An error occurred while parsing/constructing JSON');
}

// The rules of /token have the words for a body that is null, a list or a string.
function notAnObject(value: unknown): ApiRefusal {
  const problem = checkTokenRequest(value);
  return problem !== undefined && isKnownIdentifier(problem.identifier)
    ? new ApiRefusal(400, problem.identifier, problem.message)
    : badValue('Invalid data.');
}
