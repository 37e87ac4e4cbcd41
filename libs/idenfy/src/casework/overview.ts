import { Injectable } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { Database } from '../database/database.js';
import type { OverviewFigure } from '../database/entities/overview-count.entity.js';
import { nowSql } from '../database/now-sql.js';
import { IdenfyValidationError } from '../errors/refusal.errors.js';
import { type DurationFigures, durationFigures } from './duration-histogram.js';
import { REVIEW_AGES } from './overview-facts.js';

/** By what figures are grouped. */
export const OVERVIEW_GROUPINGS = ['account', 'country', 'document', 'level'] as const;

/** One of {@link OVERVIEW_GROUPINGS}. */
export type OverviewGrouping = (typeof OVERVIEW_GROUPINGS)[number];

/** Days that one overview may have. */
export const OVERVIEW_MAX_DAYS = 366;

const USUAL_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Which figures are wanted. Days are in UTC. */
export interface OverviewQuery {
  /** The first day is the one of this time. @default 29 days before the last day */
  from?: Date | undefined;
  /** The last day is the one before which this time lies, or in which. @default today is the last day */
  to?: Date | undefined;
  /** Only of this iDenfy account. @default all */
  account?: string | undefined;
  /** @default no groups */
  by?: OverviewGrouping | undefined;
}

/** How often a reason stood with a denial; one denial can have several. */
export interface DenialReason {
  readonly reason: string;
  readonly count: number;
}

/** Figures of one period and group. */
export interface OverviewFigures {
  /** Verifications that were started. */
  readonly started: number;
  /** Verifications whose images reached iDenfy, or whose first result arrived. */
  readonly submitted: number;
  /** Final verdicts. A verdict that is corrected counts again, on the day of the correction. */
  readonly approved: number;
  readonly denied: number;
  readonly suspected: number;
  /** Ends without a verdict. */
  readonly expired: number;
  readonly cancelled: number;
  readonly startFailed: number;
  /** Decisions of the host. */
  readonly accepted: number;
  readonly rejected: number;
  /** The most frequent reason first. */
  readonly denialReasons: readonly DenialReason[];
  /** From the moment at which the person's part was done to the first final verdict. */
  readonly timeToVerdict: DurationFigures;
  /** From the verdict to the decision. */
  readonly timeToDecision: DurationFigures;
}

/** Figures of one group: an account, a country, a document type or a level; null where none or several were requested. */
export interface OverviewGroup extends OverviewFigures {
  readonly group: string | null;
}

/** Figures of one day and group. */
export interface OverviewDay extends OverviewGroup {
  /** As in `2026-11-26`. */
  readonly day: string;
}

/** Verifications of one group that were submitted and have no outcome. */
export interface OpenReviews {
  readonly group: string | null;
  /** By age since they were submitted: below so many hours, and of the last one older. */
  readonly ages: readonly { readonly belowHours: number | null; readonly count: number }[];
}

/** What the charts show. Counts alone: nothing in it is about one person. */
export interface OverviewReport {
  /** First and last day. */
  readonly from: string;
  readonly to: string;
  /** When the figures were last counted; null before the first time. */
  readonly countedAt: Date | null;
  readonly total: OverviewFigures;
  /** Of the whole period; empty without `by`. */
  readonly groups: readonly OverviewGroup[];
  /** Each day with something to count; with `by` each day and group. */
  readonly days: readonly OverviewDay[];
  /** Now, whatever the period is. Of groups with `by`, else of everything. */
  readonly openReviews: readonly OpenReviews[];
}

interface CountRow {
  readonly day: string;
  readonly group: string;
  readonly figure: OverviewFigure;
  readonly key: string;
  readonly count: number;
}

/** The figures of the overview, read from the rollup that `OverviewRollup` keeps. */
@Injectable()
export class Overview {
  constructor(
    private readonly database: Database,
    private readonly clock: IdenfyClock,
  ) {}

