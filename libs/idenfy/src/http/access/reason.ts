import { isText } from '../../contract/text.js';

/** Characters of a reason for looking or deciding. */
export const REASON_LENGTH = { min: 3, max: 200 } as const;

/** Finishes "Field 'reason' …". */
export const REASON_SENTENCE = `must say why, in ${REASON_LENGTH.min} to ${REASON_LENGTH.max} characters.`;

/** Whether the value may be kept as the reason for looking or deciding. */
export function isReason(value: unknown): value is string {
  return isText(value, REASON_LENGTH.min, REASON_LENGTH.max) && value.trim().length >= REASON_LENGTH.min;
}
