import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { tablesOf } from '../table-names.js';
import { IDENFY, SYSTEM } from '../actor.js';
import { ChangeTransaction } from '../changes/change-transaction.js';
import { deadlineOfSession } from '../deadline.js';

/** After a time-out iDenfy may still be opening the session; a look before that would not find it. */
const STILL_WORKING_MS = 60_000;

/** What is done when iDenfy may have opened a session whose name never reached us. */
@Injectable()
export class LostAnswers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly changes: ChangeTransaction,
  ) {}

  /** Of these scanRefs, the ones that some row of ours already stands for. */
  async known(account: string, scanRefs: readonly string[]): Promise<string[]> {
    const rows = await this.dataSource.query<{ scan_ref: string }[]>(
      `select scan_ref from ${tablesOf(this.dataSource).verification} where account = $1 and scan_ref = any($2)`,
      [account, scanRefs],
    );
    return rows.map(({ scan_ref }) => scan_ref);
  }

  /** Nobody knows whether a session exists: the row says so, and the sweep looks for it. */
  async remember(id: string): Promise<void> {
    await this.changes.of(id, (change) => {
      if (change.verification.status !== 'STARTING') return;
      change.record({ cause: 'ANSWER_LOST', source: 'system', actor: SYSTEM }, (row) => {
        row.status = 'UNKNOWN';
        row.deadlineAt = new Date(change.at.getTime() + STILL_WORKING_MS);
      });
    });
  }

  /**
   * The sessions at iDenfy that could be the lost one. The only one that no row stands for is taken, without its
   * token; with several, a human has to look.
   */
  async adopt(id: string, account: string, candidates: readonly string[]): Promise<void> {
    const known = new Set(await this.known(account, candidates));
    const unknown = candidates.filter((scanRef) => !known.has(scanRef));
    await this.changes.of(id, async (change, manager) => {
      const { verification } = change;
      if (verification.scanRef !== null || verification.closedAt !== null) return;
      const [found] = unknown;
      if (found === undefined || unknown.length > 1) {
        change.record({ cause: 'ANSWER_LOST', source: 'system', actor: SYSTEM }, (row) => {
          row.status = 'UNKNOWN';
          row.attention = unknown.length > 1 ? 'AMBIGUOUS_START' : row.attention;
        });
        return;
      }
      await manager.query(
        `update ${tablesOf(this.dataSource).verification} set scan_ref = $2 where id = $1`,
        [id, found],
      );
      await this.wakeCallbacks(manager, account, found, change.at);
      change.record({ cause: 'FOUND_AGAIN', source: 'looked-up', actor: IDENFY, said: 'ACTIVE' }, (row) => {
        row.scanRef = found;
        row.status = 'ACTIVE';
        row.attention = 'TOKEN_LOST';
        row.deadlineAt = deadlineOfSession({
          expiresAt: row.expiresAt ?? change.at,
          sessionLength: row.sessionLength ?? 0,
        });
      });
    });
  }

  /** Callbacks that were faster than we wait for this row. */
  private async wakeCallbacks(
    manager: EntityManager,
    account: string,
    scanRef: string,
    at: Date,
  ): Promise<void> {
    await manager.query(
      `update ${tablesOf(this.dataSource).webhook} set state = 'received', attempts = 0, next_try_at = $3
        where account = $1 and scan_ref = $2 and state in ('waiting', 'orphan')
       returning pg_notify('idenfy', 'inbox:')`,
      [account, scanRef, at],
    );
  }
}
