import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { isJsonObject } from '../../contract/additional-step-rules.js';
import { type ErrorAnswer, type StatusOverrides, toErrorAnswer } from '../../errors/error-answer.js';
import { IdenfyConfigurationError } from '../../errors/idenfy-configuration.error.js';
import { IdenfyUnavailableError } from '../../errors/idenfy-unavailable.error.js';
import { isDatabaseAway } from '../../errors/is-database-away.js';
import { isIdenfyError } from '../../errors/is-idenfy-error.js';

/** What is answered to an error. */
export interface HttpError {
  body: ErrorAnswer;
  /** Value of `Retry-After`, in seconds. */
  retryAfterSeconds?: number;
  /** Whether nobody foresaw it: then it should be logged, and the body tells nothing. */
  unforeseen: boolean;
}

/**
 * Turns whatever was thrown into the answer of design: Nest's usual body plus `identifier`, `retryable`, `actor`
 * and, where one is known, `field`. A database that is away is 503. Use it in a filter of your own to answer alike.
 *
 * @param overrides identifier → status, as in the option `errors`
 */
export function toHttpError(thrown: unknown, overrides: StatusOverrides = {}): HttpError {
  const foreseen = isDatabaseAway(thrown) ? new IdenfyUnavailableError({ cause: thrown }) : thrown;
  // A wrong option is named to the operator at boot or in the log, never to a caller.
  if (isIdenfyError(foreseen) && !(foreseen instanceof IdenfyConfigurationError)) {
    const { retryAfterSeconds } = foreseen;
    return {
      body: toErrorAnswer(foreseen, overrides),
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
      unforeseen: false,
    };
  }
  return thrown instanceof HttpException
    ? { body: answerOf(thrown), unforeseen: false }
    : { body: internal(), unforeseen: true };
}

function answerOf(exception: HttpException): ErrorAnswer {
  const statusCode = exception.getStatus();
  const given = exception.getResponse();
  const { message, error, identifier, field } = isJsonObject(given) ? given : { message: given };
  return {
    statusCode,
    error: typeof error === 'string' ? error : reasonPhrase(statusCode),
    message: messageOf(message) ?? reasonPhrase(statusCode),
    identifier: typeof identifier === 'string' ? identifier : null,
    retryable: statusCode === 429 || statusCode === 503,
    actor: statusCode < 500 ? 'user' : 'operator',
    ...(typeof field === 'string' && { field }),
  };
}

/** Nest's own exceptions carry one sentence, those of its pipes a list of them. */
function messageOf(message: unknown): string | undefined {
  return [message].flat().every((part) => typeof part === 'string') ? [message].flat().join('; ') : undefined;
}

function internal(): ErrorAnswer {
  return {
    statusCode: 500,
    error: reasonPhrase(500),
    message: 'Something went wrong on our side.',
    identifier: null,
    retryable: false,
    actor: 'developer',
  };
}

function reasonPhrase(statusCode: number): string {
  return STATUS_CODES[statusCode] ?? 'Error';
}
