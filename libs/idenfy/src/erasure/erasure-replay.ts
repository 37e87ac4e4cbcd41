import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import type { Actor } from '../database/actor.js';
import { Database } from '../database/database.js';
import { nowSql } from '../database/now-sql.js';
import { HashKey } from '../privacy/hash-key.js';
import { type ErasureReceipt, proven } from './erasure-receipts.js';

/** What became of a receipt that was replayed. */
export type Replayed =
  /** Its verification is back, and will be erased again. */
  | 'requested'
  /** Its verification is erased. */
  | 'erased'
  /** Its verification is not in this database: it was started after the backup was made. */
  | 'absent';

const ROWS_AT_A_TIME = 1_000;

/** A receipt as the database holds it. */
interface ReceiptRow extends Omit<ErasureReceipt, 'proof' | 'erasedAt'> {
  readonly erasedAt: Date;
}

/**
 * Erases again what a restored backup brought back. Export receipts regularly, to a place that is not restored with the
 * database, and replay them after a restore. The running service carries the erasures out within a minute or so: at iDenfy and
 * here, telling `@OnErasure()` handlers again. Retention is not asked about, because it was over before; a legal hold is.
 */
@Injectable()
export class ErasureReplay {
  constructor(
    private readonly database: Database,
    private readonly hashKey: HashKey,
    private readonly clock: IdenfyClock,
  ) {}

  /** The receipts of what was erased here at this time or later, in no order. */
  async *receipts(since: Date = new Date(0)): AsyncGenerator<ErasureReceipt> {
    const { erasure, verification } = this.database.tables;
    let after: string | null = null;
    for (;;) {
      const rows: ReceiptRow[] = await this.database.query<ReceiptRow[]>(
        `select e.id as "erasureId", v.account, v.id as "verificationId", v.scan_ref as "scanRef",
                v.client_id as "clientId", v.erased_at as "erasedAt"
           from ${erasure} e join ${verification} v on v.id = e.verification_id
          where v.erased_at >= $1 and ($2::uuid is null or e.id > $2)
          order by e.id
          limit ${ROWS_AT_A_TIME}`,
        [since, after],
      );
      for (const row of rows) yield proven({ ...row, erasedAt: row.erasedAt.toISOString() }, this.hashKey);
      after = rows.at(-1)?.erasureId ?? null;
      if (rows.length < ROWS_AT_A_TIME) return;
    }
  }

  /**
   * Requests the erasure that a receipt names once more. The verification is found by its id, or by its session where it was
   * imported again, and must be of the person whose keyed hash the receipt holds.
   */
  async replay(receipt: ErasureReceipt, { actor }: { actor: Actor }): Promise<Replayed> {
    const { account, verificationId, scanRef, clientId } = receipt;
    const found = await this.database.query<{ id: string; client_id: string; erased: boolean }[]>(
      `select id, client_id, erased_at is not null as erased from ${this.database.tables.verification}
        where account = $1 and (id = $2 or scan_ref = $3)`,
      [account, verificationId, scanRef],
    );
    const theirs = found.filter(
      (row) => row.erased || this.hashKey.hash('pseudonym', `${account}:${row.client_id}`) === clientId,
    );
    const isBack = theirs.filter(({ erased }) => !erased);
    for (const { id } of isBack) await this.request(id, actor);
    if (isBack.length > 0) return 'requested';
    return theirs.length > 0 ? 'erased' : 'absent';
  }

  /**
   * The same for the receipts in this database, where only other tables were restored: requests the erasure of what was erased
   * at this time or later and is back.
   *
   * @returns how many are requested
   */
  async replayOwn(since: Date, { actor }: { actor: Actor }): Promise<number> {
    const { erasure, verification } = this.database.tables;
    const back = await this.database.query<{ id: string }[]>(
      `select v.id
         from ${erasure} e join ${verification} v on v.id = e.verification_id
        where e.state in ('erased', 'HOST_NOT_TOLD', 'done') and v.erased_at is null
          and coalesce(e.completed_at, e.requested_at) >= $1`,
      [since],
    );
    for (const { id } of back) await this.request(id, actor);
    return back.length;
  }

  /** An erasure under way goes on where it was; one that had ended gets another receipt, so that handlers are told again. */
  private async request(verificationId: string, { id: by }: Actor): Promise<void> {
    await this.database.query(
      `insert into ${this.database.tables.erasure} as e
              (id, verification_id, requested_by, reason, requested_at, next_try_at, replayed)
       select $1, $2, $3, 'REPLAY', now, now, true from (select ${nowSql('$4')} as now) clock
           on conflict (verification_id) do update
          set id = case when e.state in ('requested', 'waiting', 'deleted') then e.id else excluded.id end,
              replayed = true, next_try_at = excluded.next_try_at, last_error = null, failing_since = null,
              state = case when e.state in ('waiting', 'deleted') then e.state else 'requested' end,
              at_idenfy = case when e.state = 'deleted' then e.at_idenfy end,
              deleted_at_idenfy = case when e.state = 'deleted' then e.deleted_at_idenfy end,
              completed_at = null, attempts = 0,
              requested_by = excluded.requested_by, requested_at = excluded.requested_at, reason = excluded.reason
        where not e.replayed or e.state not in ('requested', 'waiting', 'deleted')`,
      [randomUUID(), verificationId, by, this.clock.databaseTime()],
    );
  }
}
