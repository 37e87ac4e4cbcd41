import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { IdenfyClock } from '../client/clock.js';
import type { DocumentExpirationWebhook, IdentificationWebhook } from '../contract/webhook.js';
import { IDENFY } from './actor.js';
import { awaitsData } from './awaits-data.js';
import { textArray } from './binary-array.js';
import { Change } from './changes/change.js';
import { ChangeLog } from './changes/change-log.js';
import type { RunLease } from './changes/run-lease.js';
import { DocumentFacts } from './document-facts.js';
import { IdenfyVerification } from './entities/verification.entity.js';
import { columnsOf, entityFromRow } from './entity-from-row.js';
import { contradictionOf } from './merge/header-contradiction.js';
import { findingOfCallback } from './merge/finding.js';
import { mergeInto } from './merge/merge-into.js';
import { tablesOf } from './table-names.js';
import { VerificationSettings } from './verification.options.js';
import { isDocumentExpiration, keepUntil } from './verified-until.js';

/** A callback as the inbox hands it over. */
export interface CallbackFinding {
  readonly inboxId: string;
  readonly account: string;
  readonly scanRef: string;
  readonly clientId: string | null;
  readonly eventType: string | null;
  readonly receivedAt: Date;
  readonly lateRepeat: boolean;
  readonly payload: IdentificationWebhook | DocumentExpirationWebhook;
}

/** `unknown`: no session of that account has this scanRef, or not yet. */
export interface ApplyOutcome {
  readonly inboxId: string;
  readonly outcome: 'applied' | 'unknown';
  readonly verificationId?: string;
}

/** Applies callbacks to the verifications they are about, in the caller's transaction. */
@Injectable()
export class VerdictApplier {
  constructor(
    private readonly log: ChangeLog,
    private readonly facts: DocumentFacts,
    private readonly settings: VerificationSettings,
    private readonly clock: IdenfyClock,
  ) {}

  /** @param lease for a process that calls handlers itself once this is committed */
  async apply(
    manager: EntityManager,
    findings: readonly CallbackFinding[],
    lease?: RunLease,
  ): Promise<readonly ApplyOutcome[]> {
    const changes = await this.lock(manager, findings);
    const outcomes = findings.map((callback): ApplyOutcome => {
      const change = changes.get(keyOf(callback));
      if (!change) return { inboxId: callback.inboxId, outcome: 'unknown' };
      this.applyOne(change, callback);
      return { inboxId: callback.inboxId, outcome: 'applied', verificationId: change.verification.id };
    });
    await this.log.write(manager, [...changes.values()], lease);
    await this.forgetCallbacksOfErased(manager, findings, changes);
    return outcomes;
  }

  /** What was erased stays erased, also from what iDenfy says afterwards. */
  private async forgetCallbacksOfErased(
    manager: EntityManager,
    findings: readonly CallbackFinding[],
    changes: ReadonlyMap<string, Change>,
  ): Promise<void> {
    const late = findings.filter((callback) => changes.get(keyOf(callback))?.verification.erasedAt);
    if (late.length === 0) return;
    await manager.query(
      `update ${tablesOf(manager.connection).webhook} set body = null, purged_at = now() where id = any($1::bigint[])`,
      [late.map(({ inboxId }) => inboxId)],
    );
  }

  /** Locked in the order of their ids, so that two replicas never wait for each other in a circle. */
  private async lock(
    manager: EntityManager,
    findings: readonly CallbackFinding[],
  ): Promise<Map<string, Change>> {
    const { connection } = manager;
    const rows = await manager.query<Record<string, unknown>[]>(
      `select ${columnsOf(connection, IdenfyVerification, 'v')}
         from ${tablesOf(connection).verification} v
        where (v.account, v.scan_ref) in (select * from unnest($1::text[], $2::text[]))
        order by v.id
          for update of v`,
      [textArray(findings.map(({ account }) => account)), textArray(findings.map(({ scanRef }) => scanRef))],
    );
    const verifications = rows.map((row) => entityFromRow(connection, IdenfyVerification, row));
    const now = this.clock.now();
    return new Map(verifications.map((verification) => [keyOf(verification), new Change(verification, now)]));
  }

  private applyOne(change: Change, callback: CallbackFinding): void {
    const { verification } = change;
    const occasion = { cause: 'CALLBACK' as const, actor: IDENFY, inboxId: callback.inboxId };
    if (verification.erasedAt !== null) {
      change.record({ ...occasion, source: 'erased', effect: 'refused', note: 'ERASED' });
    } else if (callback.clientId !== verification.clientId) {
      change.record({ ...occasion, source: 'unknown', effect: 'refused', note: 'CLIENT_MISMATCH' }, (row) => {
        row.attention = 'CLIENT_MISMATCH';
      });
    } else if (isDocumentExpiration(callback.payload)) {
      const { documentExpiration, expirationThreshold } = callback.payload;
      change.record(
        {
          ...occasion,
          cause: 'DOCUMENT_EXPIRATION',
          source: 'automatic',
          effect: 'noted',
          note: expirationThreshold,
        },
        (row) => keepUntil(row, documentExpiration, this.settings),
      );
    } else {
      this.applyVerdict(change, callback, callback.payload);
    }
  }

  private applyVerdict(change: Change, callback: CallbackFinding, payload: IdentificationWebhook): void {
    const finding = findingOfCallback(payload, callback);
    const note = contradictionOf(callback.eventType, finding);
    const effect = mergeInto(change, finding, {
      cause: 'CALLBACK',
      actor: IDENFY,
      inboxId: callback.inboxId,
      note,
    });
    const { verification } = change;
    const data = payload.data ?? null;
    if (effect === 'applied' || effect === 'confirmed' || effect === 'conflict') {
      this.facts.take(verification, data);
    } else if (finding.status === verification.status && awaitsData(verification)) {
      // superseded by a look-up that said the same, but nothing of the document
      this.facts.complete(verification, data);
    }
  }
}

function keyOf({ account, scanRef }: { account: string; scanRef: string | null }): string {
  return `${account}\n${scanRef ?? ''}`;
}
