import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { IdenfyVerification } from '../entities/verification.entity.js';
import { topicMessages } from '../notifications/topic.js';
import { tablesOf } from '../table-names.js';
import { VerificationSettings } from '../verification.options.js';
import { appendHistory } from './append-history.js';
import type { Change } from './change.js';
import { refreshStandings } from './refresh-standings.js';
import type { RunLease } from './run-lease.js';
import { updateRows } from './update-rows.js';

/**
 * Writes changes of locked verifications: the rows, their history, the runs of the handlers that listen, the
 * standing of the people, and the word to whoever watches. Everything in the caller's transaction.
 */
@Injectable()
export class ChangeLog {
  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: VerificationSettings,
  ) {}

  /** @param lease for a process that does some of the runs itself once this is committed */
  async write(manager: EntityManager, changes: readonly Change[], lease?: RunLease): Promise<void> {
    const [first] = changes;
    if (first === undefined) return;
    const rows = changes.map((change) => change.settled());
    if (this.settings.keep === 'nothing') rows.forEach(forgetFindings);
    const tables = tablesOf(this.dataSource);
    await updateRows(manager, tables, changes);
    const runsWait = await appendHistory(manager, tables, changes, lease);
    await refreshStandings(manager, tables, rows, first.at);
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
    await manager.query(`select pg_notify('idenfy', m) from unnest($1::text[]) m`, [messages]);
  }
}

function forgetFindings(row: IdenfyVerification): void {
  row.fraudTags = [];
  row.mismatchTags = [];
  row.autoDocument = null;
  row.autoFace = null;
  row.manualDocument = null;
  row.manualFace = null;
}
