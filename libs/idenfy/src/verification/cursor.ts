import { IdenfyValidationError } from '../errors/idenfy-validation.error.js';

const FORM = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Where a page ended. Opaque to clients. */
export function cursorOf({ createdAt, id }: { createdAt: Date; id: string }): string {
  return Buffer.from(`${createdAt.getTime()}.${id}`).toString('base64url');
}

/** @throws IdenfyValidationError */
export function readCursor(cursor: string): { createdAt: Date; id: string } {
  const [, milliseconds, id] = FORM.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  const createdAt = new Date(Number(milliseconds));
  if (id === undefined || Number.isNaN(createdAt.getTime())) {
    throw new IdenfyValidationError({
      field: 'cursor',
      message: "Field 'cursor' must be the nextCursor of an earlier page.",
    });
  }
  return { createdAt, id };
}
