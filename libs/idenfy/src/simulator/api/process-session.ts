import { AUTH_TOKEN_PATTERN, PROCESS_TOKEN_FIELDS } from '../../contract/process.js';
import { ApiRefusal, badValue, missingValue, wrongState } from '../http/api-refusal.js';
import type { PartnerExchange } from '../http/exchange.js';
import type { JsonObject } from '../http/json-body.js';
import type { Session } from '../sessions/session.js';
import type { World } from '../world.js';

/** The unused session whose token the request names. @throws {ApiRefusal} */
export function findProcessableSession(
  world: World,
  { account }: PartnerExchange,
  body: JsonObject,
): Session {
  const session = world.sessions.findByToken(readToken(body));
  if (session?.account !== account.name || session.status !== 'ACTIVE' || session.burned) {
    throw new ApiRefusal(400, 'TOKEN_NOT_VALID', 'Token is expired, already used, or does not exist.');
  }
  if (session.request.nfcRequired === true) {
    throw wrongState('Direct processing cannot be used with a token that requires NFC.');
  }
  return session;
}

// Editions of the manual differ on the name of the field; either is taken, but not two different tokens.
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
