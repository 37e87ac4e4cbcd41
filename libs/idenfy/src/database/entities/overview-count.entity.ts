import { Column, Entity, PrimaryColumn } from 'typeorm';
import { NamedIndex } from './named-index.js';

/** By what the figures of the overview can be grouped; `all` is one group of everything in an account. */
export const OVERVIEW_DIMENSIONS = ['all', 'country', 'document', 'level'] as const;

/** One of {@link OVERVIEW_DIMENSIONS}. */
export type OverviewDimension = (typeof OVERVIEW_DIMENSIONS)[number];

/**
 * What is counted. `submitted` and `started`: verifications. `verdict`: final verdicts, by status. `ended`: ends without a
 * verdict, by status. `denial`: reasons of final denials. `decision`: decisions of the host. `verdict-time`, `decision-time`:
 * durations, by bucket of the histogram. `open`: open reviews now, by age.
 */
export const OVERVIEW_FIGURES = [
  'started',
  'submitted',
  'verdict',
  'ended',
  'denial',
  'decision',
  'verdict-time',
  'decision-time',
  'open',
] as const;

/** One of {@link OVERVIEW_FIGURES}. */
export type OverviewFigure = (typeof OVERVIEW_FIGURES)[number];

/** How often something happened on one day, in UTC. The rollup that the overview reads: nothing in it is about one person. */
@Entity('idenfy_overview_count')
@NamedIndex('ix_idenfy_overview_count_open', ['day'], { where: `figure = 'open'` })
export class IdenfyOverviewCount {
  @PrimaryColumn('text')
  dimension!: OverviewDimension;

  /** In UTC. */
  @PrimaryColumn('date')
  day!: string;

  @PrimaryColumn('text')
  account!: string;

  /** The country, the document type or the level; empty for `all`, and where none or several were requested. */
  @PrimaryColumn('text')
  value!: string;

  @PrimaryColumn('text')
  figure!: OverviewFigure;

  /** What the figure is divided into, such as the status of a verdict; empty where it is not. */
  @PrimaryColumn('text')
  key!: string;

  @Column('bigint')
  count!: string;
}
