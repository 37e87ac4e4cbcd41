import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { IdenfyEvidence } from './evidence.entity.js';

/** A part of the encrypted content of a piece of evidence, where `PostgresEvidenceStore` keeps it. */
@Entity('idenfy_evidence_part')
export class IdenfyEvidencePart {
  @ForeignKey(() => IdenfyEvidence, { name: 'fk_idenfy_evidence_part_evidence', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'evidence_id' })
  evidenceId!: string;

  /** From 0. */
  @PrimaryColumn('integer')
  position!: number;

  /** Encrypted. */
  @Column('bytea', { select: false })
  content!: Buffer;
}
