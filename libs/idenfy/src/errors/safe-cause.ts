import { isBranded } from './brand.js';

const ERROR_CODE = /^[A-Z][A-Z0-9_]{1,63}$|^[0-9A-Z]{5}$/;

/**
 * What may be kept of the cause of an error: one of our own errors, or the code (`ECONNRESET`, `57P01`) and nothing else.
 * Messages can quote a body or a row, and errors of HTTP clients carry the whole request with its credentials.
 */
export function safeCause(cause: unknown): Error | undefined {
  if (isBranded(cause)) {
    return cause;
  }
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) {
    return undefined;
  }
  const { code } = cause;
  return typeof code === 'string' && ERROR_CODE.test(code) ? new Error(code) : undefined;
}
