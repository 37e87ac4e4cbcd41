import { Inject, Injectable } from '@nestjs/common';
import { boolArray, int4Array, int8Array, textArray, timestamptzArray } from '../database/binary-array.js';
import { Database, type Queryable } from '../database/database.js';
import type { Cause, Effect } from '../database/entities/verification-event.entity.js';
import type { TableNames } from '../database/table-names.js';
import { type AccessRow, insertAccessRecords } from './access-rows.js';
import { AuditKeys, type ChainKeys } from './audit-keys.js';
import { type ChainedColumns, chainedTime, type ChainHead, type ChainLink, linkAfter } from './chain.js';

/** What a row of history says, without the verification and the time. */
export interface HistoryRow {
  readonly fromStatus: string;
  readonly fromFinal: boolean;
  readonly toStatus: string;
  readonly final: boolean;
  /** Whether status or finality moved. @default what the four values above tell */
  readonly changed?: boolean;
  readonly effect: Effect;
  readonly cause: Cause;
  readonly source: string;
  readonly reportedStatus?: string | null;
  readonly raised?: readonly string[];
  readonly inboxId?: string | null;
  readonly actor: string;
  readonly note?: string | null;
  readonly noteDigest?: string | null;
}

/** A verification whose row is locked, or not inserted yet: it holds the head of its history. */
export interface HistoryOwner {
  readonly id: string;
  /** Rows in its history. */
  historyLength: number;
  /** HMAC of the last one. */
  historyMac: string | null;
}

/** A row of history, ready to be inserted. */
export interface LinkedHistoryRow {
  readonly verificationId: string;
  readonly at: Date;
  readonly row: HistoryRow;
  readonly link: ChainLink;
}

/** A verification that gets a line of history, as its locked row holds it. */
export interface LockedForHistory extends HistoryOwner {
  readonly status: string;
  readonly final: boolean;
}

/**
 * The only writer of history and access records. Each row holds an HMAC over its columns and the HMAC of the row before in
 * its chain, so that a row which was changed, removed, inserted or moved is found, whatever the rights of the role that did
 * it.
 *
 * - History has a chain for each verification. Its head stands in the row of the verification, which is locked whenever
 *   history is written: the chain costs no statement.
 * - Access records have chains of their own (`accessChain()`), with their heads in `idenfy_audit_head`, so that staff who
 *   read do not wait for the worker that changes the verification.
 *
 * Locks are taken in this order: verifications by id, then heads by name, and none after that.
 */
@Injectable()
export class AuditTrail {
  constructor(
    private readonly database: Database,
    @Inject(AuditKeys) private readonly keys: ChainKeys,
  ) {}

  /**
   * Links rows to the history of a verification that is locked, or not inserted yet, and moves the head that it holds. The
   * caller writes both in its transaction: the rows by `historyInsertSql()`, and the columns of the head.
   */
  continueHistory(owner: HistoryOwner, rows: readonly HistoryRow[], at: Date): LinkedHistoryRow[] {
    return rows.map((row) => this.nextLine(owner, row, at));
  }

  /** The same for one row, which the caller writes by `historyLineSql()` or with others. */
  nextLine(owner: HistoryOwner, row: HistoryRow, at: Date): LinkedHistoryRow {
    const verificationId = owner.id;
    const columns = historyColumns(verificationId, row, at);
    const link = linkAfter(this.keys, headOf(owner), { table: 'history', chain: verificationId, columns });
    owner.historyLength = link.position;
    owner.historyMac = link.mac;
    return { verificationId, at, row, link };
  }

  /** Adds rows to the history of verifications, which it locks. Nothing else of them changes. */
  async addToHistory(
    queryable: Queryable,
    verificationIds: readonly string[],
    { at, rowsOf }: { at: Date; rowsOf: (verification: LockedForHistory) => readonly HistoryRow[] },
  ): Promise<void> {
    if (verificationIds.length === 0) return;
    const { tables } = this.database;
    const locked = await queryable.query<LockedForHistory[]>(
      `select id, status, final, history_length as "historyLength", history_mac as "historyMac"
         from ${tables.verification} where id = any($1::uuid[]) order by id for no key update`,
      [verificationIds],
    );
    const rows = locked.flatMap((verification) =>
      this.continueHistory(verification, rowsOf(verification), at),
    );
    const [ids, lengths, macs] = [1, 2, 3].map((offset) => `$${HISTORY_PARAMETERS + offset}`);
    await queryable.query(
      `with noted as (${historyInsertSql(tables, { firstParameter: 1 })})
       update ${tables.verification} v set history_length = h.length, history_mac = h.mac
         from unnest(${ids}::text[], ${lengths}::integer[], ${macs}::text[]) as h(id, length, mac)
        where v.id = h.id::uuid`,
      [
        ...historyValues(rows),
        textArray(locked.map(({ id }) => id)),
        int4Array(locked.map(({ historyLength }) => historyLength)),
        textArray(locked.map(({ historyMac }) => historyMac)),
      ],
    );
  }

  /** Writes access records, in this order. Those of one chain wait for each other until the transaction ends. */
  async recordAccess(queryable: Queryable, records: readonly AccessRow[]): Promise<void> {
    await insertAccessRecords(queryable, this.database.tables, records, this.keys);
  }
}

function headOf({ historyLength, historyMac }: HistoryOwner): ChainHead {
  return { position: historyLength, mac: historyMac };
}

function isMove({ changed, fromStatus, toStatus, fromFinal, final }: HistoryRow): boolean {
  return changed ?? (fromStatus !== toStatus || fromFinal !== final);
}

