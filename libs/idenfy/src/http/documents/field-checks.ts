import { type Country, isCountry } from '../../contract/country.js';
import {
  DIRECT_PROCESSING_DOCUMENT_TYPES,
  type DirectProcessingDocumentType,
} from '../../contract/document-type.js';
import { IdenfyValidationError } from '../../errors/idenfy-validation.error.js';

/** 400 about one field of an upload. */
export function invalid(field: string, rule: string): IdenfyValidationError {
  return new IdenfyValidationError({ field, message: `Field '${field}' ${rule}.` });
}

/** @throws IdenfyValidationError */
export function checkedCountry(value: unknown): Country {
  if (!isCountry(value)) {
    throw invalid('country', 'must be an ISO 3166-1 alpha-2 code in upper case');
  }
  return value;
}

/** @throws IdenfyValidationError */
export function checkedDocumentType(value: unknown): DirectProcessingDocumentType {
  const known = DIRECT_PROCESSING_DOCUMENT_TYPES.find((type) => type === value);
  if (known === undefined) {
    throw invalid('documentType', `must be one of ${DIRECT_PROCESSING_DOCUMENT_TYPES.join(', ')}`);
  }
  return known;
}

/** @throws IdenfyValidationError */
export function checkedFlag(name: string, value: unknown): boolean {
  if (typeof value !== 'boolean') {
    throw invalid(name, 'must be true or false');
  }
  return value;
}
