import { Column, Entity, ForeignKey, PrimaryGeneratedColumn } from 'typeorm';
import { NamedIndex } from './named-index.js';
import { IdenfyVerification } from './verification.entity.js';

/** The acts of staff that are recorded. */
export const ACCESS_ACTIONS = [
  'LIST',
  'START',
  'UPLOAD',
  'HISTORY',
  'DATA',
  'FILE_NAMES',
  'FILE',
  'REPORT',
  'EVIDENCE',
  'REFRESH',
  'DECISION',
  'CASE',
  'CLAIMS',
  'INFORMATION_REQUEST',
  'PROPOSAL_CONFIRM',
  'PROPOSAL_RETURN',
  'PROPOSAL_WITHDRAW',
  'ATTENTION_SETTLE',
  'QUEUE',
  'ASSIGNMENT',
  'NOTES',
  'NOTE',
  'ERASURE',
  'HANDLER_RETRY',
  'WEBHOOK_RETRY',
  'HANDLER_DROP',
  'BULK_RETRY',
  'BULK_DROP',
  'BULK_STOP',
  'INBOX_TRY',
  'LEGAL_HOLD',
  'EXPORT',
  'RELATIONSHIP',
  'RETENTION',
] as const;

/** An act of staff that is recorded. */
export type AccessAction = (typeof ACCESS_ACTIONS)[number];

/** One access of staff: who read or decided what, when and why. Append only, by trigger; without personal data. */
@Entity('idenfy_access')
@NamedIndex('ix_idenfy_access_verification', ['verificationId', 'id'])
@NamedIndex('ix_idenfy_access_staff', ['staffId', 'id'])
@NamedIndex('ix_idenfy_access_at', ['at'])
@NamedIndex('ix_idenfy_access_chain', ['chain', 'id'])
export class IdenfyAccessRecord {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  id!: string;

  /** Null for an act that concerns no single verification. */
  @ForeignKey(() => IdenfyVerification, { name: 'fk_idenfy_access_verification' })
  @Column('uuid', { name: 'verification_id', nullable: true })
  verificationId!: string | null;

  /** `id` of the caller, as the access policy gave it. */
  @Column('text', { name: 'staff_id' })
  staffId!: string;

  @Column('text')
  action!: AccessAction;

  /** More about it: the names of the fields of a start, the name of a file, the decision, the id of a handler run. */
  @Column('text', { nullable: true })
  detail!: string | null;

  /** Keyed digest of the reason that staff gave, which stands in `idenfy_free_text` until it is erased. */
  @Column('text', { name: 'reason_digest', nullable: true })
  reasonDigest!: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;

  /** Name of the iDenfy account, of an act without a verification; null where it concerns several. */
  @Column('text', { nullable: true })
  account!: string | null;

  /** The chain it belongs to, as `idenfy_audit_head` names it. */
  @Column('text', { nullable: true })
  chain!: string | null;

  /** Position in its chain, from 1. */
  @Column('integer', { name: 'chain_position', nullable: true })
  chainPosition!: number | null;

  /** Id of the key in `auditKeys` that its HMAC was made with. */
  @Column('text', { name: 'chain_key', nullable: true })
  chainKey!: string | null;

  /** HMAC over its columns and the HMAC of the record before in its chain. */
  @Column('text', { name: 'chain_mac', nullable: true })
  chainMac!: string | null;
}
