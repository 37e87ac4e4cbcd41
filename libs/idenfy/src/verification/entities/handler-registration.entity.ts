import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A handler some replica has announced. Runs are made for every announced handler, whoever applies the change. */
@Entity('idenfy_handler')
export class IdenfyHandlerRegistration {
  /** `Class.method`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'pk_idenfy_handler' })
  name!: string;

  /** What it listens to: `verification`, `decision` or `webhook`. */
  @Column('text')
  kind!: 'verification' | 'decision' | 'webhook';

  /** Statuses or event types; `*` for all. */
  @Column('text', { array: true })
  filter!: string[];

  @Column('timestamptz', { name: 'registered_at', default: () => 'now()' })
  registeredAt!: Date;

  /** A handler not seen for a week gets no new runs: its code is gone. */
  @Column('timestamptz', { name: 'last_seen_at', default: () => 'now()' })
  lastSeenAt!: Date;
}
