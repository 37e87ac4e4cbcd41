import { describe, expect, it } from 'vitest';
import { LostContextError } from './lost-context.error.js';
import { outcomeOfFailure } from './outcome-of-failure.js';

const now = new Date('2026-11-20T10:00:00.000Z');
const delays = { now, random: () => 0.5, retryDelayMs: 1_000, maxRetryDelayMs: 60_000 };
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
      nextTryAt: new Date(now.getTime() + seconds * 1_000),
      error: 'TypeError',
    });
  });

  it('leaves a quarter of the wait to chance', () => {
    const at = (random: number) =>
      outcomeOfFailure(null, { attempts: 3 }, { maxAttempts: 10 }, { ...delays, random: () => random });

    expect(at(0)).toMatchObject({ nextTryAt: new Date(now.getTime() + 3_000) });
    expect(at(0.999_999)).toMatchObject({ nextTryAt: new Date(now.getTime() + 5_000) });
  });

  it('is a dead letter after the last one', () => {
    expect(outcome(10)).toEqual({ state: 'dead', error: 'TypeError' });
  });

  it('is a dead letter at once when there is nothing left to repeat', () => {
    expect(outcome(1, new LostContextError())).toMatchObject({ state: 'dead' });
  });
});
