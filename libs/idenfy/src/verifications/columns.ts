import type { EntityManager } from 'typeorm';
import { amongSql, boolArray, int4Array, textArray, timestamptzArray } from '../database/binary-array.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import type { TableNames } from '../database/table-names.js';

/** A column that a change can write. */
export interface Column {
  readonly name: string;
  readonly type: string;
  /** Type that its values are sent as: its own, or text where PostgreSQL has to parse it. */
  readonly sentAs: string;
  readonly valueOf: (row: IdenfyVerification) => ColumnValue;
  /** Its values in many rows, as one parameter. */
  readonly arrayOf: (rows: readonly IdenfyVerification[]) => Buffer;
}

/** A changed row, and which of its columns changed. */
export interface RowChange {
  readonly verification: IdenfyVerification;
  readonly at: Date;
  movedColumns(): readonly Column[];
}

/** What a column can hold; undefined where it was not loaded. */
export type ColumnValue = string | number | boolean | Date | readonly string[] | Buffer | null | undefined;

type ValueOf<Value> = (row: IdenfyVerification) => Value | null | undefined;

/** All but `closed_at` and the head of its history, which are always written. */
const CHANGEABLE_COLUMNS: readonly Column[] = [
  text('status', (row) => row.status),
  boolean('final', (row) => row.final),
  asText('rank', 'bigint', (row) => row.rank),
  timestamp('resubmitted_at', (row) => row.resubmittedAt),
  asText('fraud_tags', 'text[]', (row) => row.fraudTags),
  asText('mismatch_tags', 'text[]', (row) => row.mismatchTags),
  text('auto_document', (row) => row.autoDocument),
  text('auto_face', (row) => row.autoFace),
  text('manual_document', (row) => row.manualDocument),
  text('manual_face', (row) => row.manualFace),
  asText('checks_asked', 'text[]', (row) => row.checksAsked),
  asText('checks_clean', 'text[]', (row) => row.checksClean),
  asText('checks_rank', 'bigint', (row) => row.checksRank),
  timestamp('verdict_at', (row) => row.verdictAt),
  text('decision', (row) => row.decision),
  text('decision_by', (row) => row.decisionBy),
  timestamp('decision_at', (row) => row.decisionAt),
  text('decision_reason', (row) => row.plainDecisionReason),
  boolean('four_eyes', (row) => row.fourEyes),
  asText('proposal_id', 'uuid', (row) => row.proposalId),
  integer('case_version', (row) => row.caseVersion),
  timestamp('information_requested_at', (row) => row.informationRequestedAt),
  timestamp('information_until', (row) => row.informationUntil),
  asText('information_url', 'bytea', (row) => row.informationUrl),
  text('submission', (row) => row.submission),
  timestamp('submitted_at', (row) => row.submittedAt),
  timestamp('returned_at', (row) => row.returnedAt),
  asText('attention', 'text[]', (row) => row.attention),
  timestamp('deadline_at', (row) => row.deadlineAt),
  integer('lookups', (row) => row.lookups),
  integer('unanswered', (row) => row.unanswered),
  timestamp('looked_up_at', (row) => row.lookedUpAt),
  text('start_error', (row) => row.startError),
  timestamp('verified_until', (row) => row.verifiedUntil),
  timestamp('visible_at', (row) => row.visibleAt),
  timestamp('reopened_at', (row) => row.reopenedAt),
];

function text(name: string, valueOf: ValueOf<string>): Column {
  return sent(name, 'text', valueOf, textArray);
}

function timestamp(name: string, valueOf: ValueOf<Date>): Column {
  return sent(name, 'timestamptz', valueOf, timestamptzArray);
}

/** For types that change rarely or that `binary-array.ts` does not write. */
function asText(name: string, type: string, valueOf: ValueOf<ColumnValue>): Column {
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

/** The value in the text form that PostgreSQL parses. */
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

/** What the columns of a verification held before a change. */
export class ColumnSnapshot {
  readonly #before: readonly ColumnValue[];

  constructor(private readonly row: IdenfyVerification) {
    this.#before = CHANGEABLE_COLUMNS.map(({ valueOf }) => valueOf(row));
  }

  /** The columns whose value is another one now. */
  moved(): readonly Column[] {
    return CHANGEABLE_COLUMNS.filter(
      ({ valueOf }, index) => !sameValue(this.#before[index], valueOf(this.row)),
    );
  }
}

/** Whether two values of a column are equal. */
function sameValue(one: ColumnValue, other: ColumnValue): boolean {
  if (one === other) return true;
  if (one instanceof Date && other instanceof Date) return one.getTime() === other.getTime();
  return textOf(one) === textOf(other);
}

const ID = asText('id', 'uuid', ({ id }) => id);
const CLOSED_AT = timestamp('closed_at', ({ closedAt }) => closedAt);
const HISTORY_LENGTH = integer('history_length', ({ historyLength }) => historyLength);
const HISTORY_MAC = text('history_mac', ({ historyMac }) => historyMac);

/** Not loaded with a row, so a row without a value has not changed it. */
const NOT_LOADED = [
  asText('personal_data', 'bytea', ({ personalData }) => personalData),
  asText('aml_hits', 'bytea', ({ amlHits }) => amlHits),
];

/**
 * Writes the columns that any of the changes concerns, and forgets the token of a closed verification, which can no longer
 * be resumed. Afterwards the rows hold what a select would return.
 */
export async function updateRows(
  manager: EntityManager,
  { verification }: TableNames,
  changes: readonly RowChange[],
): Promise<void> {
  const moved = new Set(changes.flatMap((change) => change.movedColumns()));
  const plain = CHANGEABLE_COLUMNS.filter((column) => moved.has(column));
  const rows = changes.map((change) => change.verification);
  const kept = NOT_LOADED.filter(({ valueOf }) => rows.some((row) => valueOf(row)));
  const written = [CLOSED_AT, HISTORY_LENGTH, HISTORY_MAC, ...plain];
  const columns = [ID, ...written, ...kept];
  await manager.query(
    `update ${verification} v
        set ${written.map(({ name, type }) => `${name} = r.${name}::${type}, `).join('')}
            ${kept.map(({ name, type }) => `${name} = coalesce(r.${name}::${type}, v.${name}), `).join('')}
            auth_token = case when r.closed_at is null then v.auth_token end,
            redirect_url = case when r.closed_at is null then v.redirect_url end,
            digit_string = case when r.closed_at is null then v.digit_string end,
            updated_at = now(), version = v.version + 1
       from unnest(${columns.map(({ sentAs }, index) => `$${index + 1}::${sentAs}[]`).join(', ')})
         as r(${columns.map(({ name }) => name).join(', ')})
      where v.id = r.id::uuid and ${amongSql('v.id', 'select id::uuid from unnest($1::text[]) id')}`,
    columns.map(({ arrayOf }) => arrayOf(rows)),
  );
  for (const { verification: row, at } of changes) {
    row.version += 1;
    row.updatedAt = at;
    Reflect.deleteProperty(row, 'personalData');
    Reflect.deleteProperty(row, 'amlHits');
  }
}
