import { isText } from '../../contract/text.js';

/** Characters that the id of one of the staff may have. */
export const STAFF_ID_MAX_LENGTH = 200;

/** Whether the value can name one of the staff in history and audit. */
export function isStaffId(value: unknown): value is string {
  return isText(value, 1, STAFF_ID_MAX_LENGTH);
}