  /** @throws IdenfyValidationError for a period that ends before it begins, or has more than 366 days */
  async read(query: OverviewQuery = {}): Promise<OverviewReport> {
    const { account, by } = query;
    const state = await this.#state();
    const { from, to } = periodOf(query, state.now);
    const dimension = by === undefined || by === 'account' ? 'all' : by;
    const { overviewCount } = this.database.tables;
    const rows = await this.database.query<CountRow[]>(
      `with counted as (
         select * from ${overviewCount} where dimension = $1 and day between $2::date and $3::date and figure <> 'open'
          union all
         select * from ${overviewCount} where dimension = $1 and figure = 'open'
       )
       select to_char(day, 'YYYY-MM-DD') as day, ${by === 'account' ? 'account' : 'value'} as "group", figure, key,
              sum(count)::float8 as count
         from counted
        where $4::text is null or account = $4
        group by 1, 2, 3, 4
        order by 1, 2`,
      [dimension, from, to, account ?? null],
    );
    const counted = rows.filter(({ figure }) => figure !== 'open');
    return {
      from,
      to,
      countedAt: state.countedAt,
      total: figuresOf(counted),
      groups:
        by === undefined
          ? []
          : [...partsOf(counted, ({ group }) => group)].map(([group, part]) => ({
              group: group || null,
              ...figuresOf(part),
            })),
      days: [...partsOf(counted, ({ day, group }) => `${day} ${group}`)].map(([key, part]) => ({
        day: key.slice(0, 10),
        group: key.slice(11) || null,
        ...figuresOf(part),
      })),
      openReviews: openReviewsOf(rows.filter(({ figure }) => figure === 'open')),
    };
  }

  async #state(): Promise<{ now: Date; countedAt: Date | null }> {
    const [state] = await this.database.query<{ now: Date; countedAt: Date | null }[]>(
      `select ${nowSql('$1')} as now,
              (select succeeded_at from ${this.database.tables.job} where name = 'overview') as "countedAt"`,
      [this.clock.databaseTime()],
    );
    return state ?? { now: this.clock.now(), countedAt: null };
  }
}

function periodOf({ from, to }: OverviewQuery, now: Date): { from: string; to: string } {
  const last = dayOf(to === undefined ? now : new Date(to.getTime() - 1));
  const first = dayOf(from ?? new Date(Date.parse(last) - (USUAL_DAYS - 1) * DAY_MS));
  if (first > last) {
    throw new IdenfyValidationError({ field: 'from', message: `Field 'from' must be before 'to'.` });
  }
  if ((Date.parse(last) - Date.parse(first)) / DAY_MS >= OVERVIEW_MAX_DAYS) {
    const message = `Field 'from' must be at most ${OVERVIEW_MAX_DAYS} days before 'to'.`;
    throw new IdenfyValidationError({ field: 'from', message });
  }
  return { from: first, to: last };
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

function partsOf(
  rows: readonly CountRow[],
  keyOf: (row: CountRow) => string,
): ReadonlyMap<string, CountRow[]> {
  const parts = new Map<string, CountRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const part = parts.get(key);
    if (part) part.push(row);
    else parts.set(key, [row]);
  }
  return parts;
}

function figuresOf(rows: readonly CountRow[]): OverviewFigures {
  const counts = new Map<OverviewFigure, Map<string, number>>();
  for (const { figure, key, count } of rows) {
    const byKey = counts.get(figure) ?? new Map<string, number>();
    byKey.set(key, (byKey.get(key) ?? 0) + count);
    counts.set(figure, byKey);
  }
  const of = (figure: OverviewFigure, key = '') => counts.get(figure)?.get(key) ?? 0;
  const durations = (figure: OverviewFigure) =>
    durationFigures(new Map([...(counts.get(figure) ?? [])].map(([key, count]) => [Number(key), count])));
  return {
    started: of('started'),
    submitted: of('submitted'),
    approved: of('verdict', 'APPROVED'),
    denied: of('verdict', 'DENIED'),
    suspected: of('verdict', 'SUSPECTED'),
    expired: of('ended', 'EXPIRED'),
    cancelled: of('ended', 'CANCELLED'),
    startFailed: of('ended', 'START_FAILED'),
    accepted: of('decision', 'ACCEPTED'),
    rejected: of('decision', 'REJECTED'),
    denialReasons: [...(counts.get('denial') ?? [])]
      .map(([reason, count]) => ({ reason, count }))
      .toSorted((one, other) => other.count - one.count || one.reason.localeCompare(other.reason)),
    timeToVerdict: durations('verdict-time'),
    timeToDecision: durations('decision-time'),
  };
}

function openReviewsOf(rows: readonly CountRow[]): readonly OpenReviews[] {
  return [...partsOf(rows, ({ group }) => group)].map(([group, part]) => ({
    group: group || null,
    ages: REVIEW_AGES.map(({ key, hours }) => ({
      belowHours: hours,
      count: part.filter((row) => row.key === key).reduce((sum, { count }) => sum + count, 0),
    })),
  }));
}
