import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { IdenfyVerification } from '../entities/verification.entity.js';
import { topicMessages } from '../notifications/topic.js';
import { tablesOf } from '../table-names.js';
import { VerificationSettings } from '../verification.options.js';
import type { Change } from './change.js';
import { refreshStandings } from './refresh-standings.js';

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
    await this.updateRows(manager, rows);
    await this.appendHistory(manager, changes);
    await refreshStandings(manager, tablesOf(this.dataSource), rows, first.at);
    await this.notify(manager, rows);
  }

  private async updateRows(manager: EntityManager, rows: readonly IdenfyVerification[]): Promise<void> {
    await manager.query(
      `update ${tablesOf(this.dataSource).verification} v
          set status = r.status, final = r.final, rank = r.rank, resubmitted_at = r.resubmitted_at,
              fraud_tags = r.fraud_tags, mismatch_tags = r.mismatch_tags,
              auto_document = r.auto_document, auto_face = r.auto_face,
              manual_document = r.manual_document, manual_face = r.manual_face,
              decision = r.decision, decision_by = r.decision_by, decision_at = r.decision_at,
              decision_reason = r.decision_reason, submission = r.submission, submitted_at = r.submitted_at,
              returned_at = r.returned_at, attention = r.attention, deadline_at = r.deadline_at,
              lookups = r.lookups, looked_up_at = r.looked_up_at, start_error = r.start_error,
              verified_until = r.verified_until, visible_at = r.visible_at, closed_at = r.closed_at,
              auth_token = case when r.closed_at is null then v.auth_token end,
              redirect_url = case when r.closed_at is null then v.redirect_url end,
              digit_string = case when r.closed_at is null then v.digit_string end,
              personal_data = coalesce(decode(r.personal_data, 'base64'), v.personal_data),
              updated_at = now(), version = v.version + 1
         from jsonb_to_recordset($1::jsonb) as r(
              id uuid, status text, final boolean, rank bigint, resubmitted_at timestamptz,
              fraud_tags text[], mismatch_tags text[], auto_document text, auto_face text,
              manual_document text, manual_face text, decision text, decision_by text, decision_at timestamptz,
              decision_reason text, submission text, submitted_at timestamptz, returned_at timestamptz,
              attention text, deadline_at timestamptz, lookups integer, looked_up_at timestamptz, start_error text,
              verified_until timestamptz, visible_at timestamptz, closed_at timestamptz, personal_data text)
        where v.id = r.id`,
      [JSON.stringify(rows.map(toRecord))],
    );
  }

  /** The runs are made from what all replicas have announced, for the one that applies may not know every handler. */
  private async appendHistory(manager: EntityManager, changes: readonly Change[]): Promise<void> {
    const { event, handler, handlerRun } = tablesOf(this.dataSource);
    const lines = changes.flatMap(({ verification, at, lines: history }) =>
      history.map((line) => ({ ...line, verification_id: verification.id, at })),
    );
    if (lines.length === 0) return;
    await manager.query(
      `with line as (
         select l.*, row_number() over () as ordinal
           from jsonb_to_recordset($1::jsonb) as l(
                verification_id uuid, "fromStatus" text, "fromFinal" boolean, "toStatus" text, final boolean,
                effect text, cause text, source text, said text, "inboxId" bigint, actor text, note text, at timestamptz)
       ), appended as (
         insert into ${event} (verification_id, from_status, from_final, to_status, final, changed,
                               effect, cause, source, said, inbox_id, actor, note, at)
         select verification_id, "fromStatus", "fromFinal", "toStatus", final,
                "fromStatus" <> "toStatus" or "fromFinal" <> final,
                effect, cause, source, said, "inboxId", actor, note, at
           from line order by ordinal
         returning id, verification_id, to_status, final, changed, cause, at
       )
       insert into ${handlerRun} (handler, event_id, verification_id, next_try_at)
       select h.name, e.id, e.verification_id, e.at
         from appended e
         join ${handler} h on h.last_seen_at > now() - interval '7 days'
          and ((h.kind = 'verification' and e.changed and ('*' = any(h.filter) or (e.final and e.to_status = any(h.filter))))
            or (h.kind = 'decision' and e.cause = 'DECISION'))
        order by e.id, h.name`,
      [JSON.stringify(lines)],
    );
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

function toRecord(row: IdenfyVerification): Record<string, unknown> {
  return {
    id: row.id,
    status: row.status,
    final: row.final,
    rank: row.rank,
    resubmitted_at: row.resubmittedAt,
    fraud_tags: row.fraudTags,
    mismatch_tags: row.mismatchTags,
    auto_document: row.autoDocument,
    auto_face: row.autoFace,
    manual_document: row.manualDocument,
    manual_face: row.manualFace,
    decision: row.decision,
    decision_by: row.decisionBy,
    decision_at: row.decisionAt,
    decision_reason: row.decisionReason,
    submission: row.submission,
    submitted_at: row.submittedAt,
    returned_at: row.returnedAt,
    attention: row.attention,
    deadline_at: row.deadlineAt,
    lookups: row.lookups,
    looked_up_at: row.lookedUpAt,
    start_error: row.startError,
    verified_until: row.verifiedUntil,
    visible_at: row.visibleAt,
    closed_at: row.closedAt,
    personal_data: row.personalData?.toString('base64') ?? null,
  };
}
