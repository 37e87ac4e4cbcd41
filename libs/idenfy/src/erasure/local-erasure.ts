import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { FieldCipher } from '../privacy/field-cipher.js';
import { SYSTEM } from '../verification/actor.js';
import { ChangeTransaction } from '../verification/changes/change-transaction.js';
import type { IdenfyVerification } from '../verification/entities/verification.entity.js';
import { tablesOf } from '../verification/table-names.js';

/** Takes everything personal out of our own tables; what remains names nobody. */
@Injectable()
export class LocalErasure {
  constructor(
    private readonly dataSource: DataSource,
    private readonly changes: ChangeTransaction,
    private readonly cipher: FieldCipher,
  ) {}

  /** Erasing twice does no harm. */
  async erase(verificationId: string): Promise<void> {
    await this.changes.of(verificationId, async (change, manager) => {
      const { verification } = change;
      if (verification.erasedAt !== null) return;
      change.record({ cause: 'ERASURE', source: 'system', actor: SYSTEM, effect: 'noted', note: 'ERASED' });
      verification.closedAt ??= change.at;
      await this.emptyRow(manager, verification, change.at);
      await this.purgeCallbacks(manager, verification);
      await this.renamePerson(manager, verification);
    });
  }

  private async emptyRow(manager: EntityManager, verification: IdenfyVerification, at: Date): Promise<void> {
    const { id, account, clientId, externalRef } = verification;
    await manager.query(
      `update ${tablesOf(this.dataSource).verification}
          set client_id = $2, external_ref = $3, erased_at = $4, auth_token = null, redirect_url = null,
              digit_string = null, personal_data = null
        where id = $1`,
      [
        id,
        this.cipher.pseudonym(`${account}:${clientId}`),
        externalRef === null ? null : this.cipher.pseudonym(`${account}:${externalRef}`),
        at,
      ],
    );
    verification.fraudTags = [];
    verification.mismatchTags = [];
    verification.autoDocument = null;
    verification.autoFace = null;
    verification.manualDocument = null;
    verification.manualFace = null;
    verification.decisionReason = null;
    verification.attention = null;
    verification.deadlineAt = null;
  }

  private async purgeCallbacks(
    manager: EntityManager,
    { account, scanRef }: IdenfyVerification,
  ): Promise<void> {
    await manager.query(
      `update ${tablesOf(this.dataSource).webhook}
          set body = null, purged_at = now(), state = case when state in ('received', 'waiting') then 'applied' else state end
        where account = $1 and scan_ref = $2`,
      [account, scanRef],
    );
  }

  /**
   * The person's row goes by the keyed hash too, once nothing is left that stands under their name. Locked first, in a
   * statement of its own: who starts an attempt of theirs, or erases another, must be seen by the one that looks.
   */
  private async renamePerson(
    manager: EntityManager,
    { account, clientId }: IdenfyVerification,
  ): Promise<void> {
    const { client, verification } = tablesOf(this.dataSource);
    const pseudonym = this.cipher.pseudonym(`${account}:${clientId}`);
    await manager.query(`select from ${client} where account = $1 and client_id = $2 for update`, [
      account,
      clientId,
    ]);
    await manager.query(
      `with gone as (
         select c.id from ${client} c
          where c.account = $1 and c.client_id = $2
            and not exists (select from ${verification} v where v.account = $1 and v.client_id = $2)
       ), merged as (
         delete from ${client} c using gone
          where c.id = gone.id and exists (select from ${client} o where o.account = $1 and o.client_id = $3)
         returning c.id
       )
       update ${client} c set client_id = $3, updated_at = now()
         from gone
        where c.id = gone.id and not exists (select from merged)`,
      [account, clientId, pseudonym],
    );
  }
}
