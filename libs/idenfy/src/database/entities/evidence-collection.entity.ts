import { Column, Entity, ForeignKey, PrimaryGeneratedColumn } from 'typeorm';
import { NamedIndex } from './named-index.js';
import { IdenfyVerification } from './verification.entity.js';

/** The evidence of one final verdict that is to be kept, and how far that is. Only with `keep: 'evidence'`. */
@Entity('idenfy_evidence_collection')
@NamedIndex('ix_idenfy_evidence_collection_verification', ['verificationId'])
@NamedIndex('ix_idenfy_evidence_collection_due', ['nextTryAt', 'id'], { where: 'finished_at IS NULL' })
export class IdenfyEvidenceCollection {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  id!: string;

  @ForeignKey(() => IdenfyVerification, { name: 'fk_idenfy_evidence_collection_verification' })
  @Column('uuid', { name: 'verification_id' })
  verificationId!: string;

  /** The verdict that the evidence is of. */
  @Column('text')
  status!: string;

  @Column('timestamptz', { name: 'requested_at', default: () => 'now()' })
  requestedAt!: Date;

  /** While a process is collecting: the end of its lease. */
  @Column('timestamptz', { name: 'next_try_at', default: () => 'now()' })
  nextTryAt!: Date;

  /** How often it was claimed; a claim is known by this number. */
  @Column('integer', { default: 0 })
  attempts!: number;

  /** When the links of the webhook were found expired and iDenfy was asked for new ones: once. */
  @Column('timestamptz', { name: 'links_renewed_at', nullable: true })
  linksRenewedAt!: Date | null;

  /** Encrypted. The new links, until the collection is finished. */
  @Column('bytea', { nullable: true, select: false })
  links!: Buffer | null;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null;
}
