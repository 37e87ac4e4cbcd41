import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn, UpdateDateColumn } from 'typeorm';
import { NamedIndex } from './named-index.js';

/** One person of one account and their standing, which `@RequireVerified()` reads. */
@Entity('idenfy_client')
@NamedIndex('uq_idenfy_client', ['account', 'clientId'], { unique: true })
@NamedIndex('ix_idenfy_client_relationship_end', ['account', 'relationshipEndedAt'], {
  where: 'relationship_ended_at IS NOT NULL',
})
@NamedIndex('ix_idenfy_client_never_verified', ['account', 'createdAt'], {
  where: 'verified_at IS NULL AND relationship_begun_at IS NULL AND relationship_ended_at IS NULL',
})
export class IdenfyPerson {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  id!: string;

  /** Name of the iDenfy account this person is verified with. */
  @Column('text', { default: 'default' })
  account!: string;

  /** The host's id of the person, as sent to iDenfy. A keyed hash once erased. */
  @Column('text', { name: 'client_id' })
  clientId!: string;

  @Column('text', { default: 'NONE' })
  standing!: Standing;

  /** When a VERIFIED standing ends: expiry of the document, or the host's rule. Null: no end is known. */
  @Column('timestamptz', { name: 'verified_until', nullable: true })
  verifiedUntil!: Date | null;

  /** The verification that the standing follows from, else the newest one. */
  @Column('uuid', { name: 'current_verification_id', nullable: true })
  currentVerificationId!: string | null;

  /**
   * The newest verification that was submitted and has no outcome yet, a suspicion included; null when there is none. While
   * it is set, the person cannot start another verification.
   */
  @Column('uuid', { name: 'undecided_verification_id', nullable: true })
  undecidedVerificationId!: string | null;

  /** How many sessions iDenfy created for this person; refused and resumed starts do not count. */
  @Column('integer', { default: 0 })
  attempts!: number;

  /** When the last verification was denied: the cool-down counts from here. */
  @Column('timestamptz', { name: 'denied_at', nullable: true })
  deniedAt!: Date | null;

  /** When an approval first counted; stays when it ends. Retention then counts from the end of the relationship. */
  @Column('timestamptz', { name: 'verified_at', nullable: true })
  verifiedAt!: Date | null;

  /** When the business relationship began, as the host recorded it; null when it recorded none. */
  @Column('timestamptz', { name: 'relationship_begun_at', nullable: true })
  relationshipBegunAt!: Date | null;

  /** When the business relationship ended; null while it lasts. */
  @Column('timestamptz', { name: 'relationship_ended_at', nullable: true })
  relationshipEndedAt!: Date | null;

  /** Until when the retention is extended, as an authority may order; null when it is not. */
  @Column('timestamptz', { name: 'retention_until', nullable: true })
  retentionUntil!: Date | null;

  /** Why the retention is extended, such as a case number. */
  @Column('text', { name: 'retention_reason', nullable: true })
  retentionReason!: string | null;

  /** Why the data of this person must not be erased, or null. */
  @Column('text', { name: 'legal_hold', nullable: true })
  legalHold!: string | null;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @UpdateDateColumn({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}

/** Whether a person counts as verified, derived from their verifications and the host's decisions. */
export const STANDINGS = ['NONE', 'PENDING', 'VERIFIED', 'REJECTED', 'EXPIRED'] as const;

/**
 * `PENDING`: a verification is undecided, or one is live and no approval holds. `EXPIRED`: an approval has ended.
 */
export type Standing = (typeof STANDINGS)[number];
