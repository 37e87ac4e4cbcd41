import { isKnownIdentifier } from '../../contract/error-catalogue.js';
import { OPERATIONS } from '../../contract/endpoints.js';
import { checkTokenRequest } from '../../contract/token-rules.js';
import type { TokenRequest } from '../../contract/token.js';
import { jsonAnswer, type Answer } from '../http/answer.js';
import { ApiRefusal } from '../http/api-refusal.js';
import type { PartnerExchange, Route } from '../http/exchange.js';
import { readJsonObject, type JsonObject } from '../http/json-body.js';
import { partnerRoute } from '../http/partner-route.js';
import { createSession } from '../lifecycle/create-session.js';
import { sampleSubmission } from '../lifecycle/sample-submission.js';
import type { Session } from '../sessions/session.js';
import type { World } from '../world.js';
import { checkAccountMay } from './token-business-rules.js';
import { tokenResponse } from './token-response.js';

/** POST /api/v2/token: money first, then the body, the fields, the account, and the person's other sessions (S1, S2). */
export function createTokenRoute(world: World): Route {
  return partnerRoute(world, OPERATIONS.createToken, (exchange) => {
    world.authentication.requireFunds(exchange.account);
    const body = readJsonObject(exchange.body);
    requireValidFields(body);
    if (body.dummyStatus !== undefined) world.authentication.requireDevelopment(exchange.account);
    checkAccountMay(world.settings.behaviour, body);
    requireNoActiveSession(world, exchange, body);
    return created(world, exchange, body);
  });
}

function requireValidFields(body: JsonObject): asserts body is JsonObject & TokenRequest {
  const problem = checkTokenRequest(body);
  if (problem === undefined) return;
  const identifier = isKnownIdentifier(problem.identifier) ? problem.identifier : 'BAD_VALUE';
  throw new ApiRefusal(400, identifier, problem.message);
}

function requireNoActiveSession(world: World, { account }: PartnerExchange, request: TokenRequest): void {
  if (world.settings.behaviour.allowConcurrentSessions) return;
  const clientId = request.clientId ?? request.personScanRef ?? '';
  const sessions = world.sessions.ofClient(account.name, clientId);
  if (sessions.some(({ status }) => status === 'ACTIVE')) {
    const message = 'This clientId already has an active verification session.';
    throw new ApiRefusal(409, 'PARTNER_ERROR', message);
  }
}

function created(world: World, { account }: PartnerExchange, request: TokenRequest): Answer {
  const now = world.clock.now();
  const { chance, settings } = world;
  const session = createSession(request, {
    account: account.name,
    now,
    chance,
    behaviour: settings.behaviour,
  });
  world.sessions.add(session);
  world.changed(session);
  if (account.credits !== null) account.credits -= 1;
  const response = tokenResponse(session, world);
  pretend(world, session, now);
  return jsonAnswer(201, response);
}

function pretend(world: World, session: Session, now: number): void {
  const { dummyStatus } = session.request;
  if (dummyStatus === undefined || dummyStatus === 'ACTIVE') return;
  world.lifecycle.pretend(session, sampleSubmission(session, now), dummyStatus);
}
