import { Database } from '../../database/database.js';
import { Injectable } from '@nestjs/common';
import { IDENFY, SYSTEM } from '../../database/actor.js';
import { raised, settled } from '../merge.js';
import { ChangeTransaction } from '../change-log.js';
import { deadlineOfSession } from '../change.js';
import { wakeWebhooks } from '../waiting-webhooks.js';

/** After a timeout iDenfy may still be creating the session; a lookup before that would not find it. */
const STILL_WORKING_MS = 60_000;

/** Handles a lost answer to `/token`: iDenfy may have created a session whose scanRef never arrived. */
@Injectable()
export class LostAnswers {
  constructor(
    private readonly database: Database,
    private readonly changes: ChangeTransaction,
  ) {}

  /** Those of the scanRefs that belong to a verification here. */
  async known(account: string, scanRefs: readonly string[]): Promise<string[]> {
    const rows = await this.database.query<{ scan_ref: string }[]>(
      `select scan_ref from ${this.database.tables.verification} where account = $1 and scan_ref = any($2)`,
      [account, scanRefs],
    );
    return rows.map(({ scan_ref }) => scan_ref);
  }

  /** Marks the verification UNKNOWN: whether a session exists is not known, and the sweep looks for it. */
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
   * Takes the lost session into its verification, without its token, if exactly one of the candidates belongs to no other
   * verification. With several of them, staff are asked to look at it.
   *
   * @param candidates scanRefs of the person's sessions at iDenfy that could be the lost one
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
          if (unknown.length > 1) row.attention = raised(row.attention, 'AMBIGUOUS_START');
        });
        return;
      }
      await manager.query(`update ${this.database.tables.verification} set scan_ref = $2 where id = $1`, [
        id,
        found,
      ]);
      await wakeWebhooks(manager, { account, scanRef: found }, change.at);
      change.record(
        { cause: 'FOUND_AGAIN', source: 'looked-up', actor: IDENFY, reportedStatus: 'ACTIVE' },
        (row) => {
          row.scanRef = found;
          row.status = 'ACTIVE';
          row.attention = raised(settled(row.attention, 'AMBIGUOUS_START'), 'TOKEN_LOST');
          row.deadlineAt = deadlineOfSession({
            expiresAt: row.expiresAt ?? change.at,
            sessionLength: row.sessionLength ?? 0,
          });
        },
      );
    });
  }
}
