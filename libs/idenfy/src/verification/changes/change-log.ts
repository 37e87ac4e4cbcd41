import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { IdenfyVerification } from '../entities/verification.entity.js';
import { topicMessages } from '../notifications/topic.js';
import { tablesOf } from '../table-names.js';
import { VerificationSettings } from '../verification.options.js';
import { appendHistory } from './append-history.js';
import type { Change } from './change.js';
import { refreshStandings } from './refresh-standings.js';
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

  async write(manager: EntityManager, changes: readonly Change[]): Promise<void> {
    const [first] = changes;
    if (first === undefined) return;
    const rows = changes.map((change) => change.settled());
    if (this.settings.keep === 'nothing') rows.forEach(forgetFindings);
    const tables = tablesOf(this.dataSource);
    await updateRows(manager, tables, changes);
    await appendHistory(manager, tables, changes);
    await refreshStandings(manager, tables, rows, first.at);
    await this.notify(manager, rows);
  }

  private async notify(manager: EntityManager, rows: readonly IdenfyVerification[]): Promise<void> {
    const messages = [
      ...topicMessages(
        'verification',
        rows.map(({ id }) => id),
      ),
      ...topicMessages('runs', ['']),
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
