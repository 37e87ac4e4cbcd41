import { Injectable } from '@nestjs/common';
import { CASE_KINDS, CASE_REASONS, type CaseKind, type CaseReason } from '@nestjs-idenfy/contract';
import { IdenfyAccounts } from '../client/accounts.js';
import { IdenfyClock } from '../client/clock.js';
import { Database } from '../database/database.js';
import { IdenfyVerification } from '../database/entities/verification.entity.js';
import { nowSql } from '../database/now-sql.js';
import { IdenfyValidationError } from '../errors/refusal.errors.js';

const OF_THEIR_OWN: ReadonlySet<string> = new Set(CASE_KINDS);

/** The reasons of a kind: `ATTENTION` stands for those that have no kind of their own. */
export function reasonsOf(kind: CaseKind): readonly CaseReason[] {
  return CASE_REASONS.filter((reason) =>
    kind === 'ATTENTION' ? !OF_THEIR_OWN.has(reason) : reason === kind,
  );
}

/** Cases of a kind that are counted at most. */
export const COUNTED_AT_MOST = 1_000;

/** Whose and which cases are meant. */
export interface CaseFilter {
  account?: string | undefined;
  /** Assigned to this member of staff; null for those that no one works on. */
  assignee?: string | null | undefined;
  /** Only of the person with this `clientId`, or of the session with this `scanRef`. */
  search?: string | undefined;
}

/** Which part of the queue to read. */
export interface QueueQuery extends CaseFilter {
  /** A kind of work, or one reason. */
  reason?: CaseKind | CaseReason | undefined;
  /** Due at this time or later. */
  from?: Date | undefined;
  /** Due before this time. */
  to?: Date | undefined;
  /** What is due first comes first, or last. @default 'due' */
  sort?: 'due' | '-due' | undefined;
  /** `nextCursor` of the page before. */
  cursor?: string | undefined;
  /** Rows on the page at most. */
  limit: number;
}

/** One reason why a verification waits for staff. */
export interface QueueItem {
  readonly verification: IdenfyVerification;
  readonly reason: CaseReason;
  /** When the reason arose. */
  readonly since: Date;
  readonly dueAt: Date;
  /** Whether it was due already, by the clock of the database. */
  readonly isOverdue: boolean;
}

interface QueueRow extends Record<string, unknown> {
  readonly case_reason: CaseReason;
  readonly case_since: Date;
  readonly case_due_at: Date;
  readonly is_overdue: boolean;
}

/** What waits for staff, one row for each reason of each verification. */
@Injectable()
export class CaseQueue {
  constructor(
    private readonly database: Database,
    private readonly accounts: IdenfyAccounts,
    private readonly clock: IdenfyClock,
  ) {}

  /**
   * The cases are found and ordered by the small table alone; only those of the page are joined with their verifications.
   *
   * @throws IdenfyValidationError for an invalid `cursor`
   */
  async list(query: QueueQuery): Promise<{ items: QueueItem[]; nextCursor: string | null }> {
    const { openCase, verification } = this.database.tables;
    const { reason, from, to, cursor, sort = 'due', limit } = query;
    const [direction, beyond] = sort === 'due' ? ['', '>'] : [' desc', '<'];
    const order = ['due_at', 'verification_id', 'reason'].map((name) => `c.${name}${direction}`).join(', ');
    const where = this.#conditions(query);
    if (reason !== undefined) where.add(isReasonSql(where, reasonsNamed(reason)));
    if (from !== undefined) where.add(`c.due_at >= ${where.value(from)}`);
    if (to !== undefined) where.add(`c.due_at < ${where.value(to)}`);
    if (cursor !== undefined) {
      const last = readCursor(cursor).map((part) => where.value(part));
      where.add(
        `(c.due_at, c.verification_id, c.reason) ${beyond} (${last[0]}::timestamptz, ${last[1]}::uuid, ${last[2]}::text)`,
      );
    }
    const rows = await this.database.query<QueueRow[]>(
      `select ${this.database.columns(IdenfyVerification, 'v')}, c.reason as case_reason, c.since as case_since,
              c.due_at as case_due_at, c.due_at <= ${nowSql(where.value(this.clock.databaseTime()))} as is_overdue
         from (
           select * from ${openCase} c ${where.text()} order by ${order} limit ${where.value(limit + 1)}
         ) c
         join ${verification} v on v.id = c.verification_id
        order by ${order}`,
      where.values,
    );
    const items = rows.slice(0, limit).map((row) => this.#item(row));
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last ? cursorOf(last) : null };
  }

