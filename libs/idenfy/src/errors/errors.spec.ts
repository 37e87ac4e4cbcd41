import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createToken, processImages, readStatus } from '@nestjs-idenfy/contract';
import { toErrorAnswer } from './error-answer.js';
import {
  IdenfyApiError,
  IdenfyBudgetError,
  IdenfyBulkheadError,
  IdenfyCancelledError,
  IdenfyCircuitError,
  IdenfyContractError,
  IdenfyLostAnswerError,
  IdenfyNetworkError,
  IdenfyTimeoutError,
} from './call.errors.js';
import { IdenfyConfigurationError } from './configuration.error.js';
import {
  IdenfyConflictError,
  IdenfyForbiddenError,
  IdenfyNotFoundError,
  IdenfySignatureError,
  IdenfyThrottledError,
  IdenfyUnauthenticatedError,
  IdenfyUnavailableError,
  IdenfyUploadError,
  IdenfyValidationError,
} from './refusal.errors.js';
import { type IdenfyError, isIdenfyError } from './idenfy.error.js';

const SECRET = 'c2VjcmV0LWtleQ';

/** As leaky as the error of an HTTP client. */
function leakyCause(): Error {
  return Object.assign(new Error(`connect with ${SECRET}`), {
    code: 'ECONNRESET',
    config: { headers: { Authorization: `Basic ${SECRET}` } },
    request: { body: SECRET },
  });
}

const call = { operation: 'createToken', attempts: 4 };
const later = { ...call, retryAfterSeconds: 7 };

const ERRORS: [IdenfyError, number, string, boolean][] = [
  [new IdenfyNetworkError({ ...call, retryable: true, cause: leakyCause() }), 502, 'vendor', true],
  [new IdenfyTimeoutError({ ...call, clock: 'try', cause: leakyCause() }), 504, 'vendor', false],
  [new IdenfyContractError({ ...call, missing: 'scanRef', cause: leakyCause() }), 502, 'vendor', false],
  [new IdenfyLostAnswerError({ ...call, candidates: ['3c9b'] }), 502, 'vendor', false],
  [new IdenfyBudgetError(later), 503, 'vendor', true],
  [new IdenfyCircuitError(later), 503, 'vendor', true],
  [new IdenfyBulkheadError(call), 503, 'vendor', true],
  [new IdenfyCancelledError(call), 503, 'user', false],
  [new IdenfySignatureError({ reason: 'mismatch' }), 401, 'operator', false],
  [new IdenfyUploadError({ httpStatus: 413, message: 'Too large.' }), 413, 'user', false],
  [new IdenfyValidationError({ field: 'country', message: 'Wrong.' }), 400, 'user', false],
  [new IdenfyConfigurationError({ option: 'apiKey', hint: 'give it' }), 500, 'developer', false],
  [new IdenfyConflictError({ identifier: 'LEGAL_HOLD' }), 409, 'user', false],
  [new IdenfyNotFoundError(), 404, 'user', false],
  [new IdenfyForbiddenError({ field: 'callbackUrl' }), 403, 'user', false],
  [new IdenfyUnauthenticatedError(), 401, 'user', false],
  [new IdenfyThrottledError({ retryAfterSeconds: 60 }), 429, 'user', true],
  [new IdenfyUnavailableError({ cause: leakyCause() }), 503, 'operator', true],
];

