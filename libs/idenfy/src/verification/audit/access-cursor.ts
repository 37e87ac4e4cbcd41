import { IdenfyValidationError } from '../../errors/idenfy-validation.error.js';

// 18 digits always fit a bigint
const FORM = /^a(\d{1,18})$/;

/** Where a page ended. Opaque to clients. */
export function accessCursorOf({ id }: { id: string }): string {
  return Buffer.from(`a${id}`).toString('base64url');
}

/** @throws IdenfyValidationError */
export function readAccessCursor(cursor: string): string {
  const [, id] = FORM.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  if (id === undefined) {
    throw new IdenfyValidationError({
      field: 'cursor',
      message: "Field 'cursor' must be the nextCursor of an earlier page.",
    });
  }
  return id;
}
