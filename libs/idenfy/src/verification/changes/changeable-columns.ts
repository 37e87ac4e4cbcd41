import type { IdenfyVerification } from '../entities/verification.entity.js';

/** A column that a change can move. */
export interface Column {
  readonly name: string;
  /** What PostgreSQL is to read its text as. */
  readonly type: string;
  readonly valueOf: (row: IdenfyVerification) => ColumnValue;
}

/** What such a column can hold; undefined where it was not loaded. */
export type ColumnValue = string | number | boolean | Date | readonly string[] | Buffer | null | undefined;

/** `closed_at` is not among them: it is written in any case. */
export const CHANGEABLE_COLUMNS: readonly Column[] = [
  { name: 'status', type: 'text', valueOf: (row) => row.status },
  { name: 'final', type: 'boolean', valueOf: (row) => row.final },
  { name: 'rank', type: 'bigint', valueOf: (row) => row.rank },
  { name: 'resubmitted_at', type: 'timestamptz', valueOf: (row) => row.resubmittedAt },
  { name: 'fraud_tags', type: 'text[]', valueOf: (row) => row.fraudTags },
  { name: 'mismatch_tags', type: 'text[]', valueOf: (row) => row.mismatchTags },
  { name: 'auto_document', type: 'text', valueOf: (row) => row.autoDocument },
  { name: 'auto_face', type: 'text', valueOf: (row) => row.autoFace },
  { name: 'manual_document', type: 'text', valueOf: (row) => row.manualDocument },
  { name: 'manual_face', type: 'text', valueOf: (row) => row.manualFace },
  { name: 'decision', type: 'text', valueOf: (row) => row.decision },
  { name: 'decision_by', type: 'text', valueOf: (row) => row.decisionBy },
  { name: 'decision_at', type: 'timestamptz', valueOf: (row) => row.decisionAt },
  { name: 'decision_reason', type: 'text', valueOf: (row) => row.decisionReason },
  { name: 'submission', type: 'text', valueOf: (row) => row.submission },
  { name: 'submitted_at', type: 'timestamptz', valueOf: (row) => row.submittedAt },
  { name: 'returned_at', type: 'timestamptz', valueOf: (row) => row.returnedAt },
  { name: 'attention', type: 'text', valueOf: (row) => row.attention },
  { name: 'deadline_at', type: 'timestamptz', valueOf: (row) => row.deadlineAt },
  { name: 'lookups', type: 'integer', valueOf: (row) => row.lookups },
  { name: 'looked_up_at', type: 'timestamptz', valueOf: (row) => row.lookedUpAt },
  { name: 'start_error', type: 'text', valueOf: (row) => row.startError },
  { name: 'verified_until', type: 'timestamptz', valueOf: (row) => row.verifiedUntil },
  { name: 'visible_at', type: 'timestamptz', valueOf: (row) => row.visibleAt },
];

/** The value as PostgreSQL reads it. */
export function textOf(value: ColumnValue): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  if (Array.isArray(value)) return `{${value.map(quoted).join(',')}}`;
  return String(value);
}

function quoted(word: string): string {
  return `"${word.replaceAll(/[\\"]/g, String.raw`\$&`)}"`;
}
