import { Column, Entity, PrimaryColumn } from 'typeorm';
import { NamedIndex } from './named-index.js';

/**
 * `requested` → `waiting` (the session is still open at iDenfy) → `deleted` (nothing is left at iDenfy) → `erased` (here
 * neither) → `done` (the host's `@OnErasure()` handlers have succeeded, at once where it has none).
 * `FAILED_AT_IDENFY`: iDenfy has not confirmed the deletion within 30 days; staff can finish the erasure here.
 * `HOST_NOT_TOLD`: a handler has not succeeded within 30 days, or was dropped before.
 */
export const ERASURE_STATES = [
  'requested',
  'waiting',
  'deleted',
  'FAILED_AT_IDENFY',
  'erased',
  'HOST_NOT_TOLD',
  'done',
] as const;

/** How far an erasure is. */
export type ErasureState = (typeof ERASURE_STATES)[number];

/**
 * What became of the data at iDenfy. `DELETED`: it confirmed the deletion. `NOT_FOUND_AT_IDENFY`: it has no such session.
 * `NO_SESSION_KNOWN`: no scanRef is known here, so nothing was asked. `FAILED_AT_IDENFY`: it confirmed nothing.
 */
export const ERASURES_AT_IDENFY = [
  'DELETED',
  'NOT_FOUND_AT_IDENFY',
  'NO_SESSION_KNOWN',
  'FAILED_AT_IDENFY',
] as const;

/** What became of the data at iDenfy. */
export type ErasureAtIdenfy = (typeof ERASURES_AT_IDENFY)[number];

/** One erasure, which is also its receipt: who requested it, when and why, and its progress. */
@Entity('idenfy_erasure')
@NamedIndex('uq_idenfy_erasure_verification', ['verificationId'], { unique: true })
@NamedIndex('ix_idenfy_erasure_due', ['nextTryAt'], { where: `state IN ('requested', 'waiting', 'deleted')` })
@NamedIndex('ix_idenfy_erasure_untold', ['id'], { where: `state = 'erased'` })
export class IdenfyErasure {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'verification_id' })
  verificationId!: string;

  @Column('text', { default: 'requested' })
  state!: ErasureState;

  @Column('text', { name: 'requested_by' })
  requestedBy!: string;

  /** Why, as staff put it; null once it is done. `RETENTION` and `REPLAY` stay. */
  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('timestamptz', { name: 'requested_at', default: () => 'now()' })
  requestedAt!: Date;

  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('timestamptz', { name: 'next_try_at', default: () => 'now()' })
  nextTryAt!: Date;

  /** Identifier of the error that the last attempt failed with, or null. */
  @Column('text', { name: 'last_error', nullable: true })
  lastError!: string | null;

  /** Since when iDenfy has not confirmed the deletion; null while it has not been asked in vain. */
  @Column('timestamptz', { name: 'failing_since', nullable: true })
  failingSince!: Date | null;

  /** What became of the data at iDenfy; null while that is open. */
  @Column('text', { name: 'at_idenfy', nullable: true })
  atIdenfy!: ErasureAtIdenfy | null;

  /** Whether it repeats an earlier erasure after a backup was restored: the retention was over then. */
  @Column('boolean', { default: false })
  replayed!: boolean;

  @Column('timestamptz', { name: 'deleted_at_idenfy', nullable: true })
  deletedAtIdenfy!: Date | null;

  @Column('timestamptz', { name: 'completed_at', nullable: true })
  completedAt!: Date | null;
}
