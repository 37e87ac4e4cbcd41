import { Injectable } from '@nestjs/common';
import { type EntityManager, EntityNotFoundError } from 'typeorm';
import {
  AuditTrail,
  HISTORY_PARAMETERS,
  historyInsertSql,
  historyValues,
  type LinkedHistoryRow,
} from '../audit/audit-trail.js';
import { IdenfyClock } from '../client/clock.js';
import { Database } from '../database/database.js';
import { IdenfyVerification } from '../database/entities/verification.entity.js';
import { nowSql } from '../database/now-sql.js';
import { NOTIFY_EACH_SQL, topicMessages } from '../database/notifications.js';
import type { TableNames } from '../database/table-names.js';
import type { OutboxChange } from '../outbox/outbox-change.js';
import { OutboxParticipants, runsOfChanges } from '../outbox/outbox-writes.js';
import type { RunLease, WrittenRun } from '../outbox/run-store.js';
import { Change, forgetResults } from './change.js';
import { updateRows } from './columns.js';
import { requestEvidence } from './evidence-requests.js';
import { refreshStandings } from './standings.js';
import { VerificationOptions } from './verification.options.js';

/**
 * Writes changes of locked verifications in the caller's transaction, in this order:
 *
 * 1. What follows from the new state: a verification that is over is closed, has no deadline unless a lookup must settle
 *    it, and its token is forgotten (`Change.settled()`, `updateRows()`). With it the new head of its history.
 * 2. The columns that changed, and the end of proposals whose verdict did.
 * 3. One line of history for each step, the runs of the handlers that listen, and the evidence that is to be collected.
 * 4. The standings of the people concerned, computed anew from all their verifications.
 * 5. The rows of outbox participants.
 * 6. A notification for those who follow a verification, and for the runners of handlers; sent with the commit.
 *
 * Only the start of a verification is written elsewhere, each step in one statement, with its history linked before.
 */
@Injectable()
export class ChangeLog {
  constructor(
    private readonly database: Database,
    private readonly options: VerificationOptions,
    private readonly participants: OutboxParticipants,
    private readonly trail: AuditTrail,
  ) {}

  /** @param lease receives the runs that this process may call itself once this is committed */
  async write(manager: EntityManager, changes: readonly Change[], lease?: RunLease): Promise<void> {
    const [first] = changes;
    if (first === undefined) return;
    if (this.options.keep === 'nothing') changes.forEach(({ verification }) => forgetResults(verification));
    const rows = changes.map((change) => change.settled());
    const tables = this.database.tables;
    const history = changes.flatMap(({ verification, lines, at }) =>
      this.trail.continueHistory(verification, lines, at),
    );
    await updateRows(manager, tables, changes);
    await lapseProposals(manager, tables, changes);
    const runsWait = await appendHistory(manager, tables, { history, changes, lease });
    if (this.options.keep === 'evidence') await requestEvidence(manager, tables, changes);
    const { whileUndecided } = this.options.standing;
    await refreshStandings(manager, tables, rows, { at: first.at, whileUndecided });
    await this.participants.write(manager, changes);
    await this.notify(manager, rows, runsWait);
  }

  private async notify(
    manager: EntityManager,
    rows: readonly IdenfyVerification[],
    runsWait: boolean,
  ): Promise<void> {
    const messages = [
      ...topicMessages(
        'verification',
        rows.map(({ id }) => id),
      ),
      ...(runsWait ? topicMessages('runs', ['']) : []),
    ];
    await manager.query(NOTIFY_EACH_SQL, [messages]);
  }
}

/** Changes one verification: locks its row, lets `work` change it, and writes the change, with the time of the database. */
@Injectable()
export class ChangeTransaction {
  constructor(
    private readonly database: Database,
    private readonly log: ChangeLog,
    private readonly clock: IdenfyClock,
  ) {}

  /**
   * Runs `work` on the locked row. Where it records nothing, nothing is written; where it throws, everything is rolled
   * back.
   */
  async of(
    id: string,
    work: (change: Change, manager: EntityManager) => void | Promise<void>,
  ): Promise<IdenfyVerification> {
    return this.database.transaction(async (manager) => {
      const [row] = await manager.query<(Record<string, unknown> & { now: Date })[]>(
        `select ${this.database.columns(IdenfyVerification, 'v')}, ${nowSql('$2')} as now
           from ${this.database.tables.verification} v where v.id = $1 for no key update of v`,
        [id, this.clock.databaseTime()],
      );
      if (!row) throw new EntityNotFoundError(IdenfyVerification, { id });
      const verification = this.database.entity(IdenfyVerification, row);
      const change = new Change(verification, row.now);
      await work(change, manager);
      if (change.lines.length > 0) await this.log.write(manager, [change]);
      return verification;
    });
  }
}

async function lapseProposals(
  manager: EntityManager,
  { proposal }: TableNames,
  changes: readonly Change[],
): Promise<void> {
  const lapsed = changes.filter(({ lapsedProposal }) => lapsedProposal !== null);
  const [first] = lapsed;
  if (first === undefined) return;
  await manager.query(
    `update ${proposal} set state = 'LAPSED', decided_at = $2 where id = any($1::uuid[]) and state = 'WAITING'`,
    [lapsed.map(({ lapsedProposal }) => lapsedProposal), first.at],
  );
}

/**
 * Writes rows of history and, in the same statement, the runs of the handlers that listen.
 *
 * @param lease receives the runs that this process may call itself
 * @returns whether there are runs that a process has to claim
 */
async function appendHistory(
  manager: EntityManager,
  tables: TableNames,
  {
    history,
    changes,
    lease,
  }: {
    history: readonly LinkedHistoryRow[];
    changes: readonly OutboxChange[];
    lease: RunLease | undefined;
  },
): Promise<boolean> {
  if (history.length === 0) return false;
  const runs = runsOfChanges(
    tables,
    { history: 'appended', firstParameter: HISTORY_PARAMETERS + 1 },
    { changes, lease },
  );
  const written = await manager.query<WrittenRun[]>(
    `with appended as (
       ${historyInsertSql(tables, { firstParameter: 1 })}
     )${runs.text}`,
    [...historyValues(history), ...runs.values],
  );
  lease?.add(written, changes);
  return written.some(({ leased }) => !leased);
}
