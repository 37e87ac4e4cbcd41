import type { KnownIdentifier } from '../../contract/error-catalogue.js';
import { jsonAnswer, type Answer } from './answer.js';

/** A request that the simulated iDenfy refuses, in iDenfy's own words. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';

  constructor(
    readonly status: number,
    readonly identifier: KnownIdentifier,
    message: string,
    /** True for the authentication stage, whose errors have a message only (S1). */
    readonly messageOnly = false,
  ) {
    super(message);
  }
}

/** The four fields of an error (S0, S1, S4). */
export function errorAnswer(status: number, identifier: KnownIdentifier, message: string): Answer {
  return jsonAnswer(status, { message, identifier, documentation: '', severity: 'NOT_SEVERE' });
}

export function answerOf(refusal: ApiRefusal): Answer {
  return refusal.messageOnly
    ? jsonAnswer(refusal.status, { message: refusal.message })
    : errorAnswer(refusal.status, refusal.identifier, refusal.message);
}

export function badValue(message: string): ApiRefusal {
  return new ApiRefusal(400, 'BAD_VALUE', message);
}

export function missingValue(message: string): ApiRefusal {
  return new ApiRefusal(400, 'MISSING_VALUE', message);
}

export function wrongState(message: string): ApiRefusal {
  return new ApiRefusal(400, 'PARTNER_ERROR', message);
}
