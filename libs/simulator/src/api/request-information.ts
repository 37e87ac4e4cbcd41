import { LIMITS, OPERATIONS, type RequestInformationResponse, UUID_PATTERN } from '@nestjs-idenfy/contract';
import { type Answer, badValue, jsonAnswer, wrongState } from '../http/answer.js';
import { type JsonObject, readJsonObject } from '../http/body.js';
import type { Route } from '../http/router.js';
import type { SimulatorBehaviour } from '../options.js';
import type { Session } from '../sessions/session.js';
import type { SimulatorContext } from '../simulator-context.js';
import { apiRoute, findSession, readScanRefRequest } from './api-route.js';

/** Two paths of one call: the OAS has the scanRef in the path, D:kyc/request-update in the body. */
export function requestInformationRoutes(context: SimulatorContext): readonly Route[] {
  return [
    apiRoute(context, OPERATIONS.requestInformation, (exchange) => {
      const session = findSession(context, exchange, exchange.params['scanRef'] ?? '');
      // Every field is optional, so a request may have no body.
      return requestInformation(context, session, exchange.body.isEmpty ? {} : readJsonObject(exchange.body));
    }),
    apiRoute(context, { method: 'POST', path: '/api/v2/request-update' }, (exchange) => {
      const { body, session } = readScanRefRequest(context, exchange);
      return requestInformation(context, session, body);
    }),
  ];
}

function requestInformation(context: SimulatorContext, session: Session, body: JsonObject): Answer {
  const lifetime = readLifetime(body, context.settings.behaviour);
  const now = context.clock.now();
  if ((session.informationRequest?.expiresAt ?? 0) > now) {
    throw wrongState('Information has already been requested for this verification.');
  }
  if (session.status !== 'APPROVED') {
    throw wrongState('Information can only be requested for an approved verification.');
  }
  const tokenString = context.random.token('update');
  session.informationRequest = { tokenString, expiresAt: now + lifetime * 1000 };
  context.changed(session);
  const response: RequestInformationResponse = {
    sessionUrl: `${context.uiUrl}update?token=${tokenString}`,
    tokenString,
  };
  return jsonAnswer(200, response);
}

/** Checks the body (OAS) and returns the lifetime of the request in seconds. @throws {ApiRefusal} */
function readLifetime(body: JsonObject, { features }: SimulatorBehaviour): number {
  const { min, max, default: fallback } = LIMITS.requestInformationLifetime;
  // Null is not the default: the field is not nullable (OAS).
  const lifetime = body['lifetime'] === undefined ? fallback : body['lifetime'];
  if (!isWhole(lifetime) || lifetime < min || lifetime > max) {
    throw badValue(`Field 'lifetime' must be an integer from ${min} to ${max}.`);
  }
  const questionnaire = body['questionnaire'];
  if (
    questionnaire !== undefined &&
    !(isText(questionnaire) && features.questionnaires.includes(questionnaire))
  ) {
    throw badValue("Field 'questionnaire' is not the key of a questionnaire of this partner.");
  }
  const profile = body['riskAssessmentProfile'];
  if (profile !== undefined && !(isText(profile) && UUID_PATTERN.test(profile))) {
    throw badValue("Field 'riskAssessmentProfile' must be a UUID.");
  }
  for (const field of ['additionalStepUploadRequired', 'bankCardVerification']) {
    const value = body[field];
    if (value !== undefined && typeof value !== 'boolean') {
      throw badValue(`Field '${field}' must be a boolean.`);
    }
  }
  const lastFour = body['bankCardExpectedLastFour'] ?? null;
  if (lastFour !== null && !(isText(lastFour) && lastFour.length === LIMITS.bankCardLastFourLength)) {
    throw badValue("Field 'bankCardExpectedLastFour' must be four characters.");
  }
  return lifetime;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isWhole(value: unknown): value is number {
  return Number.isInteger(value);
}
