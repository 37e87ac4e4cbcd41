import type { KnownIdentifier } from '../../contract/error-catalogue.js';
import { emptyAnswer, jsonAnswer, textAnswer, type Answer } from '../http/answer.js';
import { errorAnswer } from '../http/api-refusal.js';
import type { RequestFault } from './request-fault.js';

/** The error that usually comes with a status, for a fault that names no body. */
const USUAL_ERRORS: Readonly<Record<number, readonly [KnownIdentifier, string]>> = {
  400: ['BAD_VALUE', 'Bad request.'],
  405: ['METHOD_NOT_ALLOWED', 'Method not allowed.'],
  409: ['PARTNER_ERROR', 'This clientId already has an active verification session.'],
  429: ['TOO_MANY_REQUESTS', 'You have exceeded the rate limit.'],
};

/** Statuses of the authentication stage, whose errors have a message only (S1). */
const MESSAGES: Readonly<Record<number, string>> = {
  401: 'Invalid authorization credentials',
  402: 'Action not allowed due to lack of funds or exceeded limit.',
  403: 'Partner inactive',
};

/** The answer a fault gives in place of the work. */
export function faultAnswer({ status = 200, body }: RequestFault): Answer {
  if (typeof body === 'string')
    return textAnswer(status, body, looksLikeHtml(body) ? 'text/html' : 'text/plain');
  if (body !== undefined) return jsonAnswer(status, body);
  if (status < 400) return emptyAnswer(status);
  const message = MESSAGES[status];
  if (message !== undefined) return jsonAnswer(status, { message });
  const [identifier, usual] = USUAL_ERRORS[status] ?? ['INTERNAL_ERROR', 'Internal error.'];
  return errorAnswer(status, identifier, usual);
}

function looksLikeHtml(body: string): boolean {
  return body.trimStart().startsWith('<');
}