/** The types that the columns of a row of history are sent as; an array as text with commas. */
const TYPES = {
  verification_id: 'text',
  from_status: 'text',
  to_status: 'text',
  from_final: 'boolean',
  final: 'boolean',
  changed: 'boolean',
  effect: 'text',
  cause: 'text',
  source: 'text',
  reported_status: 'text',
  raised: 'text',
  inbox_id: 'bigint',
  actor: 'text',
  note: 'text',
  note_digest: 'text',
  at: 'timestamptz',
};

const LINK_TYPES = { chain_position: 'integer', chain_key: 'text', chain_mac: 'text' };

/** Every column of a row of history besides its id and its link, in the order of the chain. */
export const HISTORY_COLUMNS = Object.keys(TYPES);

/** What they hold in a row that is about to be inserted. */
export function historyColumns(verificationId: string, row: HistoryRow, at: Date): ChainedColumns {
  return [
    ['verification_id', verificationId],
    ['from_status', row.fromStatus],
    ['to_status', row.toStatus],
    ['from_final', row.fromFinal],
    ['final', row.final],
    ['changed', isMove(row)],
    ['effect', row.effect],
    ['cause', row.cause],
    ['source', row.source],
    ['reported_status', row.reportedStatus ?? null],
    ['raised', row.raised ?? []],
    ['inbox_id', row.inboxId ?? null],
    ['actor', row.actor],
    ['note', row.note ?? null],
    ['note_digest', row.noteDigest ?? null],
    ['at', chainedTime(at)],
  ];
}

const COLUMNS = Object.entries({ ...TYPES, ...LINK_TYPES });

/** How many parameters `historyValues()` has. */
export const HISTORY_PARAMETERS = COLUMNS.length;

/** What `runsOfChanges()` reads of a row that was inserted. */
const READ_BY_RUNS = 'id, verification_id, to_status, final, changed, cause, reported_status, raised, at';

/**
 * SQL that inserts rows of history in their order. It returns what `runsOfChanges()` reads.
 * @param firstParameter number of the first of the parameters, whose values are those of `historyValues()`
 * @param onlyOf a CTE whose `id`s name the verifications that get their rows. @default all
 */
export function historyInsertSql(
  { event }: TableNames,
  { firstParameter, onlyOf }: { firstParameter: number; onlyOf?: string },
): string {
  const names = COLUMNS.map(([name]) => name).join(', ');
  const given = COLUMNS.map(([, type], index) => `$${firstParameter + index}::${type}[]`).join(', ');
  const stored = COLUMNS.map(([name]) => asStored(name, name)).join(', ');
  return `insert into ${event} (${names})
       select ${stored}
         from unnest(${given}) with ordinality as line(${names}, nr)
        ${onlyOf === undefined ? '' : `where verification_id::uuid in (select id from ${onlyOf})`}
        order by nr
       returning ${READ_BY_RUNS}`;
}

/**
 * The same for a single row, whose values are those of `historyLineValues()`: no array is made, sent and unnested for each
 * column.
 * @param onlyOf a CTE with the `id` of the verification, or with no row, and then none is inserted
 */
export function historyLineSql(
  { event }: TableNames,
  { firstParameter, onlyOf }: { firstParameter: number; onlyOf: string },
): string {
  const given = COLUMNS.map(([name, type], index) => asStored(name, `$${firstParameter + index}::${type}`));
  return `insert into ${event} (${COLUMNS.map(([name]) => name).join(', ')})
       select ${given.join(', ')}
         from ${onlyOf}
       returning ${READ_BY_RUNS}`;
}

/** A column of the table, from the value that is sent for it. */
function asStored(column: string, value: string): string {
  if (column === 'verification_id') return `${value}::uuid`;
  return column === 'raised' ? `string_to_array(${value}, ',')` : value;
}

export function historyValues(rows: readonly LinkedHistoryRow[]): readonly Buffer[] {
  const texts = (valueOf: (linked: LinkedHistoryRow) => string | null | undefined) =>
    textArray(rows.map((linked) => valueOf(linked) ?? null));
  return [
    texts(({ verificationId }) => verificationId),
    texts(({ row }) => row.fromStatus),
    texts(({ row }) => row.toStatus),
    boolArray(rows.map(({ row }) => row.fromFinal)),
    boolArray(rows.map(({ row }) => row.final)),
    boolArray(rows.map(({ row }) => isMove(row))),
    texts(({ row }) => row.effect),
    texts(({ row }) => row.cause),
    texts(({ row }) => row.source),
    texts(({ row }) => row.reportedStatus),
    // no reason for attention has a comma
    texts(({ row }) => (row.raised ?? []).join(',')),
    int8Array(rows.map(({ row }) => row.inboxId ?? null)),
    texts(({ row }) => row.actor),
    texts(({ row }) => row.note),
    texts(({ row }) => row.noteDigest),
    timestamptzArray(rows.map(({ at }) => at)),
    int4Array(rows.map(({ link }) => link.position)),
    texts(({ link }) => link.keyId),
    texts(({ link }) => link.mac),
  ];
}

export function historyLineValues({ verificationId, at, row, link }: LinkedHistoryRow): readonly unknown[] {
  const columns = historyColumns(verificationId, row, at).map(([name, value]) => {
    if (name === 'at') return at; // its chained text names no zone
    return Array.isArray(value) ? value.join(',') : value;
  });
  return [...columns, link.position, link.keyId, link.mac];
}
