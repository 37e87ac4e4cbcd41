import { ALL } from '../../contract/additional-step.js';
import { DIRECT_PROCESSING_DOCUMENT_TYPES } from '../../contract/document-type.js';
import { TOKEN_FIELDS } from '../../contract/token-fields.js';
import type { TokenRequest } from '../../contract/token.js';
import type { Chance } from '../chance.js';
import type { SimulatorBehaviour } from '../options/simulator-behaviour.js';
import type { EffectiveToken, Session } from '../sessions/session.js';
import { additionalStepsOf } from './additional-steps.js';

interface Origin {
  readonly account: string;
  readonly now: number;
  readonly chance: Chance;
  readonly behaviour: SimulatorBehaviour;
}

/** A session as `/token` makes it: unused, and with the account's settings where the request has none. */
export function createSession(sent: TokenRequest, { account, now, chance, behaviour }: Origin): Session {
  const request = knownFields(sent);
  return {
    scanRef: chance.uuid('scanRef'),
    authToken: chance.token('authToken'),
    account,
    clientId: request.clientId,
    digitString: request.generateDigitString === true ? chance.digits('digitString', 8) : null,
    request,
    token: effectiveToken(request, behaviour),
    createdAt: now,
    status: 'ACTIVE',
    final: false,
    burned: false,
    openedAt: null,
    submission: null,
    planned: null,
    analysisDueAt: null,
    findings: null,
    finishedAt: null,
    reviewDueAt: null,
    data: null,
    informationRequest: null,
    expirationNotices: 0,
  };
}

// Unknown fields are ignored, and null asks for the default; neither is kept.
function knownFields(sent: TokenRequest): TokenRequest {
  const given = TOKEN_FIELDS.filter((field) => sent[field] !== undefined && sent[field] !== null);
  const known = Object.fromEntries(given.map((field) => [field, sent[field]]));
  return { ...known, clientId: sent.clientId ?? sent.personScanRef ?? '' };
}

function effectiveToken(request: TokenRequest, behaviour: SimulatorBehaviour): EffectiveToken {
  return {
    tokenType: request.tokenType ?? 'IDENTIFICATION',
    expiryTime: request.expiryTime ?? behaviour.expiryTime,
    sessionLength: request.sessionLength ?? behaviour.sessionLength,
    reviewSuccessful: request.reviewSuccessful ?? behaviour.reviewSuccessful,
    reviewFailed: request.reviewFailed ?? behaviour.reviewFailed,
    allowedDocuments: allowedDocumentsOf(request),
    additionalSteps: additionalStepsOf(request).map(({ name }) => name),
  };
}

function allowedDocumentsOf({ country, documents }: TokenRequest): EffectiveToken['allowedDocuments'] {
  const types = documents ?? DIRECT_PROCESSING_DOCUMENT_TYPES;
  if (country === undefined || country === null) return { [ALL]: types };
  const countries = typeof country === 'string' ? [country] : country;
  return Object.fromEntries(countries.map((code) => [code.toUpperCase(), types]));
}
