import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { IdenfyClock } from '../client/clock.js';
import { IDENFY } from '../database/actor.js';
import { amongSql, textArray } from '../database/binary-array.js';
import { Database } from '../database/database.js';
import type { Effect } from '../database/entities/verification-event.entity.js';
import { IdenfyVerification } from '../database/entities/verification.entity.js';
import { nowSql } from '../database/now-sql.js';
import { DebugLog } from '../outbox/debug-log.js';
import type { RunLease } from '../outbox/run-store.js';
import {
  awaitsData,
  Change,
  deadlineAfterResult,
  deadlineOfReview,
  forgetInformationRequest,
  isOver,
  type Occasion,
} from './change.js';
import { ChangeLog } from './change-log.js';
import { takeChecks } from './checks.js';
import { type KnownVerdict, merge, raised, type StatusReport } from './merge.js';
import { isUnderReview } from './person-view.js';
import {
  contradictionOf,
  contradictionOfExpiration,
  notesOf,
  reportOfWebhook,
  type SignedExpiration,
  type SignedResult,
} from './read-webhook.js';
import { DocumentFacts, KeptAmlHits, keepUntil } from './result-facts.js';
import { VerificationOptions } from './verification.options.js';

/** What a webhook reports about a verification. */
export interface WebhookReport {
  readonly inboxId: string;
  readonly account: string;
  /** The header, which is not signed. */
  readonly eventType: string | null;
  readonly receivedAt: Date;
  readonly lateDuplicate: boolean;
  readonly signed: SignedResult | SignedExpiration;
}

/** Applies webhooks to the verifications they are about, in the caller's transaction. */
@Injectable()
export class WebhookApplier {
  constructor(
    private readonly database: Database,
    private readonly log: ChangeLog,
    private readonly facts: DocumentFacts,
    private readonly amlHits: KeptAmlHits,
    private readonly settings: VerificationOptions,
    private readonly clock: IdenfyClock,
    private readonly debug: DebugLog,
  ) {}

  /**
   * @param lease receives the runs that this process may call itself once this is committed
   * @returns inbox id → its verification; none where no session of that account has this scanRef, or not yet
   */
  async apply(
    manager: EntityManager,
    reports: readonly WebhookReport[],
    lease?: RunLease,
  ): Promise<ReadonlyMap<string, IdenfyVerification>> {
    const changes = await this.lock(manager, reports);
    const applied = new Map<string, IdenfyVerification>();
    for (const webhook of reports) {
      const change = changes.get(keyOfReport(webhook));
      if (!change) continue;
      this.applyOne(change, webhook);
      this.logApplied(change, webhook);
      applied.set(webhook.inboxId, change.verification);
    }
    await this.log.write(manager, [...changes.values()], lease);
    await this.forgetWebhooksOfErased(manager, reports, changes);
    return applied;
  }

  /** What was erased stays erased, whatever iDenfy sends afterwards. */
  private async forgetWebhooksOfErased(
    manager: EntityManager,
    reports: readonly WebhookReport[],
    changes: ReadonlyMap<string, Change>,
  ): Promise<void> {
    const late = reports.filter((webhook) => changes.get(keyOfReport(webhook))?.verification.erasedAt);
    if (late.length === 0) return;
    await manager.query(
      `update ${this.database.tables.webhook} set body = null, purged_at = now() where id = any($1::bigint[])`,
      [late.map(({ inboxId }) => inboxId)],
    );
  }

  /** Locked in the order of their ids, so that two replicas cannot deadlock. */
  private async lock(
    manager: EntityManager,
    reports: readonly WebhookReport[],
  ): Promise<Map<string, Change>> {
    const { verification } = this.database.tables;
    const rows = await manager.query<(Record<string, unknown> & { now: Date })[]>(
      `select ${this.database.columns(IdenfyVerification, 'v')}, ${nowSql('$3')} as now
         from ${verification} v
        where ${amongSql(
          'v.id',
          `select found.id
             from unnest($1::text[], $2::text[]) as named(account, scan_ref)
            cross join lateral (
              select s.id from ${verification} s
               where s.account = named.account and s.scan_ref = named.scan_ref
               limit 1) found`,
        )}
        order by v.id
          for no key update of v`,
      [
        textArray(reports.map(({ account }) => account)),
        textArray(reports.map(({ signed }) => signed.scanRef)),
        this.clock.databaseTime(),
      ],
    );
    const changes = rows.map((row) => new Change(this.database.entity(IdenfyVerification, row), row.now));
    return new Map(changes.map((change) => [keyOf(change.verification), change]));
  }

  private logApplied({ verification, lines }: Change, { inboxId }: WebhookReport): void {
    this.debug.write('IdenfyWebhooks', () => {
      const { effect, toStatus } = lines.at(-1) ?? {};
      return `Applied webhook ${inboxId} to verification ${verification.id}: ${effect}, now ${toStatus}, rank ${verification.rank}`;
    });
  }

  private applyOne(change: Change, webhook: WebhookReport): void {
    const { verification } = change;
    const { signed, eventType } = webhook;
    const occasion = { cause: 'WEBHOOK' as const, actor: IDENFY, inboxId: webhook.inboxId };
    if (verification.erasedAt !== null) {
      change.record({ ...occasion, source: 'erased', effect: 'refused', note: 'ERASED' });
    } else if (signed.clientId !== verification.clientId) {
      const note = notesOf(signed, 'CLIENT_MISMATCH');
      change.record({ ...occasion, source: 'unknown', effect: 'refused', note }, (row) => {
        row.attention = raised(row.attention, 'CLIENT_MISMATCH');
      });
    } else if (signed.about === 'expiration') {
      const note = notesOf(signed, signed.threshold, contradictionOfExpiration(eventType));
      change.record(
        { ...occasion, cause: 'DOCUMENT_EXPIRATION', source: 'automatic', effect: 'noted', note },
        (row) => keepUntil(row, signed.documentExpiration, this.settings, change.at),
      );
    } else {
      this.applyVerdict(change, webhook, signed);
    }
  }

