import { IdenfyValidationError } from '../../errors/idenfy-validation.error.js';

const ROW_ID = /^[1-9]\d{0,17}$/;

export function isRowId(id: string): boolean {
  return ROW_ID.test(id);
}

/** @throws IdenfyValidationError */
export function rowIdOrNull(id: string | undefined, field: string): string | null {
  if (id === undefined) return null;
  if (isRowId(id)) return id;
  throw new IdenfyValidationError({ field, message: `Field '${field}' must be the id of a row.` });
}
