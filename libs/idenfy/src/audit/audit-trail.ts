import { Inject, Injectable } from '@nestjs/common';
import { int4Array, textArray, timestamptzArray } from '../database/binary-array.js';
import { Database, type Queryable } from '../database/database.js';
import { accessChain, accessColumns, type AccessRow } from './access-rows.js';
import { AuditKeys, type ChainKeys } from './audit-keys.js';
import { type ChainHead, EMPTY_CHAIN, linkAfter } from './chain.js';
import {
  headOf,
  HISTORY_PARAMETERS,
  historyColumns,
  historyInsertSql,
  type HistoryOwner,
  type HistoryRow,
  historyValues,
  type LinkedHistoryRow,
} from './history-rows.js';

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
    const verificationId = owner.id;
    return rows.map((row) => {
      const columns = historyColumns(verificationId, row, at);
      const link = linkAfter(this.keys, headOf(owner), { table: 'history', chain: verificationId, columns });
      owner.historyLength = link.position;
      owner.historyMac = link.mac;
      return { verificationId, at, row, link };
    });
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
    if (records.length === 0) return;
    const { access, auditHead } = this.database.tables;
    const heads = await this.#lockHeads(queryable, records.map(accessChain));
    const linked = records.map((row) => {
      const chain = accessChain(row);
      const head = heads.get(chain) ?? EMPTY_CHAIN;
      const link = linkAfter(this.keys, head, { table: 'access', chain, columns: accessColumns(row) });
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
  async #lockHeads(queryable: Queryable, chains: readonly string[]): Promise<Map<string, ChainHead>> {
    const rows = await queryable.query<(ChainHead & { chain: string })[]>(
      `insert into ${this.database.tables.auditHead} as h (chain)
       select chain from unnest($1::text[]) with ordinality as given(chain, nr) order by nr
           on conflict (chain) do update set position = h.position
       returning chain, position, mac`,
      [[...new Set(chains)].toSorted()],
    );
    return new Map(rows.map(({ chain, position, mac }) => [chain, { position, mac }]));
  }
}
