import {
  ALL,
  DIRECT_PROCESSING_DOCUMENT_TYPES,
  foldedCountryCode,
  TOKEN_FIELDS,
  type TokenRequest,
} from '@nestjs-idenfy/contract';
import type { SimulatorBehaviour } from '../options.js';
import type { SeededRandom } from '../seeded-random.js';
import { effectiveSteps } from './additional-steps.js';
import type { EffectiveToken, Session } from './session.js';

interface Origin {
  readonly account: string;
  readonly now: number;
  readonly random: SeededRandom;
  readonly behaviour: SimulatorBehaviour;
}

/** An unused session as `/token` creates it, with the account's settings where the request has none. */
export function createSession(sent: TokenRequest, { account, now, random, behaviour }: Origin): Session {
  const request = knownFields(sent);
  return {
    scanRef: random.uuid('scanRef'),
    authToken: random.token('authToken'),
    account,
    clientId: request.clientId,
    digitString: request.generateDigitString === true ? random.digits('digitString', 8) : null,
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
    results: null,
    finishedAt: null,
    reviewDueAt: null,
    data: null,
    informationRequest: null,
    expirationWebhooksSent: 0,
    checks: {},
    webhook: {},
  };
}

// Unknown fields are ignored and null means the default, so neither is kept.
function knownFields(sent: TokenRequest): TokenRequest {
  const given = TOKEN_FIELDS.filter((field) => sent[field] !== undefined && sent[field] !== null);
  const known = Object.fromEntries(
    given.map((field) => [field, field === 'nationality' ? foldedCountryCode(sent[field]) : sent[field]]),
  );
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
    additionalSteps: effectiveSteps(request, behaviour.additionalSteps),
  };
}

function allowedDocumentsOf({ country, documents }: TokenRequest): EffectiveToken['allowedDocuments'] {
  const types = documents ?? DIRECT_PROCESSING_DOCUMENT_TYPES;
  if (country === undefined || country === null) return { [ALL]: types };
  const countries = typeof country === 'string' ? [country] : country;
  return Object.fromEntries(countries.map((code) => [code.toUpperCase(), types]));
}
