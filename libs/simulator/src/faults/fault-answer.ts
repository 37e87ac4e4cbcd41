import type { KnownIdentifier } from '@nestjs-idenfy/contract';
import { emptyAnswer, errorAnswer, jsonAnswer, textAnswer, type Answer } from '../http/answer.js';
import type { RequestFault } from './fault.js';

/** iDenfy's usual error for a status, for a fault without a body. */
const USUAL_ERRORS: Readonly<Record<number, readonly [KnownIdentifier, string]>> = {
  400: ['BAD_VALUE', 'Bad request.'],
  405: ['METHOD_NOT_ALLOWED', 'Method not allowed.'],
  409: ['PARTNER_ERROR', 'This clientId already has an active verification session.'],
  429: ['TOO_MANY_REQUESTS', 'You have exceeded the rate limit.'],
};

/** Messages of the authentication stage, whose errors have only a message (S1). */
const MESSAGES: Readonly<Record<number, string>> = {
  401: 'Invalid authorization credentials',
  402: 'Action not allowed due to lack of funds or exceeded limit.',
  403: 'Partner inactive',
};

/** The answer of a fault that replaces the work. */
export function faultAnswer({ status = 200, body }: RequestFault): Answer {
  if (typeof body === 'string') {
    return textAnswer(status, body, body.trimStart().startsWith('<') ? 'text/html' : 'text/plain');
  }
  if (body !== undefined) return jsonAnswer(status, body);
  if (status < 400) return emptyAnswer(status);
  const message = MESSAGES[status];
  if (message !== undefined) return jsonAnswer(status, { message });
  const [identifier, usual] = USUAL_ERRORS[status] ?? ['INTERNAL_ERROR', 'Internal error.'];
  return errorAnswer(status, identifier, usual);
}
