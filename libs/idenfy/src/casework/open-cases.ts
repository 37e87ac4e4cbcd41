import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CaseReason } from '@nestjs-idenfy/contract';
import { textArray, timestamptzArray } from '../database/binary-array.js';
import { Database } from '../database/database.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import { NOTIFY_EACH_SQL, topicMessages } from '../database/notifications.js';
import type { OutboxChange, ReviewFacts } from '../outbox/outbox-change.js';
import { type OutboxParticipant, OutboxParticipants } from '../outbox/outbox-writes.js';
import { CaseworkOptions } from './casework.options.js';

const HOUR_MS = 3_600_000;

/** The reasons why staff have to do something about a verification; none for most. */
export function caseReasons({
  status,
  final,
  decision,
  proposalId,
  attention,
  erasedAt,
}: ReviewFacts): readonly CaseReason[] {
  if (erasedAt !== null) return [];
  const isUndecided = final && status === 'SUSPECTED' && decision === null;
  const decide = isUndecided
    ? [proposalId === null ? ('DECISION' as const) : ('SECOND_PERSON' as const)]
    : [];
  return [...decide, ...attention];
}

/** One row of the queue that a change leaves open. */
interface OpenReason {
  readonly verification: IdenfyVerification;
  readonly reason: CaseReason;
  readonly since: Date;
}

/**
 * Keeps the rows of the queue in the transactions of the changes. Most changes concern none: of a verification that needed no
 * human before and needs none after, nothing is written and nothing is read.
 */
@Injectable()
export class OpenCases implements OutboxParticipant, OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly participants: OutboxParticipants,
    private readonly options: CaseworkOptions,
  ) {}

  onModuleInit(): void {
    this.participants.register(this);
  }

  async write(manager: EntityManager, changes: readonly OutboxChange[]): Promise<void> {
    const moved = changes.filter(({ previous, verification }) => {
      const before = caseReasons(previous);
      const after = caseReasons(verification);
      return before.length !== after.length || before.some((reason) => !after.includes(reason));
    });
    if (moved.length === 0) return;
    const { openCase, verification } = this.database.tables;
    const open = moved.flatMap(openReasons);
    const ids = moved.map((change) => change.verification.id);
    await manager.query(
      `with concerned as (
         select verification_id::uuid, reason, since, due_at
           from unnest($2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[])
             as open(verification_id, reason, since, due_at)
       ), closed as (
         delete from ${openCase} c
          where c.verification_id = any($1::uuid[])
            and not exists (select from concerned o where o.verification_id = c.verification_id and o.reason = c.reason)
       )
       insert into ${openCase} (verification_id, reason, account, since, due_at, assignee)
       select v.id, o.reason, v.account, o.since, o.due_at, v.assignee
         from concerned o join ${verification} v on v.id = o.verification_id
           on conflict do nothing`,
      [
        ids,
        textArray(open.map((row) => row.verification.id)),
        textArray(open.map(({ reason }) => reason)),
        timestamptzArray(open.map(({ since }) => since)),
        timestamptzArray(open.map((row) => this.#dueAt(row))),
      ],
    );
    await manager.query(NOTIFY_EACH_SQL, [topicMessages('cases', ids)]);
  }

  #dueAt({ reason, since }: OpenReason): Date {
    return new Date(since.getTime() + this.options.dueAfterHours[reason] * HOUR_MS);
  }
}

function openReasons({ verification, at }: OutboxChange): OpenReason[] {
  return caseReasons(verification).map((reason) => ({
    verification,
    reason,
    // a proposal that is returned gives no new time to decide
    since: reason === 'DECISION' ? (verification.verdictAt ?? at) : at,
  }));
}
