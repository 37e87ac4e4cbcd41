import { type Answer, ApiRefusal, badValue, missingValue } from '../http/answer.js';
import { type JsonObject, readJsonObject } from '../http/body.js';
import type { Exchange, Route } from '../http/router.js';
import type { SimulatedAccount } from '../options.js';
import type { Session } from '../sessions/session.js';
import type { SimulatorContext } from '../simulator-context.js';

/** A request with valid credentials. */
export interface ApiExchange extends Exchange {
  readonly account: SimulatedAccount;
}

/** A server-to-server call: credentials and rate limit are checked before anything else of the request. */
export function apiRoute(
  context: SimulatorContext,
  { method, path }: Pick<Route, 'method' | 'path'>,
  handle: (exchange: ApiExchange) => Answer,
): Route {
  return {
    method,
    path,
    handle: (exchange) => {
      const account = context.authentication.accountOf(exchange.authorization);
      context.rateLimit.count(account, context.clock.now());
      return handle({ ...exchange, account });
    },
  };
}

/** Reads the body of a call that takes a scanRef, and finds the verification. @throws {ApiRefusal} */
export function readScanRefRequest(
  context: SimulatorContext,
  exchange: ApiExchange,
): { readonly body: JsonObject; readonly session: Session } {
  const body = readJsonObject(exchange.body);
  const scanRef = body['scanRef'];
  if (scanRef === undefined || scanRef === null) throw missingValue("Field 'scanRef' is required.");
  if (typeof scanRef !== 'string') throw badValue("Field 'scanRef' must be a string.");
  return { body, session: findSession(context, exchange, scanRef) };
}

/** @throws {ApiRefusal} 404 when it does not exist, or belongs to another account */
export function findSession(context: SimulatorContext, { account }: ApiExchange, scanRef: string): Session {
  const session = context.sessions.findOf(account.name, scanRef);
  if (session === undefined) {
    throw new ApiRefusal(404, 'BAD_VALUE', 'Verification with this scanRef does not exist.');
  }
  return session;
}
