import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Effect } from '../merge/merge.js';
import { IdenfyVerification } from './verification.entity.js';

export const CAUSES = [
  'START',
  'TOKEN',
  'START_FAILED',
  'ANSWER_LOST',
  'FOUND_AGAIN',
  'RETURNED',
  'SUBMITTED',
  'CALLBACK',
  'LOOKUP',
  'DEADLINE',
  'DECISION',
  'DOCUMENT_EXPIRATION',
  'INFORMATION_REQUESTED',
  'ADOPTED',
  'ATTENTION',
  'ERASURE',
  'HANDLER_RETRIED',
] as const;

export type Cause = (typeof CAUSES)[number];

/** One change, or one word that changed nothing. Append only, by trigger; free of personal values. */
@Entity('idenfy_verification_event')
@Index('ix_idenfy_verification_event_verification', ['verificationId', 'id'])
export class IdenfyVerificationEvent {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    primaryKeyConstraintName: 'pk_idenfy_verification_event',
  })
  id!: string;

  @ForeignKey(() => IdenfyVerification, { name: 'fk_idenfy_verification_event_verification' })
  @Column('uuid', { name: 'verification_id' })
  verificationId!: string;

  @Column('text', { name: 'from_status' })
  fromStatus!: string;

  @Column('text', { name: 'to_status' })
  toStatus!: string;

  @Column('boolean', { name: 'from_final', default: false })
  fromFinal!: boolean;

  /** Whether the state after this event is final. */
  @Column('boolean', { default: false })
  final!: boolean;

  /** Whether status or finality moved: what `@OnVerification` handlers are called for. */
  @Column('boolean', { default: false })
  changed!: boolean;

  /** What it did: `applied` changed the verdict, `superseded` came too late, `noted` changed nothing else. */
  @Column('text')
  effect!: Effect;

  @Column('text')
  cause!: Cause;

  /** Whose word: `automatic`, `manual`, `looked-up`, `person`, `staff` or `system`. */
  @Column('text')
  source!: string;

  /** The status that was said, also where it was not applied. */
  @Column('text', { nullable: true })
  said!: string | null;

  /** The callback behind it, when there is one. */
  @Column('bigint', { name: 'inbox_id', nullable: true })
  inboxId!: string | null;

  /** Who did it: a staff id, `person` for whom it is about, `idenfy` or `system`. */
  @Column('text')
  actor!: string;

  /** A reason given by staff, an identifier, or the attention raised. */
  @Column('text', { nullable: true })
  note!: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;
}
