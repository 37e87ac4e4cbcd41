import { describe, expect, it } from 'vitest';
import { failed, sessionCheckAfterMs, uncounted } from './inbox-statements.js';

const middle = () => 0.5;

describe('the wait for the row of a session', () => {
  const waitForSessionMs = 600_000;

  it('checks at growing intervals, for the last time when the wait is over', () => {
    const waits: number[] = [];
    let ageMs = 0;
    for (let attempts = 0; ; attempts++) {
      const wait = sessionCheckAfterMs({ attempts, ageMs }, waitForSessionMs, middle);
      if (wait === null) break;
      waits.push(wait / 1_000);
      ageMs += wait;
    }

    expect(waits.slice(0, 7)).toEqual([1, 2, 4, 8, 16, 32, 60]);
    expect(ageMs).toBe(600_000);
  });

  it('ends when its time is over', () => {
    expect(sessionCheckAfterMs({ attempts: 0, ageMs: 600_000 }, waitForSessionMs, middle)).toBeNull();
  });
});

describe('a webhook that could not be applied', () => {
  const row = { id: '1', scan_ref: null, event_type: null, waits: false };

  it('waits twice as long after each attempt of its own fault, and is a dead letter after the tenth', () => {
    const marks = [0, 1, 2, 8, 9].map((attempts) => failed({ ...row, attempts }, 'Error', middle));

    expect(marks.map(({ state, retryAfterMs }) => [state, retryAfterMs])).toEqual([
      ['received', 1_000],
      ['received', 2_000],
      ['received', 4_000],
      ['received', 256_000],
      ['dead', null],
    ]);
  });

  it('begins to count its attempts when its session is known', () => {
    expect(failed({ ...row, attempts: 30, waits: true }, 'Error', middle)).toMatchObject({
      state: 'received',
      retryAfterMs: 1_000,
    });
  });

  it('is tried every minute, without an end, when the fault is none of its own', () => {
    expect(uncounted({ ...row, attempts: 9 }, 'Error', middle)).toMatchObject({
      state: 'received',
      retryAfterMs: 45_000,
      uncounted: true,
    });
  });
});
