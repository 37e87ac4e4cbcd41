import { IdenfyValidationError } from '../errors/refusal.errors.js';

const ROW_ID = /^[1-9]\d{0,17}$/;

/** Whether the text can be the id of a row: a positive bigint. */
export function isRowId(id: string): boolean {
  return ROW_ID.test(id);
}

/** The id, or null when none was given. @throws IdenfyValidationError naming the field */
export function rowIdOrNull(id: string | undefined, field: string): string | null {
  if (id === undefined) return null;
  if (isRowId(id)) return id;
  throw new IdenfyValidationError({ field, message: `Field '${field}' must be the id of a row.` });
}
