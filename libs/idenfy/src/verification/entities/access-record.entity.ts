import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { IdenfyVerification } from './verification.entity.js';

/** What staff can do that is written down. */
export const ACCESS_ACTIONS = [
  'HISTORY',
  'DATA',
  'FILE_NAMES',
  'FILE',
  'REPORT',
  'REFRESH',
  'DECISION',
  'ERASURE',
  'HANDLER_RETRY',
  'LEGAL_HOLD',
] as const;

export type AccessAction = (typeof ACCESS_ACTIONS)[number];

/** Who of the staff looked at or decided about whom, when and why. Append only, by trigger; free of personal values. */
@Entity('idenfy_access')
@Index('ix_idenfy_access_verification', ['verificationId', 'id'])
@Index('ix_idenfy_access_staff', ['staffId', 'id'])
@Index('ix_idenfy_access_at', ['at'])
export class IdenfyAccessRecord {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', primaryKeyConstraintName: 'pk_idenfy_access' })
  id!: string;

  /** Null for what is about no single verification. */
  @ForeignKey(() => IdenfyVerification, { name: 'fk_idenfy_access_verification' })
  @Column('uuid', { name: 'verification_id', nullable: true })
  verificationId!: string | null;

  /** `id` of the caller, as the access policy gave it. */
  @Column('text', { name: 'staff_id' })
  staffId!: string;

  @Column('text')
  action!: AccessAction;

  /** What of it: the name of a file, the decision, the id of a handler's run. */
  @Column('text', { nullable: true })
  detail!: string | null;

  /** `X-Access-Reason`, in the words of whoever gave it. */
  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date;
}