  /** How many cases of each kind wait, up to {@link COUNTED_AT_MOST}: a count must not cost more than a page. */
  async counts(filter: CaseFilter): Promise<Readonly<Record<CaseKind, number>>> {
    const { openCase } = this.database.tables;
    const where = this.#conditions(filter);
    const limit = where.value(COUNTED_AT_MOST);
    const columns = CASE_KINDS.map((kind) => {
      const conditions = where.text(isReasonSql(where, reasonsOf(kind)));
      return `(select count(*)::int from (select from ${openCase} c ${conditions} limit ${limit}) counted) as "${kind}"`;
    });
    const [counts] = await this.database.query<Record<CaseKind, number>[]>(
      `select ${columns.join(',\n       ')}`,
      where.values,
    );
    return counts ?? { DECISION: 0, SECOND_PERSON: 0, ATTENTION: 0, OVERDUE: 0 };
  }

  #conditions({ account, assignee, search }: CaseFilter): Conditions {
    const { verification } = this.database.tables;
    const where = new Conditions();
    if (account !== undefined) where.add(`c.account = ${where.value(account)}`);
    if (assignee === null) where.add('c.assignee is null');
    else if (assignee !== undefined) where.add(`c.assignee = ${where.value(assignee)}`);
    if (search !== undefined) {
      const accounts = where.value(account === undefined ? this.accounts.names() : [account]);
      const text = where.value(search);
      where.add(
        `c.verification_id = any(array(
           select v.id from ${verification} v where v.account = any(${accounts}::text[]) and v.scan_ref = ${text}
            union all
           select v.id from ${verification} v where v.account = any(${accounts}::text[]) and v.client_id = ${text}))`,
      );
    }
    return where;
  }

  #item(row: QueueRow): QueueItem {
    return {
      verification: this.database.entity(IdenfyVerification, row),
      reason: row.case_reason,
      since: row.case_since,
      dueAt: row.case_due_at,
      isOverdue: row.is_overdue,
    };
  }
}

/** The conditions of a statement, and the values of their parameters. */
class Conditions {
  readonly values: unknown[] = [];
  readonly #parts: string[] = [];

  /** Adds a value, and returns its parameter. */
  value(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  add(condition: string): void {
    this.#parts.push(condition);
  }

  /** @param more a condition for this use alone */
  text(...more: readonly string[]): string {
    const all = [...this.#parts, ...more];
    return all.length === 0 ? '' : `where ${all.join(' and ')}`;
  }
}

/** An index over reason and due time is in order only where it is asked for one reason by equality. */
function isReasonSql(where: Conditions, reasons: readonly CaseReason[]): string {
  const [only, ...others] = reasons;
  return others.length === 0
    ? `c.reason = ${where.value(only)}`
    : `c.reason = any(${where.value(reasons)}::text[])`;
}

function reasonsNamed(reason: CaseKind | CaseReason): readonly CaseReason[] {
  return reason === 'ATTENTION' ? reasonsOf(reason) : [reason];
}

const CURSOR = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Z_]{1,40})$/;

function cursorOf({ dueAt, verification, reason }: QueueItem): string {
  return Buffer.from(`${dueAt.getTime()}.${verification.id}.${reason}`).toString('base64url');
}

/** @throws IdenfyValidationError */
function readCursor(cursor: string): readonly [dueAt: Date, verificationId: string, reason: string] {
  const [, milliseconds, id = '', reason = ''] =
    CURSOR.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  const dueAt = new Date(Number(milliseconds));
  if (Number.isNaN(dueAt.getTime())) {
    throw new IdenfyValidationError({
      field: 'cursor',
      message: "Field 'cursor' must be the nextCursor of an earlier page.",
    });
  }
  return [dueAt, id, reason];
}
