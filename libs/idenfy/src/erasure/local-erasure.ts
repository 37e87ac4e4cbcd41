import { Database } from '../database/database.js';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { associatedData, FieldCipher } from '../privacy/field-cipher.js';
import { FreeTexts } from '../privacy/free-texts.js';
import { HashKey } from '../privacy/hash-key.js';
import { SYSTEM } from '../database/actor.js';
import { forgetResults } from '../verifications/change.js';
import type { ErasedIds } from '../handlers/erasure-context.js';
import { EvidenceRecords } from '../evidence/kept-evidence.js';
import { writeErasureRuns } from '../outbox/outbox-writes.js';
import { ChangeTransaction } from '../verifications/change-log.js';
import { IdenfyClock } from '../client/clock.js';
import type { Permission, RetentionFacts } from './may-be-erased.js';
import { lockRetentionFacts } from './retention-facts.js';
import type { IdenfyErasure } from '../database/entities/erasure.entity.js';
import { IdenfyVerification } from '../database/entities/verification.entity.js';

/** Removes personal data from our own tables; ids become keyed hashes. */
@Injectable()
export class LocalErasure {
  constructor(
    private readonly database: Database,
    private readonly changes: ChangeTransaction,
    private readonly hashKey: HashKey,
    private readonly texts: FreeTexts,
    private readonly cipher: FieldCipher,
    private readonly evidence: EvidenceRecords,
    private readonly clock: IdenfyClock,
  ) {}

  /**
   * Erases one verification if it may be, as judged with its row and its person's locked, and writes the runs of
   * `@OnErasure()` handlers; a second time it does nothing.
   * @returns what was judged
   */
  async erase(
    { id: erasureId, verificationId }: Pick<IdenfyErasure, 'id' | 'verificationId'>,
    judge: (facts: RetentionFacts) => Permission,
  ): Promise<Permission> {
    let permission: Permission = { allowed: true };
    await this.changes.of(verificationId, async (change, manager) => {
      const { verification } = change;
      permission = { allowed: true };
      if (verification.erasedAt !== null) return;
      permission = judge(
        await lockRetentionFacts(manager, this.database.tables, verificationId, this.clock.databaseTime()),
      );
      if (!permission.allowed) return;
      change.record({ cause: 'ERASURE', source: 'system', actor: SYSTEM, effect: 'noted', note: 'ERASED' });
      verification.closedAt ??= change.at;
      await this.emptyRow(manager, verification, change.at);
      await this.emptyRuns(manager, verification);
      await this.texts.forget(manager, verificationId);
      await this.evidence.forget(manager, verificationId);
      const isLast = await this.deletePerson(manager, verification);
      await this.purgeWebhooks(manager, verification, isLast);
      await this.tellHost(manager, verification, erasureId);
    });
    return permission;
  }

  /** Empties every column that is not known to be harmless, those that later versions add as well. */
  private async emptyRow(manager: EntityManager, verification: IdenfyVerification, at: Date): Promise<void> {
    const { id, account, clientId, externalRef } = verification;
    const emptied = this.database.columnNames(IdenfyVerification).filter((name) => !REMAINING.has(name));
    await manager.query(
      `update ${this.database.tables.verification}
          set client_id = $2, external_ref = $3, erased_at = $4, ${emptied.map((name) => `"${name}" = default`).join(', ')}
        where id = $1`,
      [
        id,
        this.hashKey.hash('pseudonym', `${account}:${clientId}`),
        externalRef === null ? null : this.hashKey.hash('pseudonym', `${account}:${externalRef}`),
        at,
      ],
    );
    verification.erasedAt = at;
    forgetResults(verification);
    verification.attention = [];
    verification.deadlineAt = null;
  }

  /** The ids are no longer in the row, so the runs keep them, sealed. */
  private async tellHost(
    manager: EntityManager,
    { id, account, clientId, scanRef, externalRef }: IdenfyVerification,
    erasureId: string,
  ): Promise<void> {
    const ids: ErasedIds = { account, clientId, scanRef, externalRef };
    const erasedIds = this.cipher.seal(JSON.stringify(ids), associatedData.erasedIds(id));
    const run = { erasureId, verificationId: id, erasedIds };
    await writeErasureRuns(manager, this.database.tables, run, this.clock.databaseTime());
  }

  private async emptyRuns(manager: EntityManager, { id }: IdenfyVerification): Promise<void> {
    await manager.query(
      `update ${this.database.tables.handlerRun} set last_error = null, retry_reason = null
        where verification_id = $1 and (last_error is not null or retry_reason is not null)`,
      [id],
    );
  }

  /** Those that name the session anywhere, and those that name the person once nothing else about them is left here. */
  private async purgeWebhooks(
    manager: EntityManager,
    { account, scanRef, clientId }: IdenfyVerification,
    isLast: boolean,
  ): Promise<void> {
    const { webhook, webhookName, handlerRun } = this.database.tables;
    const hashes = [
      ...(scanRef === null ? [] : [this.hashKey.hash('named', `${account}:scanRef:${scanRef}`)]),
      ...(isLast ? [this.hashKey.hash('named', `${account}:clientId:${clientId}`)] : []),
    ];
    await manager.query(
      `with named as materialized (
         select w.id from ${webhook} w where w.account = $1 and w.scan_ref = $2
          union
         select n.webhook_id from ${webhookName} n where n.hash = any($3::text[])
       ), emptied as (
         update ${handlerRun} r set last_error = null, retry_reason = null from named
          where r.inbox_id = named.id and r.inbox_id is not null and (r.last_error is not null or r.retry_reason is not null)
       ), unnamed as (
         delete from ${webhookName} n using named where n.webhook_id = named.id
       )
       update ${webhook} w
          set body = null, purged_at = now(), scan_ref = null, last_error = null, retry_reason = null,
              state = case when w.state in ('received', 'waiting', 'dead') then 'applied' else w.state end
         from named
        where w.id = named.id`,
      [account, scanRef, hashes],
    );
  }

  /**
   * Deletes the person's row as well, once no verification with their clientId is left. The row is locked, so the statement
   * sees a start or another erasure that was committed meanwhile.
   *
   * @returns whether it did
   */
  private async deletePerson(
    manager: EntityManager,
    { account, clientId }: IdenfyVerification,
  ): Promise<boolean> {
    const { client, verification } = this.database.tables;
    const [, deleted] = await manager.query<[unknown, number]>(
      `delete from ${client} c
        where c.account = $1 and c.client_id = $2
          and not exists (select from ${verification} v where v.account = $1 and v.client_id = $2)`,
      [account, clientId],
    );
    return deleted > 0;
  }
}

/**
 * What may remain of an erased verification: that there was one, how it ended and who decided. `client_id` and `external_ref`
 * become keyed hashes.
 */
const REMAINING: ReadonlySet<string> = new Set([
  'id',
  'account',
  'scan_ref',
  'client_id',
  'external_ref',
  'status',
  'final',
  'rank',
  'decision',
  'decision_by',
  'decision_at',
  'started_by',
  'created_at',
  'updated_at',
  'visible_at',
  'closed_at',
  'erased_at',
  'version',
  'history_length',
  'history_mac',
]);
