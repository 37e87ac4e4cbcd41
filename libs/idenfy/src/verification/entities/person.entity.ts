import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn, Unique, UpdateDateColumn } from 'typeorm';
import type { Standing } from '../standing.js';

/** One person of one account, and where they stand. What `@RequireVerified()` reads. */
@Entity('idenfy_client')
@Unique('uq_idenfy_client', ['account', 'clientId'])
export class IdenfyPerson {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', primaryKeyConstraintName: 'pk_idenfy_client' })
  id!: string;

  /** Name of the iDenfy account this person is verified with. */
  @Column('text', { default: 'default' })
  account!: string;

  /** The host's own name for the person, as sent to iDenfy. A keyed hash once erased. */
  @Column('text', { name: 'client_id' })
  clientId!: string;

  @Column('text', { default: 'NONE' })
  standing!: Standing;

  /** When a VERIFIED standing ends: document expiry or the host's rule. Null: no end is known. */
  @Column('timestamptz', { name: 'verified_until', nullable: true })
  verifiedUntil!: Date | null;

  /** The attempt the standing follows from, else the newest one. */
  @Column('uuid', { name: 'current_verification_id', nullable: true })
  currentVerificationId!: string | null;

  /** Sessions created for this person; refused and resumed starts do not count. */
  @Column('integer', { default: 0 })
  attempts!: number;

  /** When the last attempt was denied: the cool-down counts from here. */
  @Column('timestamptz', { name: 'denied_at', nullable: true })
  deniedAt!: Date | null;

  /** Why nothing of this person may be erased, or null. */
  @Column('text', { name: 'legal_hold', nullable: true })
  legalHold!: string | null;

  @CreateDateColumn({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @UpdateDateColumn({ type: 'timestamptz', name: 'updated_at' })
  updatedAt!: Date;
}
