/** Ratio of the end of a bucket to its beginning. */
const RATIO = 1.1;

/** Buckets that durations of less than a second up to a year need. */
const LAST_BUCKET = 182;

/**
 * SQL of the bucket that a duration falls into. Buckets grow by a tenth, so a percentile that is read from them is at most 5 %
 * off, and histograms of several days and groups add up; below one second it is only known to be below.
 *
 * @param interval SQL of the duration
 */
export function bucketSql(interval: string): string {
  const seconds = `greatest(extract(epoch from ${interval})::float8, 1)`;
  return `least(floor(ln(${seconds}) / ln(${RATIO}::float8)), ${LAST_BUCKET})::int`;
}

/** How many durations fell into each bucket. */
export type DurationHistogram = ReadonlyMap<number, number>;

/** Percentiles of durations. */
export interface DurationFigures {
  readonly count: number;
  /** In seconds, at most 5 % off; null where there is no duration. */
  readonly p50Seconds: number | null;
  readonly p90Seconds: number | null;
}

export function durationFigures(histogram: DurationHistogram): DurationFigures {
  const count = [...histogram.values()].reduce((sum, one) => sum + one, 0);
  return {
    count,
    p50Seconds: percentileSeconds(histogram, count, 0.5),
    p90Seconds: percentileSeconds(histogram, count, 0.9),
  };
}

function percentileSeconds(histogram: DurationHistogram, count: number, share: number): number | null {
  let before = 0;
  for (const [bucket, inBucket] of [...histogram].toSorted(([one], [other]) => one - other)) {
    before += inBucket;
    if (before >= share * count) return middleOf(bucket);
  }
  return null;
}

/** Equally far, as a ratio, from both ends. */
function middleOf(bucket: number): number {
  return Math.round(RATIO ** (bucket + 0.5) * 1_000) / 1_000;
}
