import {
  ANSWER_SCHEMAS,
  checkTokenRequest,
  DIRECT_PROCESSING_DOCUMENT_TYPES,
  isKnownIdentifier,
  OPERATIONS,
  redirectUrlFor,
  TOKEN_FIELDS,
  type TokenRequest,
  type TokenResponse,
} from '@nestjs-idenfy/contract';
import { type Answer, ApiRefusal, badValue, jsonAnswer } from '../http/answer.js';
import { type JsonObject, readJsonObject } from '../http/body.js';
import type { Route } from '../http/router.js';
import type { SimulatorBehaviour } from '../options.js';
import { createSession } from '../sessions/create-session.js';
import { isIssuedBy } from '../sessions/issuing-countries.js';
import type { Session } from '../sessions/session.js';
import { sampleSubmission } from '../sessions/submission.js';
import type { SimulatorContext } from '../simulator-context.js';
import { type ApiExchange, apiRoute } from './api-route.js';

/** POST /api/v2/token. Checks credits, body, fields, account and the person's other sessions, in this order (S1, S2). */
export function createTokenRoute(context: SimulatorContext): Route {
  return apiRoute(context, OPERATIONS.createToken, (exchange) => {
    context.authentication.requireFunds(exchange.account);
    const body = readJsonObject(exchange.body);
    requireValidFields(body);
    if (body.dummyStatus !== undefined) context.authentication.requireDevelopment(exchange.account);
    requireAllowed(context.settings.behaviour, body);
    requireNoActiveSession(context, exchange, body);
    return create(context, exchange, body);
  });
}

function requireValidFields(body: JsonObject): asserts body is JsonObject & TokenRequest {
  const problem = checkTokenRequest(body);
  if (problem === undefined) return;
  const identifier = isKnownIdentifier(problem.identifier) ? problem.identifier : 'BAD_VALUE';
  throw new ApiRefusal(400, identifier, problem.message);
}

function requireNoActiveSession(
  context: SimulatorContext,
  { account }: ApiExchange,
  request: TokenRequest,
): void {
  const { allowConcurrentSessions } = context.settings.behaviour;
  if (allowConcurrentSessions === true) return;
  const clientId = request.clientId ?? request.personScanRef ?? '';
  const sessions = context.sessions.ofClient(account.name, clientId);
  const tokenType = request.tokenType ?? 'IDENTIFICATION';
  const counts = ({ token }: Session) =>
    allowConcurrentSessions !== 'PER_TOKEN_TYPE' || token.tokenType === tokenType;
  if (sessions.some((session) => session.status === 'ACTIVE' && counts(session))) {
    const message = 'This clientId already has an active verification session.';
    throw new ApiRefusal(409, 'PARTNER_ERROR', message);
  }
}

function create(context: SimulatorContext, { account }: ApiExchange, request: TokenRequest): Answer {
  const now = context.clock.now();
  const { random, settings } = context;
  const session = createSession(request, {
    account: account.name,
    now,
    random,
    behaviour: settings.behaviour,
  });
  context.sessions.add(session);
  context.changed(session);
  if (account.credits !== null) account.credits -= 1;
  const answer = tokenResponse(session, context);
  const response = settings.behaviour.profile === 'strict-openapi' ? strictAnswer(answer) : answer;
  submitDummy(context, session, now);
  return jsonAnswer(201, response);
}

function submitDummy(context: SimulatorContext, session: Session, now: number): void {
  const { dummyStatus } = session.request;
  if (dummyStatus === undefined || dummyStatus === 'ACTIVE') return;
  context.lifecycle.submitDummy(session, sampleSubmission(session, now), dummyStatus);
}

