import { word } from '../i18n/text';

/** A word of the service with its sentence, for a list of choices. */
export function choices(group: string, values: readonly string[]): { value: string; label: string }[] {
  return values.map((value) => ({ value, label: word(group, value) }));
}

/** Statuses of a verification, those that need someone first. */
export const STATUSES = [
  'SUSPECTED',
  'REVIEWING',
  'ACTIVE',
  'APPROVED',
  'DENIED',
  'EXPIRED',
  'EXPIRED-DELETED',
  'DELETED',
  'ARCHIVED',
  'STARTING',
  'START_FAILED',
  'CANCELLED',
  'UNKNOWN',
] as const;

/** Reasons for attention. */
export const ATTENTION = [
  'CONFLICT',
  'CLIENT_MISMATCH',
  'LATE_DUPLICATE',
  'DECISION_OVERTAKEN',
  'UNKNOWN_STATUS',
  'OVERDUE',
  'AMBIGUOUS_START',
  'TOKEN_LOST',
  'SUBMISSION_UNKNOWN',
  'UNREADABLE_EXPIRY',
  'ERASURE_FAILED',
] as const;
