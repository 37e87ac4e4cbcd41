import { Column, Entity, PrimaryColumn } from 'typeorm';
import { NamedIndex } from './named-index.js';

/** What a bulk job does with stuck work. */
export const BULK_ACTS = ['retry', 'drop'] as const;

/** One of {@link BULK_ACTS}. */
export type BulkAct = (typeof BULK_ACTS)[number];

/** Where a bulk job stands. */
export const BULK_JOB_STATES = ['running', 'done', 'stopped'] as const;

/** One of {@link BULK_JOB_STATES}. */
export type BulkJobState = (typeof BULK_JOB_STATES)[number];

/** Stuck work that is retried or dropped in batches: what was asked for, by whom, and how far it is. */
@Entity('idenfy_bulk_job')
@NamedIndex('ix_idenfy_bulk_job_running', ['askedAt', 'id'], { where: `state = 'running'` })
export class IdenfyBulkJob {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  act!: BulkAct;

  @Column('text', { default: 'running' })
  state!: BulkJobState;

  /** The conditions that stuck work had to meet when the job was asked for. The text of an error is removed at its end. */
  @Column('jsonb')
  filter!: Readonly<Record<string, string>>;

  @Column('text', { name: 'asked_by' })
  askedBy!: string;

  /** Keyed digest of the reason, which stands in `idenfy_free_text`. */
  @Column('text', { name: 'reason_digest' })
  reasonDigest!: string;

  @Column('timestamptz', { name: 'asked_at' })
  askedAt!: Date;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null;

  /** How much matched when the job was asked for. */
  @Column('integer')
  total!: number;

  @Column('integer', { default: 0 })
  done!: number;

  /** What could not be retried, because its bytes are deleted. */
  @Column('integer', { default: 0 })
  failed!: number;

  /** The kind that is worked off, and the last row of it that was. */
  @Column('text', { name: 'at_kind' })
  atKind!: string;

  @Column('timestamptz', { name: 'after_time', nullable: true })
  afterTime!: Date | null;

  @Column('bigint', { name: 'after_id', nullable: true })
  afterId!: string | null;
}
