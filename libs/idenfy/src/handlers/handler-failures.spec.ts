import { describe, expect, it } from 'vitest';
import { LostContextError } from './handler.errors.js';
import { outcomeOfFailure } from './handler-failures.js';

const delays = { random: () => 0.5, retryDelayMs: 1_000, maxRetryDelayMs: 60_000 };
const outcome = (attempts: number, error: unknown = new TypeError('Ada')) =>
  outcomeOfFailure(error, { attempts }, { maxAttempts: 10 }, delays);

describe('a failed attempt of a handler', () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 4],
    [6, 32],
    [7, 60],
    [9, 60],
  ])('is followed, after attempt %i, by another one %i seconds later', (attempts, seconds) => {
    expect(outcome(attempts)).toEqual({
      state: 'pending',
      retryAfterMs: seconds * 1_000,
      error: 'TypeError',
    });
  });

  it('has up to a quarter of random jitter', () => {
    const at = (random: number) =>
      outcomeOfFailure(null, { attempts: 3 }, { maxAttempts: 10 }, { ...delays, random: () => random });

    expect(at(0)).toMatchObject({ retryAfterMs: 3_000 });
    expect(at(0.999_999)).toMatchObject({ retryAfterMs: 5_000 });
  });

  it('is a dead letter after the last one', () => {
    expect(outcome(10)).toEqual({ state: 'dead', error: 'TypeError' });
  });

  it.each<[string, () => string | undefined, string]>([
    ['beside class and code', () => 'order 42', 'TypeError: order 42'],
    ['in one line', () => ' order 42\r\n\0of today ', 'TypeError: order 42 of today'],
    ['as far as 200 characters', () => '😀'.repeat(300), `TypeError: ${'😀'.repeat(200)}`],
    ['if there is any', () => undefined, 'TypeError'],
  ])("is kept with the host's text, %s", (_, describeError, error) => {
    const failure = outcomeOfFailure(
      new TypeError('Ada'),
      { attempts: 10 },
      { maxAttempts: 10 },
      { ...delays, describeError },
    );

    expect(failure).toEqual({ state: 'dead', error });
  });

  it('is a dead letter at once when it cannot be repeated', () => {
    expect(outcome(1, new LostContextError())).toMatchObject({ state: 'dead' });
  });
});
