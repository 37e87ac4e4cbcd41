import { isScanRef } from '../contract/scan-ref.js';
import { IdenfyValidationError } from '../errors/idenfy-validation.error.js';

/**
 * Refuses what cannot be a scanRef before it gets into a path or a request.
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
