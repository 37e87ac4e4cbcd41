import { boolArray, int4Array, int8Array, textArray, timestamptzArray } from '../database/binary-array.js';
import type { Cause, Effect } from '../database/entities/verification-event.entity.js';
import type { TableNames } from '../database/table-names.js';
import { type ChainedColumns, chainedTime, type ChainHead, type ChainLink } from './chain.js';

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

export function headOf({ historyLength, historyMac }: HistoryOwner): ChainHead {
  return { position: historyLength, mac: historyMac };
}

export function isMove({ changed, fromStatus, toStatus, fromFinal, final }: HistoryRow): boolean {
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

/** How many parameters `historyValues()` has. */
export const HISTORY_PARAMETERS = Object.keys({ ...TYPES, ...LINK_TYPES }).length;

/**
 * SQL that inserts rows of history in their order. It returns what `runsOfChanges()` reads.
 * @param firstParameter number of the first of the parameters, whose values are those of `historyValues()`
 * @param onlyOf a CTE whose `id`s name the verifications that get their rows. @default all
 */
export function historyInsertSql(
  { event }: TableNames,
  { firstParameter, onlyOf }: { firstParameter: number; onlyOf?: string },
): string {
  const types = Object.entries({ ...TYPES, ...LINK_TYPES });
  const names = types.map(([name]) => name).join(', ');
  const given = types.map(([, type], index) => `$${firstParameter + index}::${type}[]`).join(', ');
  const stored = names
    .replace('verification_id', 'verification_id::uuid')
    .replace('raised', `string_to_array(raised, ',')`);
  return `insert into ${event} (${names})
       select ${stored}
         from unnest(${given}) with ordinality as line(${names}, nr)
        ${onlyOf === undefined ? '' : `where verification_id::uuid in (select id from ${onlyOf})`}
        order by nr
       returning id, verification_id, to_status, final, changed, cause, reported_status, raised, at`;
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
