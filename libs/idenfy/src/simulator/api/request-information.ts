import { OPERATIONS } from '../../contract/endpoints.js';
import type { RequestInformationResponse } from '../../contract/request-information.js';
import { jsonAnswer, type Answer } from '../http/answer.js';
import { wrongState } from '../http/api-refusal.js';
import type { Route } from '../http/exchange.js';
import { findSession, readScanRefRequest } from '../http/find-session.js';
import { readJsonObject, type JsonObject } from '../http/json-body.js';
import { partnerRoute } from '../http/partner-route.js';
import type { Session } from '../sessions/session.js';
import type { World } from '../world.js';
import { checkInformationRequest } from './request-information-rules.js';

/** The path of the OAS, with the scanRef in it, and that of D:kyc/request-update, with the scanRef in the body. */
export function requestInformationRoutes(world: World): readonly Route[] {
  return [
    partnerRoute(world, OPERATIONS.requestInformation, (exchange) => {
      const session = findSession(world, exchange, exchange.params['scanRef'] ?? '');
      // Every field is optional, so no body at all is a request like any other.
      return ask(world, session, exchange.body.isEmpty ? {} : readJsonObject(exchange.body));
    }),
    partnerRoute(world, { method: 'POST', path: '/api/v2/request-update' }, (exchange) => {
      const { body, session } = readScanRefRequest(world, exchange);
      return ask(world, session, body);
    }),
  ];
}

function ask(world: World, session: Session, body: JsonObject): Answer {
  const lifetime = checkInformationRequest(body, world.settings.behaviour);
  const now = world.clock.now();
  if ((session.informationRequest?.expiresAt ?? 0) > now) {
    throw wrongState('Information has already been requested for this verification.');
  }
  if (session.status !== 'APPROVED') {
    throw wrongState('Information can only be requested for an approved verification.');
  }
  const tokenString = world.chance.token('update');
  session.informationRequest = { tokenString, expiresAt: now + lifetime * 1000 };
  world.changed(session);
  const response: RequestInformationResponse = {
    sessionUrl: `${world.uiUrl}update?token=${tokenString}`,
    tokenString,
  };
  return jsonAnswer(200, response);
}
