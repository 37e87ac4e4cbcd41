import type { IdenfyError } from './idenfy.error.js';

/** Marks errors of every copy of the package. */
export const IDENFY_ERROR_BRAND = Symbol.for('nestjs-idenfy.error');

/** Whether the value is an error of the library; also one thrown by another copy of the package. */
export function isIdenfyError(value: unknown): value is IdenfyError {
  return typeof value === 'object' && value !== null && Reflect.get(value, IDENFY_ERROR_BRAND) === true;
}
