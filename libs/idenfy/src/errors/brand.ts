/** Marks the errors of every copy of the package: `instanceof` knows only those of its own copy. */
export const IDENFY_ERROR_BRAND = Symbol.for('nestjs-idenfy.error');

/** Whether the value carries the mark. */
export function isBranded(value: unknown): value is Error {
  return typeof value === 'object' && value !== null && Reflect.get(value, IDENFY_ERROR_BRAND) === true;
}
