import {
  BadRequestException,
  ForbiddenException,
  HttpException,
  ServiceUnavailableException,
} from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { createToken } from '../../contract/endpoints.js';
import { IdenfyApiError } from '../../errors/idenfy-api.error.js';
import { IdenfyConfigurationError } from '../../errors/idenfy-configuration.error.js';
import { IdenfyConflictError } from '../../errors/idenfy-conflict.error.js';
import { IdenfyThrottledError } from '../../errors/idenfy-throttled.error.js';
import { IdenfyValidationError } from '../../errors/idenfy-validation.error.js';
import { toHttpError } from './http-error.js';
import { withoutWords } from './without-words.js';

describe('what is answered to an error', () => {
  it('names the field, who must act, and nothing that was sent', () => {
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

  it('says when to come back', () => {
    expect(toHttpError(new IdenfyThrottledError({ retryAfterSeconds: 7 }))).toMatchObject({
      body: { statusCode: 429, retryable: true },
      retryAfterSeconds: 7,
    });
  });

  it('takes the status that the host wants for an identifier', () => {
    const error = new IdenfyConflictError({ identifier: 'ALREADY_SUBMITTED' });

    expect(toHttpError(error, { ALREADY_SUBMITTED: 423 }).body).toMatchObject({
      statusCode: 423,
      error: 'Locked',
      identifier: 'ALREADY_SUBMITTED',
    });
  });

  it("keeps our account's troubles from looking like the caller's login", () => {
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
  ])("gives Nest's own exceptions the same shape: %s", (exception, expected) => {
    const { body, unforeseen } = toHttpError(exception);

    expect(body).toMatchObject(expected);
    expect(Object.keys(body)).toEqual(['statusCode', 'error', 'message', 'identifier', 'retryable', 'actor']);
    expect(unforeseen).toBe(false);
  });

  it.each([
    new TypeError('cannot read the passport of Jane Doe'),
    new IdenfyConfigurationError({ option: 'defaults.locale', mend: 'mend it' }),
    'a string',
    undefined,
  ])('tells nothing of what nobody foresaw: %s', (thrown) => {
    const { body, unforeseen } = toHttpError(thrown);

    expect(body).toMatchObject({ statusCode: 500, identifier: null, actor: 'developer' });
    expect(body.message).toBe('Something went wrong on our side.');
    expect(unforeseen).toBe(true);
  });
});

describe('what is logged of an error that nobody foresaw', () => {
  it('says what it was and where, and not its words', () => {
    const error = Object.assign(new RangeError('at most Jane Doe\n  born 1990'), { code: '23505' });

    expect(withoutWords(error)).toMatch(/^RangeError 23505\n\s+at .*http-error\.spec\.ts/);
    expect(withoutWords(error)).not.toContain('Jane');
  });
});
