import type { WebhookState } from '@nestjs-idenfy/contract';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { NamedIndex } from './named-index.js';

/** One webhook: inbox and work queue in one table. Duplicates share one row. */
@Entity('idenfy_webhook')
@NamedIndex('uq_idenfy_webhook_digest', ['account', 'digest'], { unique: true })
@NamedIndex('ix_idenfy_webhook_due', ['nextTryAt', 'id'], { where: `state IN ('received', 'waiting')` })
@NamedIndex('ix_idenfy_webhook_scan_ref', ['account', 'scanRef'], { where: 'scan_ref IS NOT NULL' })
@NamedIndex('ix_idenfy_webhook_orphan', ['id'], { where: `state IN ('orphan', 'unreadable')` })
@NamedIndex('ix_idenfy_webhook_orphan_received', ['receivedAt', 'id'], {
  where: `state IN ('orphan', 'unreadable')`,
})
@NamedIndex('ix_idenfy_webhook_dropped', ['id'], { where: `state = 'dropped'` })
@NamedIndex('ix_idenfy_webhook_dead', ['receivedAt', 'id'], { where: `state = 'dead'` })
@NamedIndex('ix_idenfy_webhook_body', ['receivedAt'], { where: 'body IS NOT NULL' })
@NamedIndex('ix_idenfy_webhook_prunable', ['lastReceivedAt'], {
  where: `body IS NULL AND (scan_ref IS NULL OR state IN ('orphan', 'unreadable', 'dropped'))`,
})
export class IdenfyWebhook {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  id!: string;

  @Column('text', { default: 'default' })
  account!: string;

  /** SHA-256 of the raw bytes: the same bytes are a duplicate. */
  @Column('bytea')
  digest!: Buffer;

  /** Encrypted raw bytes; null once they were purged. */
  @Column('bytea', { nullable: true, select: false })
  body!: Buffer | null;

  /** The header `Idenfy-Event-Type`, which is not signed; once applied, null where it does not fit the signed body. */
  @Column('text', { name: 'event_type', nullable: true })
  eventType!: string | null;

  /** Fingerprint of the key that verified the signature. */
  @Column('text', { name: 'key_id', nullable: true })
  keyId!: string | null;

  /** Read from the body when the worker first takes the webhook; null again once the verification was erased. */
  @Column('text', { name: 'scan_ref', nullable: true })
  scanRef!: string | null;

  /** How often these bytes were delivered, duplicates included. */
  @Column('integer', { default: 1 })
  deliveries!: number;

  @Column('text', { default: 'received' })
  state!: WebhookState;

  /** Delivered again more than 15 minutes after the first time, and not applied since. */
  @Column('boolean', { name: 'late_duplicate', default: false })
  lateDuplicate!: boolean;

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

  @Column('timestamptz', { name: 'dead_at', nullable: true })
  deadAt!: Date | null;

  /** Who last retried it as a dead letter. */
  @Column('text', { name: 'retried_by', nullable: true })
  retriedBy!: string | null;

  @Column('text', { name: 'retry_reason', nullable: true })
  retryReason!: string | null;

  @Column('timestamptz', { name: 'retried_at', nullable: true })
  retriedAt!: Date | null;
}