/** Checks the rules of `/token` that depend on the account (S1: business logic errors). @throws {ApiRefusal} 400 */
function requireAllowed(behaviour: SimulatorBehaviour, request: TokenRequest): void {
  const { features } = behaviour;
  if (!isSupported(request)) {
    throw badValue("The combination of 'country' and 'documents' is not supported.");
  }
  if (!features.tokenTypes.includes(request.tokenType ?? 'IDENTIFICATION')) {
    throw notInContract('Partner is not allowed to generate tokens of this type.');
  }
  if (isGiven(request.callbackUrl) && !features.callbackUrl) {
    throw notInContract('Custom webhook URL is not enabled for this partner.');
  }
  if (isGiven(request.additionalSteps) && !features.additionalSteps) {
    throw notInContract("'additionalSteps' is not enabled for this partner.");
  }
  const expiryTime = request.expiryTime ?? behaviour.expiryTime;
  if (request.generateDigitString === true && expiryTime > behaviour.digitStringMaxExpiry) {
    throw badValue(
      `With 'generateDigitString', 'expiryTime' must not exceed ${behaviour.digitStringMaxExpiry}.`,
    );
  }
  if (isGiven(request.questionnaire) && !features.questionnaires.includes(request.questionnaire)) {
    throw badValue("Field 'questionnaire' is not the key of a questionnaire of this partner.");
  }
  if (
    isGiven(request.riskAssessmentProfile) &&
    !features.riskProfiles.includes(request.riskAssessmentProfile)
  ) {
    throw badValue("Field 'riskAssessmentProfile' is not a risk profile of this partner.");
  }
}

function isSupported({ country, documents }: TokenRequest): boolean {
  if (!isGiven(country) || !isGiven(documents) || documents.length === 0) return true;
  const countries = typeof country === 'string' ? [country] : country;
  return countries.every((code) => documents.some((type) => isIssuedBy(type, code.toUpperCase())));
}

function isGiven<Value>(value: Value | null | undefined): value is Value {
  return value !== undefined && value !== null;
}

function notInContract(message: string): ApiRefusal {
  return new ApiRefusal(400, 'PARTNER_CONTRACT_ERROR', message);
}

/** What the answer has for each field that the request leaves out: null, or the default (M21, WL). */
const DEFAULT_ANSWER: Readonly<Record<string, unknown>> = {
  ...Object.fromEntries(TOKEN_FIELDS.map((field) => [field, null])),
  tokenType: 'IDENTIFICATION',
  documents: DIRECT_PROCESSING_DOCUMENT_TYPES,
  locale: 'en',
  showInstructions: true,
  generateDigitString: false,
  questionnaireRequired: true,
};

/** The request with defaults filled in and names in upper case, plus the identifiers (OAS, WL). */
function tokenResponse(session: Session, context: SimulatorContext): TokenResponse {
  const { request, token } = session;
  const sent = request.dummyStatus === undefined ? 'Token' : 'Dummy token and verification';
  return {
    ...DEFAULT_ANSWER,
    ...request,
    message: `${sent} created successfully`,
    authToken: session.authToken,
    scanRef: session.scanRef,
    clientId: session.clientId,
    personScanRef: session.clientId,
    firstName: request.firstName?.toUpperCase() ?? null,
    lastName: request.lastName?.toUpperCase() ?? null,
    tokenType: token.tokenType,
    expiryTime: token.expiryTime,
    sessionLength: token.sessionLength,
    reviewSuccessful: token.reviewSuccessful,
    reviewFailed: token.reviewFailed,
    digitString: session.digitString,
    allowedDocuments: allowedDocuments(session),
    additionalSteps: Object.keys(token.additionalSteps).length === 0 ? null : token.additionalSteps,
    redirectUrl: redirectUrlFor(context.baseUrl, session.authToken),
  };
}

/** Only fields of the OpenAPI file, and null only where it allows null. */
function strictAnswer(answer: TokenResponse): Partial<TokenResponse> {
  const { properties = {} } = ANSWER_SCHEMAS.createToken;
  const fits = ([field, value]: [string, unknown]) => {
    const types = [properties[field]?.type ?? []].flat();
    if (value === null) return types.includes('null');
    // One country only: the file has no list.
    return types.length > 0 && (!Array.isArray(value) || types.includes('array'));
  };
  return Object.fromEntries(Object.entries(answer).filter(fits));
}

function allowedDocuments({ token }: Session): Record<string, string[]> {
  const allowed = Object.entries(token.allowedDocuments);
  return Object.fromEntries(allowed.map(([country, types]) => [country, [...types]]));
}
