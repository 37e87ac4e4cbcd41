import { boolArray, int4Array, textArray, timestamptzArray } from '../binary-array.js';
import type { IdenfyVerification } from '../entities/verification.entity.js';

/** A column that a change can move. */
export interface Column {
  readonly name: string;
  readonly type: string;
  /** What its values are sent as: the type, or text for PostgreSQL to read. */
  readonly sentAs: string;
  readonly valueOf: (row: IdenfyVerification) => ColumnValue;
  /** Its values of many rows, as one parameter. */
  readonly arrayOf: (rows: readonly IdenfyVerification[]) => Buffer;
}

/** What such a column can hold; undefined where it was not loaded. */
export type ColumnValue = string | number | boolean | Date | readonly string[] | Buffer | null | undefined;

type ValueOf<Value> = (row: IdenfyVerification) => Value | null | undefined;

/** `closed_at` is not among them: it is written in any case. */
export const CHANGEABLE_COLUMNS: readonly Column[] = [
  text('status', (row) => row.status),
  boolean('final', (row) => row.final),
  inWords('rank', 'bigint', (row) => row.rank),
  moment('resubmitted_at', (row) => row.resubmittedAt),
  inWords('fraud_tags', 'text[]', (row) => row.fraudTags),
  inWords('mismatch_tags', 'text[]', (row) => row.mismatchTags),
  text('auto_document', (row) => row.autoDocument),
  text('auto_face', (row) => row.autoFace),
  text('manual_document', (row) => row.manualDocument),
  text('manual_face', (row) => row.manualFace),
  text('decision', (row) => row.decision),
  text('decision_by', (row) => row.decisionBy),
  moment('decision_at', (row) => row.decisionAt),
  text('decision_reason', (row) => row.decisionReason),
  text('submission', (row) => row.submission),
  moment('submitted_at', (row) => row.submittedAt),
  moment('returned_at', (row) => row.returnedAt),
  text('attention', (row) => row.attention),
  moment('deadline_at', (row) => row.deadlineAt),
  integer('lookups', (row) => row.lookups),
  integer('unanswered', (row) => row.unanswered),
  moment('looked_up_at', (row) => row.lookedUpAt),
  text('start_error', (row) => row.startError),
  moment('verified_until', (row) => row.verifiedUntil),
  moment('visible_at', (row) => row.visibleAt),
];

function text(name: string, valueOf: ValueOf<string>): Column {
  return sent(name, 'text', valueOf, textArray);
}

export function moment(name: string, valueOf: ValueOf<Date>): Column {
  return sent(name, 'timestamptz', valueOf, timestamptzArray);
}

/** What is rare or has no binary form here. */
export function inWords(name: string, type: string, valueOf: ValueOf<ColumnValue>): Column {
  return { ...text(name, (row) => textOf(valueOf(row))), type, valueOf };
}

function boolean(name: string, valueOf: ValueOf<boolean>): Column {
  return sent(name, 'boolean', valueOf, boolArray);
}

function integer(name: string, valueOf: ValueOf<number>): Column {
  return sent(name, 'integer', valueOf, int4Array);
}

function sent<Value extends ColumnValue>(
  name: string,
  type: string,
  valueOf: ValueOf<Value>,
  array: (values: readonly (Value | null)[]) => Buffer,
): Column {
  return {
    name,
    type,
    sentAs: type,
    valueOf,
    arrayOf: (rows) => array(rows.map((row) => valueOf(row) ?? null)),
  };
}

/** Whether two values of a column are the same. */
export function sameValue(one: ColumnValue, other: ColumnValue): boolean {
  if (one === other) return true;
  if (one instanceof Date && other instanceof Date) return one.getTime() === other.getTime();
  return textOf(one) === textOf(other);
}

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
