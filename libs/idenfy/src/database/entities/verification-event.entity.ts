import { Column, Entity, ForeignKey, PrimaryGeneratedColumn } from 'typeorm';
import type { Attention } from '@nestjs-idenfy/contract';
import { NamedIndex } from './named-index.js';
import { IdenfyVerification } from './verification.entity.js';

/** What an event can be caused by. */
export const CAUSES = [
  'START',
  'TOKEN',
  'START_FAILED',
  'ANSWER_LOST',
  'FOUND_AGAIN',
  'RETURNED',
  'SUBMITTED',
  'WEBHOOK',
  'LOOKUP',
  'DEADLINE',
  'DECISION',
  'PROPOSAL',
  'DOCUMENT_EXPIRATION',
  'INFORMATION_REQUESTED',
  'ADOPTED',
  'ATTENTION',
  'ATTENTION_SETTLED',
  'ASSIGNED',
  'NOTE',
  'ERASURE',
  'STANDING',
  'RENEWAL_DUE',
  'HANDLER_RETRIED',
] as const;

/** What an event was caused by. */
export type Cause = (typeof CAUSES)[number];

/**
 * What an event did. `applied`: changed the verdict. `confirmed`: reported the same verdict. `superseded`: has a lower
 * rank than the known verdict. `conflict`: has the same rank and another verdict. `refused`: cannot be used. `noted`:
 * reports no verdict.
 */
export type Effect = 'applied' | 'confirmed' | 'superseded' | 'conflict' | 'refused' | 'noted';

/** One event in the history of a verification, also where it changed nothing. Append only, by trigger; without personal data. */
@Entity('idenfy_verification_event')
@NamedIndex('ix_idenfy_verification_event_verification', ['verificationId', 'id'])
export class IdenfyVerificationEvent {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
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

  @Column('text')
  effect!: Effect;

  @Column('text')
  cause!: Cause;

  /** Where it comes from: iDenfy's `automatic` or `manual` check, `looked-up`, `person`, `staff`, `system`; `unknown` or `erased` where a webhook was refused. */
  @Column('text')
  source!: string;

  /**
   * The status of the report, or the decision that was made or proposed, also where it was not applied; of `STANDING` the new standing, of
   * `RENEWAL_DUE` the days before the end, of `ATTENTION_SETTLED` the reason for attention. Null if there was none.
   */
  @Column('text', { name: 'reported_status', nullable: true })
  reportedStatus!: string | null;

  /** The reasons for attention that it raised. */
  @Column('text', { array: true, default: '{}' })
  raised!: readonly Attention[];

  /** Row id of the webhook that caused it, or null. */
  @Column('bigint', { name: 'inbox_id', nullable: true })
  inboxId!: string | null;

  /** Who did it: a staff id, `person`, `idenfy` or `system`. */
  @Column('text')
  actor!: string;

  /** More about it: the identifier of an error, a short code such as `PAST_DEADLINE`, or the staff id of an assignee. */
  @Column('text', { nullable: true })
  note!: string | null;

  /** Keyed digest of what staff wrote, which stands in `idenfy_free_text` until it is erased. */
  @Column('text', { name: 'note_digest', nullable: true })
  noteDigest!: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;

  /** Position in the history of its verification, from 1. */
  @Column('integer', { name: 'chain_position', nullable: true })
  chainPosition!: number | null;

  /** Id of the key in `auditKeys` that its HMAC was made with. */
  @Column('text', { name: 'chain_key', nullable: true })
  chainKey!: string | null;

  /** HMAC over its columns and the HMAC of the event before in this history. */
  @Column('text', { name: 'chain_mac', nullable: true })
  chainMac!: string | null;
}
