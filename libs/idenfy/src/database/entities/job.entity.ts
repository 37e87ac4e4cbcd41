import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A periodic job that one process at a time does, such as the sweep. */
@Entity('idenfy_job')
export class IdenfyJob {
  @PrimaryColumn('text')
  name!: string;

  /** Until when other processes leave the job to the one that does it; null when none does. */
  @Column('timestamptz', { name: 'leased_until', nullable: true })
  leasedUntil!: Date | null;

  /** Identifies the lease, so that a process that was too slow does not end the one of its successor. */
  @Column('uuid', { nullable: true })
  lease!: string | null;

  /** When the job last succeeded. */
  @Column('timestamptz', { name: 'succeeded_at', nullable: true })
  succeededAt!: Date | null;

  /** Where the job goes on, of one that has to know. */
  @Column('jsonb', { nullable: true })
  progress!: Readonly<Record<string, unknown>> | null;
}
