import type { CaseReason } from '@nestjs-idenfy/contract';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { NamedIndex } from './named-index.js';

/**
 * One reason why one verification waits for staff: the queue. A row is written and deleted in the transaction of the change
 * that raises or settles the reason, so the table holds what is open and nothing else.
 */
@Entity('idenfy_open_case')
@NamedIndex('ix_idenfy_open_case_due', ['dueAt', 'verificationId', 'reason'])
@NamedIndex('ix_idenfy_open_case_reason', ['reason', 'dueAt', 'verificationId'])
@NamedIndex('ix_idenfy_open_case_assignee', ['assignee', 'dueAt', 'verificationId', 'reason'])
export class IdenfyOpenCase {
  @PrimaryColumn('uuid', { name: 'verification_id' })
  verificationId!: string;

  @PrimaryColumn('text')
  reason!: CaseReason;

  @Column('text')
  account!: string;

  /** When the reason arose. */
  @Column('timestamptz')
  since!: Date;

  /** When the case should be closed, by `casework.dueAfterHours` as it was when the reason arose. */
  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  /** The same as on the verification. */
  @Column('text', { nullable: true })
  assignee!: string | null;
}
