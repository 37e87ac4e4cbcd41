import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/**
 * `received`: to be applied. `waiting`: its session is not known yet. `applied`: done.
 * `orphan`: waited in vain, staff can see it. `unreadable`: signed, but no callback we understand.
 */
export type WebhookState = 'received' | 'waiting' | 'applied' | 'orphan' | 'unreadable';

/** One distinct delivery: inbox and work queue in one. */
@Entity('idenfy_webhook')
@Index('uq_idenfy_webhook_digest', ['account', 'digest'], { unique: true })
@Index('ix_idenfy_webhook_due', ['nextTryAt', 'id'], { where: `state IN ('received', 'waiting')` })
@Index('ix_idenfy_webhook_scan_ref', ['account', 'scanRef'])
@Index('ix_idenfy_webhook_orphan', ['receivedAt'], { where: `state IN ('orphan', 'unreadable')` })
export class IdenfyWebhook {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', primaryKeyConstraintName: 'pk_idenfy_webhook' })
  id!: string;

  @Column('text', { default: 'default' })
  account!: string;

  /** SHA-256 of the raw bytes: the same bytes are the same delivery. */
  @Column('bytea')
  digest!: Buffer;

  /** Encrypted raw bytes; null once purged. */
  @Column('bytea', { nullable: true, select: false })
  body!: Buffer | null;

  /** `Idenfy-Event-Type` as it came; it is not signed. */
  @Column('text', { name: 'event_type', nullable: true })
  eventType!: string | null;

  /** Fingerprint of the key that verified the signature. */
  @Column('text', { name: 'key_id', nullable: true })
  keyId!: string | null;

  /** Read from the body when it is first applied. */
  @Column('text', { name: 'scan_ref', nullable: true })
  scanRef!: string | null;

  /** How often these bytes were delivered. */
  @Column('integer', { default: 1 })
  deliveries!: number;

  @Column('text', { default: 'received' })
  state!: WebhookState;

  /** Delivered again more than 15 minutes after the first time, and not looked at since. */
  @Column('boolean', { name: 'late_repeat', default: false })
  lateRepeat!: boolean;

  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('timestamptz', { name: 'next_try_at', default: () => 'now()' })
  nextTryAt!: Date;

  @Column('text', { name: 'last_error', nullable: true })
  lastError!: string | null;

  @Column('timestamptz', { name: 'received_at', default: () => 'now()' })
  receivedAt!: Date;

  @Column('timestamptz', { name: 'last_received_at', default: () => 'now()' })
  lastReceivedAt!: Date;

  @Column('timestamptz', { name: 'applied_at', nullable: true })
  appliedAt!: Date | null;

  @Column('timestamptz', { name: 'purged_at', nullable: true })
  purgedAt!: Date | null;
}
