import type { AccessAction } from '../database/entities/access-record.entity.js';
import type { Queryable } from '../database/database.js';
import { int4Array, textArray, timestamptzArray } from '../database/binary-array.js';
import type { TableNames } from '../database/table-names.js';
import type { ChainKeys } from './audit-keys.js';
import { type ChainedColumns, chainedTime, type ChainHead, EMPTY_CHAIN, linkAfter } from './chain.js';

/** What an access record says. */
export interface AccessRow {
  /** Null for an act that concerns no single verification. */
  readonly verificationId: string | null;
  /** Name of the iDenfy account of an act without a verification; null where it concerns several. */
  readonly account: string | null;
  readonly staffId: string;
  readonly action: AccessAction;
  readonly detail: string | null;
  readonly reasonDigest: string | null;
  readonly at: Date;
}

/**
 * The chain that a record belongs to: that of its verification, so that staff who work on different ones never wait for each
 * other, else that of the account and the member of staff.
 */
export function accessChain({
  verificationId,
  account,
  staffId,
}: Pick<AccessRow, 'verificationId' | 'account' | 'staffId'>): string {
  // the name of an account has no colon
  return verificationId === null ? `staff:${account ?? ''}:${staffId}` : `verification:${verificationId}`;
}

/** Every column of an access record besides its id and its link, in the order of the chain. */
export const ACCESS_COLUMNS = [
  'verification_id',
  'account',
  'staff_id',
  'action',
  'detail',
  'reason_digest',
  'at',
];

/** What they hold in a record that is about to be inserted. */
export function accessColumns(row: AccessRow): ChainedColumns {
  return [
    ['verification_id', row.verificationId],
    ['account', row.account],
    ['staff_id', row.staffId],
    ['action', row.action],
    ['detail', row.detail],
    ['reason_digest', row.reasonDigest],
    ['at', chainedTime(row.at)],
  ];
}

/** Inserts access records, in this order. Those of one chain wait for each other until the transaction ends. */
export async function insertAccessRecords(
  queryable: Queryable,
  tables: TableNames,
  records: readonly AccessRow[],
  keys: ChainKeys,
): Promise<void> {
  if (records.length === 0) return;
  const { access, auditHead } = tables;
  const heads = await lockHeads(queryable, tables, records.map(accessChain));
  const linked = records.map((row) => {
    const chain = accessChain(row);
    const head = heads.get(chain) ?? EMPTY_CHAIN;
    const link = linkAfter(keys, head, { table: 'access', chain, columns: accessColumns(row) });
    heads.set(chain, link);
    return { row, chain, link };
  });
  await queryable.query(
    `with written as (
       insert into ${access} (verification_id, account, staff_id, action, detail, reason_digest, at,
                              chain, chain_position, chain_key, chain_mac)
       select verification_id::uuid, account, staff_id, action, detail, reason_digest, at,
              chain, chain_position, chain_key, chain_mac
         from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[],
                     $8::text[], $9::integer[], $10::text[], $11::text[]) with ordinality
           as line(verification_id, account, staff_id, action, detail, reason_digest, at,
                   chain, chain_position, chain_key, chain_mac, nr)
        order by nr
     )
     update ${auditHead} h set position = moved.position, mac = moved.mac
       from unnest($12::text[], $13::integer[], $14::text[]) as moved(chain, position, mac)
      where h.chain = moved.chain`,
    [
      textArray(linked.map(({ row }) => row.verificationId)),
      textArray(linked.map(({ row }) => row.account)),
      textArray(linked.map(({ row }) => row.staffId)),
      textArray(linked.map(({ row }) => row.action)),
      textArray(linked.map(({ row }) => row.detail)),
      textArray(linked.map(({ row }) => row.reasonDigest)),
      timestamptzArray(linked.map(({ row }) => row.at)),
      textArray(linked.map(({ chain }) => chain)),
      int4Array(linked.map(({ link }) => link.position)),
      textArray(linked.map(({ link }) => link.keyId)),
      textArray(linked.map(({ link }) => link.mac)),
      textArray([...heads.keys()]),
      int4Array([...heads.values()].map(({ position }) => position)),
      textArray([...heads.values()].map(({ mac }) => mac)),
    ],
  );
}

/** Locked in the order of their names, so that two transactions cannot deadlock. */
async function lockHeads(
  queryable: Queryable,
  { auditHead }: TableNames,
  chains: readonly string[],
): Promise<Map<string, ChainHead>> {
  const rows = await queryable.query<(ChainHead & { chain: string })[]>(
    `insert into ${auditHead} as h (chain)
     select chain from unnest($1::text[]) with ordinality as given(chain, nr) order by nr
         on conflict (chain) do update set position = h.position
     returning chain, position, mac`,
    [[...new Set(chains)].toSorted()],
  );
  return new Map(rows.map(({ chain, position, mac }) => [chain, { position, mac }]));
}
