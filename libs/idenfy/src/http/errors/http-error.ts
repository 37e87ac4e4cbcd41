import { STATUS_CODES } from 'node:http';
import { isJsonObject } from '@nestjs-idenfy/contract';
import { HttpException } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { isDatabaseAway } from '../../database/database-errors.js';
import { IdenfyConfigurationError } from '../../errors/configuration.error.js';
import { type ErrorAnswer, type StatusOverrides, toErrorAnswer } from '../../errors/error-answer.js';
import type { ErrorActor } from '../../errors/http-policy.js';
import { isIdenfyError, safeCause } from '../../errors/idenfy.error.js';
import { IdenfyUnavailableError } from '../../errors/refusal.errors.js';

/** The answer to an error. */
export interface HttpError {
  body: ErrorAnswer;
  /** Value of `Retry-After`, in seconds. */
  retryAfterSeconds?: number;
  /** Whether the error is a bug: it should be logged, and the body tells nothing of it. */
  unforeseen: boolean;
}

/**
 * Turns an error into its HTTP answer: Nest's usual body plus `identifier`, `retryable`, `actor` and, where they
 * are known, `field` and `hint`. A database that is away is 503. Use it in a filter of your own for the same answers.
 *
 * @param overrides identifier → status, as in the option `errors`
 */
export function toHttpError(thrown: unknown, overrides: StatusOverrides = {}): HttpError {
  const foreseen = isDatabaseAway(thrown) ? new IdenfyUnavailableError({ cause: thrown }) : thrown;
  // A wrong option is reported to the operator, at boot or in the log, never to a caller.
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

/** Body of all errors. */
@ApiSchema({ name: 'IdenfyErrorView' })
export class ErrorView implements ErrorAnswer {
  @ApiProperty({ type: 'integer', example: 422 })
  statusCode!: number;

  @ApiProperty({ example: 'Unprocessable Entity' })
  error!: string;

  @ApiProperty({ description: 'Never quotes what was sent.' })
  message!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'BAD_VALUE',
    description: "iDenfy's identifier, or ours.",
  })
  identifier!: string | null;

  @ApiProperty({ description: 'Whether the same request may succeed later without a change.' })
  retryable!: boolean;

  @ApiProperty({
    enum: ['user', 'operator', 'developer', 'vendor'],
    description: 'Who can resolve it.',
  })
  actor!: ErrorActor;

  @ApiPropertyOptional({ example: 'country', description: 'The field at fault, or `body`.' })
  field?: string;

  @ApiPropertyOptional({ example: 'Follow its event stream.', description: 'What to do about it.' })
  hint?: string;
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

/** Nest's own exceptions carry one sentence, those of its pipes a list. */
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

const STACK_FRAME = /^\s+at .+$/gm;

/**
 * What may be logged of an unforeseen error: its class, its code and its stack. Its message may quote a body, a row or a
 * credential.
 */
export function stackWithoutMessage(thrown: unknown): string {
  if (!(thrown instanceof Error)) {
    return `a value that is not an Error was thrown: ${typeof thrown}`;
  }
  const code = safeCause(thrown)?.message;
  const frames = thrown.stack?.match(STACK_FRAME) ?? [];
  return [
    code === undefined ? thrown.constructor.name : `${thrown.constructor.name} ${code}`,
    ...frames,
  ].join('\n');
}
