import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { NamedIndex } from './named-index.js';

/**
 * `unwanted`: closed, because no filter that processes announced for the handler named it for a day, or because an operator
 * dropped the handler.
 */
export type HandlerRunState = 'pending' | 'done' | 'dead' | 'unwanted';

/** One run: one handler, due for one change, one webhook or one erasure. A failing handler is retried without the others. */
@Entity('idenfy_handler_run')
@NamedIndex('uq_idenfy_handler_run_event', ['handler', 'eventId'], {
  unique: true,
  where: 'event_id IS NOT NULL',
})
@NamedIndex('uq_idenfy_handler_run_webhook', ['handler', 'inboxId'], {
  unique: true,
  where: 'inbox_id IS NOT NULL',
})
@NamedIndex('uq_idenfy_handler_run_erasure', ['erasureId', 'handler'], {
  unique: true,
  where: 'erasure_id IS NOT NULL',
})
@NamedIndex('ix_idenfy_handler_run_due', ['handler', 'nextTryAt', 'id'], { where: `state = 'pending'` })
@NamedIndex('ix_idenfy_handler_run_order', ['handler', 'verificationId', 'id'], {
  where: `state = 'pending'`,
})
@NamedIndex('ix_idenfy_handler_run_dead', ['createdAt', 'id'], { where: `state = 'dead'` })
@NamedIndex('ix_idenfy_handler_run_texts', ['verificationId'], {
  where: 'last_error IS NOT NULL OR retry_reason IS NOT NULL',
})
@NamedIndex('ix_idenfy_handler_run_inbox_texts', ['inboxId'], {
  where: '(last_error IS NOT NULL OR retry_reason IS NOT NULL) AND inbox_id IS NOT NULL',
})
@NamedIndex('ix_idenfy_handler_run_done', ['finishedAt'], { where: `state in ('done', 'unwanted')` })
export class IdenfyHandlerRun {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  id!: string;

  /** `Class.method`, unique among the handlers of an application. */
  @Column('text')
  handler!: string;

  /** Row id of the history event it is due for, or null. */
  @Column('bigint', { name: 'event_id', nullable: true })
  eventId!: string | null;

  /** Row id of the webhook it is due for, or null. */
  @Column('bigint', { name: 'inbox_id', nullable: true })
  inboxId!: string | null;

  /** The erasure it is due for, or null. */
  @Column('uuid', { name: 'erasure_id', nullable: true })
  erasureId!: string | null;

  /** Encrypted: the ids of the erased person, for an `@OnErasure()` handler; null once it succeeded, and after 30 days. */
  @Column('bytea', { name: 'erased_ids', nullable: true, select: false })
  erasedIds!: Buffer | null;

  /** Runs of one handler keep their order for each verification; null for a webhook of an unknown session. */
  @Column('uuid', { name: 'verification_id', nullable: true })
  verificationId!: string | null;

  @Column('text', { default: 'pending' })
  state!: HandlerRunState;

  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('timestamptz', { name: 'next_try_at', default: () => 'now()' })
  nextTryAt!: Date;

  @Column('timestamptz', { name: 'leased_until', nullable: true })
  leasedUntil!: Date | null;

  /** Class and code of the error that the last attempt failed with; never personal data. */
  @Column('text', { name: 'last_error', nullable: true })
  lastError!: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null;

  /** Staff id of who last retried it as a dead letter. */
  @Column('text', { name: 'retried_by', nullable: true })
  retriedBy!: string | null;

  @Column('text', { name: 'retry_reason', nullable: true })
  retryReason!: string | null;

  @Column('timestamptz', { name: 'retried_at', nullable: true })
  retriedAt!: Date | null;
}
