import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** `requested` → `waiting` (iDenfy still holds the session open) → `deleted` (at iDenfy) → `done` (here too). */
export type ErasureState = 'requested' | 'waiting' | 'deleted' | 'done';

/** One erasure and its receipt: what was asked, by whom, and how far it is. */
@Entity('idenfy_erasure')
@Index('uq_idenfy_erasure_verification', ['verificationId'], { unique: true })
@Index('ix_idenfy_erasure_due', ['nextTryAt'], { where: `state <> 'done'` })
export class IdenfyErasure {
  @PrimaryColumn('uuid', {
    primaryKeyConstraintName: 'pk_idenfy_erasure',
  })
  id!: string;

  @Column('uuid', { name: 'verification_id' })
  verificationId!: string;

  @Column('text', { default: 'requested' })
  state!: ErasureState;

  @Column('text', { name: 'requested_by' })
  requestedBy!: string;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('timestamptz', { name: 'requested_at', default: () => 'now()' })
  requestedAt!: Date;

  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('timestamptz', { name: 'next_try_at', default: () => 'now()' })
  nextTryAt!: Date;

  /** Identifier of the last failure, or null. */
  @Column('text', { name: 'last_error', nullable: true })
  lastError!: string | null;

  @Column('timestamptz', { name: 'deleted_at_idenfy', nullable: true })
  deletedAtIdenfy!: Date | null;

  @Column('timestamptz', { name: 'completed_at', nullable: true })
  completedAt!: Date | null;
}
