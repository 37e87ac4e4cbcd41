import { isScanRef } from '@nestjs-idenfy/contract';
import { IdenfyValidationError } from '../errors/refusal.errors.js';

/**
 * Refuses what cannot be a scanRef before it becomes a part of a path or a request.
 * @throws IdenfyValidationError
 */
export function requireScanRef(scanRef: string): string {
  if (!isScanRef(scanRef)) {
    throw new IdenfyValidationError({
      field: 'scanRef',
      message: "Field 'scanRef' must be 1 to 40 letters, digits and hyphens.",
    });
  }
  return scanRef;
}
