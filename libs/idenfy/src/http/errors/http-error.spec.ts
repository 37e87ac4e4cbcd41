import {
  BadRequestException,
  ForbiddenException,
  HttpException,
  ServiceUnavailableException,
} from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { createToken } from '@nestjs-idenfy/contract';
import { IdenfyApiError } from '../../errors/call.errors.js';
import { IdenfyConfigurationError } from '../../errors/configuration.error.js';
import {
  IdenfyConflictError,
  IdenfyThrottledError,
  IdenfyValidationError,
} from '../../errors/refusal.errors.js';
import { stackWithoutMessage, toHttpError } from './http-error.js';

describe('the answer to an error', () => {
  it('names the field and who must act, and no value that was sent', () => {
    expect(toHttpError(new IdenfyValidationError({ field: 'country', message: 'No.' }))).toEqual({
      body: {
        statusCode: 400,
        error: 'Bad Request',
        message: 'No.',
        identifier: null,
        retryable: false,
        actor: 'user',
        field: 'country',
      },
      unforeseen: false,
    });
  });

  it('has a Retry-After', () => {
    expect(toHttpError(new IdenfyThrottledError({ retryAfterSeconds: 7 }))).toMatchObject({
      body: { statusCode: 429, retryable: true },
      retryAfterSeconds: 7,
    });
  });

  it('has the status that the host maps the identifier to', () => {
    const error = new IdenfyConflictError({ identifier: 'ALREADY_SUBMITTED' });

    expect(toHttpError(error, { ALREADY_SUBMITTED: 423 }).body).toMatchObject({
      statusCode: 423,
      error: 'Locked',
      identifier: 'ALREADY_SUBMITTED',
    });
  });

  it('does not pass on a 401 about our own account', () => {
    const refused = { operation: createToken, status: 401, identifier: 'UNAUTHORIZED', attempts: 1 };

    expect(toHttpError(new IdenfyApiError(refused)).body).toMatchObject({
      statusCode: 502,
      actor: 'operator',
    });
  });

  it.each([
    [new ForbiddenException(), { statusCode: 403, error: 'Forbidden', message: 'Forbidden', actor: 'user' }],
    [new ForbiddenException('Not today.'), { statusCode: 403, error: 'Forbidden', message: 'Not today.' }],
    [new BadRequestException(['one', 'two']), { statusCode: 400, message: 'one; two' }],
    [new HttpException({ message: 'Gone.', identifier: 'LEFT' }, 410), { error: 'Gone', identifier: 'LEFT' }],
    [new HttpException({ message: { secret: 1 } }, 418), { statusCode: 418, message: "I'm a Teapot" }],
    [new ServiceUnavailableException(), { statusCode: 503, retryable: true, actor: 'operator' }],
  ])("has the same shape for Nest's own exceptions: %s", (exception, expected) => {
    const { body, unforeseen } = toHttpError(exception);

    expect(body).toMatchObject(expected);
    expect(Object.keys(body)).toEqual(['statusCode', 'error', 'message', 'identifier', 'retryable', 'actor']);
    expect(unforeseen).toBe(false);
  });

  it.each([
    new TypeError('cannot read the passport of Jane Doe'),
    new IdenfyConfigurationError({ option: 'defaults.locale', hint: 'hint it' }),
    'a string',
    undefined,
  ])('reveals nothing of an unexpected error: %s', (thrown) => {
    const { body, unforeseen } = toHttpError(thrown);

    expect(body).toMatchObject({ statusCode: 500, identifier: null, actor: 'developer' });
    expect(body.message).toBe('Something went wrong on our side.');
    expect(unforeseen).toBe(true);
  });
});

describe('the log line of an unexpected error', () => {
  it('names its class and stack frames without its message', () => {
    const error = Object.assign(new RangeError('at most Jane Doe\n  born 1990'), { code: '23505' });

    expect(stackWithoutMessage(error)).toMatch(/^RangeError 23505\n\s+at .*http-error\.spec\.ts/);
    expect(stackWithoutMessage(error)).not.toContain('Jane');
  });
});
