import type { Operation } from '../../contract/operation.js';

/** What an answer says about an error. Nothing of it is iDenfy's promise; anything may be missing. */
export interface ErrorBody {
  readonly identifier: string | null;
  /** iDenfy's text: it can echo values, so it is looked at and never kept. */
  readonly message: string | undefined;
}

const NO_ERROR_BODY: ErrorBody = { identifier: null, message: undefined };
const ERROR_FIELDS = new Set(['identifier', 'message', 'documentation', 'severity']);
const IDENTIFIER = /^[A-Z][A-Z0-9_]{0,63}$/;

/** Reads the body of an error answer. Proxies answer with HTML or nothing. */
export function errorBodyOf(body: unknown): ErrorBody {
  if (!isObject(body)) {
    return NO_ERROR_BODY;
  }
  const { identifier, message } = body;
  return {
    // Only what looks like a constant: a value that was echoed must not get into our errors.
    identifier: typeof identifier === 'string' && IDENTIFIER.test(identifier) ? identifier : null,
    message: typeof message === 'string' ? message : undefined,
  };
}

/** Whether the body of a 2xx answer tells of an error: it has what errors have, and not what the answer must have. */
export function isErrorBody(
  body: Record<string, unknown>,
  { requiredInAnswer }: Operation<unknown, unknown>,
): boolean {
  if (requiredInAnswer.length > 0 && requiredInAnswer.every((field) => isPresent(body[field]))) {
    return false;
  }
  return (
    typeof body['identifier'] === 'string' ||
    (typeof body['message'] === 'string' && Object.keys(body).every((field) => ERROR_FIELDS.has(field)))
  );
}

/** Whether the value is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a field that we cannot work without is there. */
export function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
