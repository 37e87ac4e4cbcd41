import type { Session } from '../sessions/session.js';
import type { World } from '../world.js';
import { ApiRefusal, badValue, missingValue } from './api-refusal.js';
import type { PartnerExchange } from './exchange.js';
import { readJsonObject, type JsonObject } from './json-body.js';

/** Reads the body of a call that takes a scanRef, and finds the verification. @throws {ApiRefusal} */
export function readScanRefRequest(
  world: World,
  exchange: PartnerExchange,
): { readonly body: JsonObject; readonly session: Session } {
  const body = readJsonObject(exchange.body);
  const scanRef = body['scanRef'];
  if (scanRef === undefined || scanRef === null) throw missingValue("Field 'scanRef' is required.");
  if (typeof scanRef !== 'string') throw badValue("Field 'scanRef' must be a string.");
  return { body, session: findSession(world, exchange, scanRef) };
}

/** @throws {ApiRefusal} 404 for one that does not exist, or is another account's */
export function findSession(world: World, { account }: PartnerExchange, scanRef: string): Session {
  const session = world.sessions.findOf(account.name, scanRef);
  if (session === undefined) {
    throw new ApiRefusal(404, 'BAD_VALUE', 'Verification with this scanRef does not exist.');
  }
  return session;
}
