import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { NamedIndex } from './named-index.js';
import { IdenfyWebhook } from './webhook.entity.js';

/** What a webhook names, by keyed hash: a scanRef or a clientId anywhere in its body. Deleted with the webhook. */
@Entity('idenfy_webhook_name')
@NamedIndex('ix_idenfy_webhook_name_hash', ['hash'])
export class IdenfyWebhookName {
  /** Row id of the webhook. */
  @ForeignKey(() => IdenfyWebhook, { name: 'fk_idenfy_webhook_name_webhook', onDelete: 'CASCADE' })
  @PrimaryColumn('bigint', { name: 'webhook_id' })
  webhookId!: string;

  @PrimaryColumn('text')
  hash!: string;
}
