import { isBranded } from './brand.js';
import type { IdenfyError } from './idenfy.error.js';

/** Whether the value is an error of the library; also one thrown by another copy of the package. */
export function isIdenfyError(value: unknown): value is IdenfyError {
  return isBranded(value);
}
