import { isText } from '@nestjs-idenfy/contract';
import type { IdenfyHttpRequest } from './idenfy-access.js';

/** Header with the reason of staff for an access or a decision. */
export const ACCESS_REASON_HEADER = 'X-Access-Reason';

/** Characters of a reason. */
export const REASON_LENGTH = { min: 3, max: 200 } as const;

/** Finishes "Field 'reason' …". */
export const REASON_SENTENCE = `must say why, in ${REASON_LENGTH.min} to ${REASON_LENGTH.max} characters.`;

/** Whether the value may be stored as the reason of an access or a decision. */
export function isReason(value: unknown): value is string {
  return isText(value, REASON_LENGTH.min, REASON_LENGTH.max) && value.trim().length >= REASON_LENGTH.min;
}

/** A text that is no ASCII, as a header can carry it (RFC 8187): `UTF-8''%C5%A1`. */
const ENCODED = /^UTF-8'[\w-]*'(?<encoded>.*)$/i;

/** The reason in the header, if there is one; not checked. */
export function accessReasonOf({ headers }: IdenfyHttpRequest): string | undefined {
  const [reason] = [headers['x-access-reason']].flat();
  const encoded = reason && ENCODED.exec(reason)?.groups?.['encoded'];
  return encoded ? decoded(encoded) : reason;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return ''; // which is no reason
  }
}
