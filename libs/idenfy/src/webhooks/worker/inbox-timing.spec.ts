import { describe, expect, it } from 'vitest';
import { nextLook, nextRetry } from './inbox-timing.js';

const receivedAt = new Date('2026-11-20T10:00:00.000Z');
const after = (seconds: number) => new Date(receivedAt.getTime() + seconds * 1_000);
const middle = () => 0.5;
const secondsTo = (at: Date | null, from: Date) => at && (at.getTime() - from.getTime()) / 1_000;

describe('waiting for the row of a session', () => {
  const waitForSessionMs = 600_000;

  it('looks soon at first, then ever more rarely, and for the last time when the wait is over', () => {
    const looks: number[] = [];
    let now = receivedAt;
    for (let attempts = 0; ; attempts++) {
      const next = nextLook({ attempts, receivedAt }, { now, waitForSessionMs }, middle);
      if (!next) break;
      looks.push(secondsTo(next, now) ?? 0);
      now = next;
    }

    expect(looks.slice(0, 7)).toEqual([1, 2, 4, 8, 16, 32, 60]);
    expect(now).toEqual(after(600));
  });

  it('has nothing to wait for when the time is over', () => {
    expect(nextLook({ attempts: 0, receivedAt }, { now: after(600), waitForSessionMs }, middle)).toBeNull();
  });
});

describe('trying a callback again that could not be applied', () => {
  it('waits twice as long each time, an hour at most, and never gives up', () => {
    const waits = [0, 1, 2, 11, 12, 1_000].map((attempts) =>
      secondsTo(nextRetry(attempts, receivedAt, middle), receivedAt),
    );

    expect(waits).toEqual([1, 2, 4, 2_048, 3_600, 3_600]);
  });
});