describe('IdenfyError', () => {
  it.each(ERRORS.map(([error, ...expected]) => [error.constructor.name, error, ...expected] as const))(
    'answers %s with a status of its own',
    (className, error, statusCode, actor, retryable) => {
      expect(error.name).toBe(className);
      expect(error.stack).toContain(className);
      expect(isIdenfyError(error)).toBe(true);
      expect(toErrorAnswer(error)).toMatchObject({ statusCode, actor, retryable, message: error.message });
    },
  );

  it('hides requests, credentials and added properties from every kind of printing', () => {
    for (const [error] of ERRORS) {
      Object.assign(error, { config: { auth: SECRET } });
      const nested = new Error('outer', { cause: error });
      for (const text of [
        inspect(error),
        inspect(nested),
        JSON.stringify(error),
        String(error),
        error.stack,
      ]) {
        expect(text).not.toContain(SECRET);
      }
    }
  });

  it('has no HTTP status when it is never served', () => {
    const error = new IdenfyConfigurationError({ option: 'apiKey', hint: 'give it' });

    expect(error.toJSON()).toEqual({
      name: 'IdenfyConfigurationError',
      message: "Option 'apiKey' of IdenfyModule: give it.",
      identifier: null,
      option: 'apiKey',
      hint: 'give it',
    });
  });

  it('keeps the code of its cause', () => {
    const error = new IdenfyNetworkError({ ...call, cause: leakyCause() });
    expect(error.causedBy).toBe('ECONNRESET');
    expect(error.toJSON()).toEqual({
      name: 'IdenfyNetworkError',
      message: 'The identity verification service could not be reached.',
      identifier: null,
      httpStatus: 502,
      retryable: false,
      actor: 'vendor',
      operation: 'createToken',
      attempts: 4,
      causedBy: 'ECONNRESET',
    });
  });

  it.each([null, undefined, 'IdenfyError', {}, new Error('x'), { name: 'IdenfyApiError', httpStatus: 400 }])(
    'does not recognise %j',
    (value) => {
      expect(isIdenfyError(value)).toBe(false);
    },
  );

  it('recognises an error of another copy of the package', () => {
    class Foreign extends Error {
      get [Symbol.for('nestjs-idenfy.error')]() {
        return true;
      }
    }
    expect(isIdenfyError(new Foreign())).toBe(true);
  });
});

describe('IdenfyApiError', () => {
  const refused = { operation: createToken, status: 400, identifier: 'BAD_VALUE', attempts: 1 };

  it('reports the refusal with our message', () => {
    const error = new IdenfyApiError({
      ...refused,
      field: 'country',
      vendorMessage: `Field 'country' must not be ${SECRET}`,
    });
    expect(error).toMatchObject({ status: 400, operation: 'createToken', attempts: 1 });
    expect(toErrorAnswer(error)).toEqual({
      statusCode: 422,
      error: 'Unprocessable Entity',
      message: 'The identity verification service refused a value of the request.',
      identifier: 'BAD_VALUE',
      retryable: false,
      actor: 'user',
      field: 'country',
    });
    expect(inspect(error)).not.toContain(SECRET);
  });

  it("names the operator for a fault in the host's own defaults", () => {
    const error = new IdenfyApiError({ ...refused, field: 'theme', fieldFromDefaults: true });
    expect(error).toMatchObject({ httpStatus: 502, actor: 'operator', field: 'theme' });
  });

  it('is not retryable when iDenfy may have done the work', () => {
    const facts = { operation: processImages, status: 500, identifier: null, attempts: 1 };
    expect(new IdenfyApiError(facts).retryable).toBe(true);
    const open = new IdenfyApiError({ ...facts, mayHaveWorked: true });
    expect(open).toMatchObject({ retryable: false, answerLost: true });
  });

  it("is 503 with Retry-After when iDenfy's Retry-After exceeds the time left", () => {
    const error = new IdenfyApiError({ ...refused, status: 502, retryAfterSeconds: 60, comeBackLater: true });
    expect(error).toMatchObject({ httpStatus: 503, retryable: true, retryAfterSeconds: 60 });
  });

  it('distinguishes an unknown verification from a wrong address', () => {
    const notFound = { status: 404, identifier: null, attempts: 1 };
    expect(new IdenfyApiError({ ...notFound, operation: readStatus }).httpStatus).toBe(404);
    expect(new IdenfyApiError({ ...notFound, operation: createToken }).httpStatus).toBe(502);
  });

  it('keeps an identifier only when it has the form of one', () => {
    expect(new IdenfyApiError({ ...refused, identifier: 'NEW_ERROR' }).identifier).toBe('NEW_ERROR');
    expect(new IdenfyApiError({ ...refused, identifier: 'Jonas Jonaitis' }).identifier).toBeNull();
  });
});

describe('toErrorAnswer', () => {
  it('uses the status that the host maps an identifier to', () => {
    const error = new IdenfyConflictError({ identifier: 'LEGAL_HOLD' });
    expect(toErrorAnswer(error, { LEGAL_HOLD: 423 })).toMatchObject({ statusCode: 423, error: 'Locked' });
    expect(toErrorAnswer(error, { OTHER: 423 })).toMatchObject({ statusCode: 409, error: 'Conflict' });
  });
});
