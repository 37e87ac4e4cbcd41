import { describe, expect, it } from 'vitest';
import { backoffMs, retryAfterMs } from './retry.js';

describe('the backoff', () => {
  it.each([
    [1, 1000],
    [2, 2000],
    [3, 4000],
  ])('waits before retry %i about %i ms', (retry, ms) => {
    expect(backoffMs(retry, 1000, () => 0.5)).toBe(ms);
  });

  it('varies by a quarter at most', () => {
    expect(backoffMs(1, 1000, () => 0)).toBe(750);
    expect(backoffMs(1, 1000, () => 0.999999)).toBe(1250);
  });
});

describe('the reading of Retry-After', () => {
  const now = new Date('2026-11-20T10:00:00.000Z');

  it.each([
    ['2', 2000],
    [' 120 ', 120_000],
    ['0', 0],
    ['Fri, 20 Nov 2026 10:00:30 GMT', 30_000],
    ['Friday, 20-Nov-26 10:00:30 GMT', 30_000],
    ['Fri, 20 Nov 2026 09:00:00 GMT', 0],
  ])('understands %j', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });

  it.each([undefined, '', 'soon', '-1', '1.5', '1e3', '99999999999', '2026-11-20', 'Fri, nonsense GMT'])(
    'ignores %j',
    (header) => {
      expect(retryAfterMs(header, now)).toBeUndefined();
    },
  );
});
