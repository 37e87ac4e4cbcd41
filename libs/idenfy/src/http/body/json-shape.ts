import { IdenfyValidationError } from '../../errors/idenfy-validation.error.js';
import { fieldName, unknownField } from './field-name.js';

const MAX_DEPTH = 16;

/**
 * Refuses what would lead code astray that copies or walks the value: keys that reach a prototype or that every object
 * has (class-transformer passes over them in silence), and nesting deeper than any of our bodies has a use for.
 */
export function refuseHostileShape(value: unknown, path: string[] = []): void {
  if (typeof value !== 'object' || value === null) {
    return;
  }
  if (path.length > MAX_DEPTH) {
    throw refusal(path.slice(0, 1), `Must not be nested deeper than ${MAX_DEPTH} levels.`);
  }
  for (const [key, inner] of Object.entries(value)) {
    path.push(key);
    if (key in Object.prototype || key === 'prototype') {
      throw refusal(path, unknownField(fieldName(path)));
    }
    refuseHostileShape(inner, path);
    path.pop();
  }
}

function refusal(path: readonly string[], message: string): IdenfyValidationError {
  return new IdenfyValidationError({ field: fieldName(path), message });
}
