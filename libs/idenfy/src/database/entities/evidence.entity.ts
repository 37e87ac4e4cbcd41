import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { NamedIndex } from './named-index.js';
import { IdenfyVerification } from './verification.entity.js';

/** What evidence can be: an image (or the PDF of an additional step), iDenfy's PDF report, the signed bytes of a webhook. */
export const EVIDENCE_KINDS = ['IMAGE', 'REPORT', 'WEBHOOK'] as const;

export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/**
 * Why evidence is missing. `LINK_EXPIRED`: the link had expired, and so had the new one. `NOT_AT_IDENFY`: iDenfy does not have
 * it. `REFUSED`: iDenfy refused to give it. `UNUSABLE`: what came is too large, or nothing that iDenfy documents.
 * `FORBIDDEN_ADDRESS`: the link points to a host that `media.hosts` does not name. `UNREACHABLE`: no attempt succeeded within
 * three days. `PURGED`: the webhook's bytes were deleted before. `UNREADABLE`: the key that encrypted them is not in the ring.
 */
export const MISSING_REASONS = [
  'LINK_EXPIRED',
  'NOT_AT_IDENFY',
  'REFUSED',
  'UNUSABLE',
  'FORBIDDEN_ADDRESS',
  'UNREACHABLE',
  'PURGED',
  'UNREADABLE',
] as const;

export type MissingReason = (typeof MISSING_REASONS)[number];

/** One file that is kept as proof of a verdict, or the reason why it is missing. Its content is in the `EvidenceStore`. */
@Entity('idenfy_evidence')
@NamedIndex('uq_idenfy_evidence', ['collectionId', 'kind', 'name'], { unique: true })
@NamedIndex('ix_idenfy_evidence_verification', ['verificationId'])
@NamedIndex('ix_idenfy_evidence_missing', ['reason'], { where: `state = 'missing'` })
export class IdenfyEvidence {
  @PrimaryColumn('uuid')
  id!: string;

  @ForeignKey(() => IdenfyVerification, { name: 'fk_idenfy_evidence_verification' })
  @Column('uuid', { name: 'verification_id' })
  verificationId!: string;

  /** The last collection that found it. */
  @Column('bigint', { name: 'collection_id' })
  collectionId!: string;

  @Column('text')
  kind!: EvidenceKind;

  /** Of an image its step, of a webhook its row id. `*` stands for all that could not be listed. */
  @Column('text')
  name!: string;

  /** `storing`: being written. `kept`: complete. `missing`: see `reason`. `erasing`: its content is to be deleted. */
  @Column('text')
  state!: 'storing' | 'kept' | 'missing' | 'erasing';

  @Column('text', { nullable: true })
  reason!: MissingReason | null;

  @Column('text', { name: 'content_type', nullable: true })
  contentType!: string | null;

  /** Length of the content, in bytes. */
  @Column('bigint', { nullable: true })
  bytes!: string | null;

  /** Of the content. */
  @Column('bytea', { nullable: true })
  sha256!: Buffer | null;

  /** Encrypted. The key of this content alone: without it nothing in the store can be read. */
  @Column('bytea', { name: 'data_key', nullable: true, select: false })
  dataKey!: Buffer | null;

  /** Of a webhook: fingerprint of the key that verified its signature. */
  @Column('text', { name: 'signing_key', nullable: true })
  signingKey!: string | null;

  /** Of a webhook: when it arrived. */
  @Column('timestamptz', { name: 'received_at', nullable: true })
  receivedAt!: Date | null;

  /** When it was kept, or found to be missing. */
  @Column('timestamptz', { name: 'at', default: () => 'now()' })
  at!: Date;
}
