import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { NamedIndex } from './named-index.js';

/**
 * A reason or note as people wrote it. History and audit, whose rows never change, hold its keyed digest; the text is here,
 * where an erasure can remove it.
 */
@Entity('idenfy_free_text')
@NamedIndex('ix_idenfy_free_text_digest', ['digest'])
@NamedIndex('ix_idenfy_free_text_verification', ['verificationId'], { where: 'verification_id IS NOT NULL' })
export class IdenfyFreeText {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  id!: string;

  @Column('text')
  digest!: string;

  /** The verification it is about; null for an act that concerns no single one. */
  @Column('uuid', { name: 'verification_id', nullable: true })
  verificationId!: string | null;

  /** Encrypted. */
  @Column('bytea', { select: false })
  content!: Buffer;
}
