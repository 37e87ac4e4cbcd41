import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

export type HandlerRunState = 'pending' | 'done' | 'dead';

/** One handler's progress on one change or one callback. A failing handler is retried alone. */
@Entity('idenfy_handler_run')
@Index('uq_idenfy_handler_run_event', ['handler', 'eventId'], { unique: true, where: 'event_id IS NOT NULL' })
@Index('uq_idenfy_handler_run_webhook', ['handler', 'inboxId'], {
  unique: true,
  where: 'inbox_id IS NOT NULL',
})
@Index('ix_idenfy_handler_run_due', ['handler', 'nextTryAt', 'id'], { where: `state = 'pending'` })
@Index('ix_idenfy_handler_run_order', ['handler', 'verificationId', 'id'], { where: `state = 'pending'` })
@Index('ix_idenfy_handler_run_dead', ['finishedAt'], { where: `state = 'dead'` })
export class IdenfyHandlerRun {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', primaryKeyConstraintName: 'pk_idenfy_handler_run' })
  id!: string;

  /** `Class.method`, unique among the handlers of an application. */
  @Column('text')
  handler!: string;

  /** The change it is about; null for a run about a callback. */
  @Column('bigint', { name: 'event_id', nullable: true })
  eventId!: string | null;

  /** The callback it is about; null for a run about a change. */
  @Column('bigint', { name: 'inbox_id', nullable: true })
  inboxId!: string | null;

  /** Order is kept per verification; null for a callback whose session is unknown. */
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

  /** Class and safe message of the last failure; never a value of a person. */
  @Column('text', { name: 'last_error', nullable: true })
  lastError!: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null;

  /** Who last brought it back from the dead letters, why and when. */
  @Column('text', { name: 'retried_by', nullable: true })
  retriedBy!: string | null;

  @Column('text', { name: 'retry_reason', nullable: true })
  retryReason!: string | null;

  @Column('timestamptz', { name: 'retried_at', nullable: true })
  retriedAt!: Date | null;
}
