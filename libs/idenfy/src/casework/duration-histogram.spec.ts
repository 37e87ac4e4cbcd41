import { describe, expect, it } from 'vitest';
import { durationFigures } from './duration-histogram.js';

/** What `bucketSql()` computes. */
const bucketOf = (seconds: number) => Math.floor(Math.log(Math.max(seconds, 1)) / Math.log(1.1));

function histogramOf(durations: readonly number[]): Map<number, number> {
  const histogram = new Map<number, number>();
  for (const seconds of durations) {
    const bucket = bucketOf(seconds);
    histogram.set(bucket, (histogram.get(bucket) ?? 0) + 1);
  }
  return histogram;
}

describe('percentiles of durations', () => {
  it('are at most 5 % off, from a second to a month', () => {
    for (let seconds = 1; seconds < 30 * 86_400; seconds *= 1.013) {
      const { p50Seconds } = durationFigures(histogramOf([seconds]));
      expect(Math.abs((p50Seconds ?? 0) / seconds - 1), `${seconds} s`).toBeLessThanOrEqual(0.051);
    }
  });

  it('take the value below or at which that share lies', () => {
    const { count, p50Seconds, p90Seconds } = durationFigures(
      histogramOf([10, 10, 10, 10, 10, 100, 100, 100, 100, 10_000]),
    );

    expect(count).toBe(10);
    expect((p50Seconds ?? 0) / 10).toBeCloseTo(1, 1);
    expect((p90Seconds ?? 0) / 100).toBeCloseTo(1, 1);
  });

  it('are unknown where nothing was measured', () => {
    expect(durationFigures(new Map())).toEqual({ count: 0, p50Seconds: null, p90Seconds: null });
  });
});