  private applyVerdict(change: Change, webhook: WebhookReport, signed: SignedResult): void {
    const report = reportOfWebhook(signed, webhook);
    const effect = mergeInto(change, report, {
      cause: 'WEBHOOK',
      actor: IDENFY,
      inboxId: webhook.inboxId,
      note: notesOf(signed, contradictionOf(webhook.eventType, report)),
    });
    const { verification } = change;
    if (answersRequest(webhook, signed, verification)) forgetInformationRequest(verification);
    takeChecks(verification, report, signed.cleanChecks);
    const { data } = signed;
    if (effect === 'applied' || effect === 'confirmed' || effect === 'conflict') {
      this.facts.take(verification, data, change.at);
      this.amlHits.take(verification, signed.amlHits);
    } else if (report.status === verification.status && awaitsData(verification)) {
      // a lookup with the same status came first, but brought nothing of the document
      this.facts.complete(verification, data, change.at);
    }
  }
}

/** Merges one status report into a locked verification, and records what it did. */
export function mergeInto(
  change: Change,
  report: StatusReport,
  occasion: Omit<Occasion, 'source' | 'effect' | 'reportedStatus'>,
): Effect {
  const { verification, at } = change;
  const { effect, next, lookup } = merge(knownVerdictOf(verification), report);
  const wasUnderReview = isUnderReview(verification);
  // a lookup that only confirms must not reset the count of lookups, or they would never end
  const isNews =
    report.source !== 'looked-up' || next.status !== verification.status || next.final !== verification.final;
  change.record({ ...occasion, source: report.source, effect, reportedStatus: report.status }, (row) => {
    if (row.decision !== null && next.decision === null) forgetDecision(row);
    Object.assign(row, fieldsOf(next));
    if (report.level === 'final' || report.level === 'provisional' || report.level === 'reviewing') {
      row.submittedAt ??= at;
    }
    if (effect === 'applied' && report.level === 'final') {
      // a session that had expired ends with its first verdict: retention counts from there
      if (row.verdictAt === null && row.closedAt !== null && isOver(row)) row.closedAt = at;
      row.verdictAt = timeOfVerdict(row, report);
    }
    if (effect === 'applied' && (isNews || row.final)) row.deadlineAt = deadlineAfterResult(row, at);
    if (effect === 'applied' && isNews) row.lookups = 0;
    if (isUnderReview(row) && !wasUnderReview) {
      row.lookups = 0;
      row.deadlineAt = deadlineOfReview(at);
    }
    if (lookup) {
      row.lookups = 0;
      row.deadlineAt = at;
    }
  });
  return effect;
}

/** `/status` does not tell when a verdict was reached, so one that is only looked up counts from the start of the session. */
function timeOfVerdict({ verdictAt, createdAt }: IdenfyVerification, report: StatusReport): Date {
  if (report.source !== 'looked-up') return new Date(report.receivedAt * 1_000);
  return verdictAt ?? createdAt;
}

function knownVerdictOf(row: IdenfyVerification): KnownVerdict {
  return {
    status: row.status,
    final: row.final,
    rank: row.rank,
    fraudTags: row.fraudTags,
    mismatchTags: row.mismatchTags,
    autoDocument: row.autoDocument,
    autoFace: row.autoFace,
    manualDocument: row.manualDocument,
    manualFace: row.manualFace,
    resubmittedAt: row.resubmittedAt && Math.floor(row.resubmittedAt.getTime() / 1000),
    decision: row.decision,
    attention: row.attention,
  };
}

function fieldsOf(next: KnownVerdict): Partial<IdenfyVerification> {
  return {
    status: next.status,
    final: next.final,
    rank: next.rank,
    fraudTags: [...next.fraudTags],
    mismatchTags: [...next.mismatchTags],
    autoDocument: next.autoDocument,
    autoFace: next.autoFace,
    manualDocument: next.manualDocument,
    manualFace: next.manualFace,
    resubmittedAt: next.resubmittedAt === null ? null : new Date(next.resubmittedAt * 1000),
    attention: [...next.attention],
  };
}

function forgetDecision(row: IdenfyVerification): void {
  row.decision = null;
  row.decisionBy = null;
  row.decisionAt = null;
  row.plainDecisionReason = null;
}

/**
 * Whether it is the answer to a request for more information. The header is not signed, but the worst that it can do here is
 * to end the request early.
 */
function answersRequest(
  { eventType }: WebhookReport,
  { finishTime }: SignedResult,
  { informationRequestedAt }: IdenfyVerification,
): boolean {
  if (informationRequestedAt === null) return false;
  return eventType === 'IDENTIFICATION_RESUBMITTED' || finishTime * 1_000 > informationRequestedAt.getTime();
}

function keyOfReport({ account, signed }: WebhookReport): string {
  return keyOf({ account, scanRef: signed.scanRef });
}

function keyOf({ account, scanRef }: { account: string; scanRef: string | null }): string {
  return `${account}\n${scanRef ?? ''}`;
}
