import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * SQL: whether the registration with this alias gets new runs. One that no process has announced for a week does not: its
 * code is gone.
 */
export function isAnnouncedSql(alias: string): string {
  return `${alias}.last_seen_at > now() - interval '7 days'`;
}

/**
 * A handler that a replica has announced, with the filter of its version: versions of one handler stand side by side during a
 * rollout. Runs are written for the union of what is announced, whichever replica applies the change.
 */
@Entity('idenfy_handler')
export class IdenfyHandlerRegistration {
  /** `Class.method`. */
  @PrimaryColumn('text')
  name!: string;

  /**
   * What it is called for: changes of verifications, decisions of the host, webhooks, ends of approvals, renewals, reasons for
   * attention, or erasures.
   */
  @PrimaryColumn('text')
  kind!: 'verification' | 'decision' | 'webhook' | 'standing' | 'renewal' | 'attention' | 'erasure';

  /** Statuses, event types of webhooks, standings, days before an end, or reasons for attention, sorted; `*` alone for all. */
  @PrimaryColumn('text', { array: true })
  filter!: string[];

  @Column('timestamptz', { name: 'registered_at', default: () => 'now()' })
  registeredAt!: Date;

  /** Since when processes have announced it without a gap of a day. */
  @Column('timestamptz', { name: 'announced_since', default: () => 'now()' })
  announcedSince!: Date;

  /** When a process last announced it: see `isAnnouncedSql()`. */
  @Column('timestamptz', { name: 'last_seen_at', default: () => 'now()' })
  lastSeenAt!: Date;
}
