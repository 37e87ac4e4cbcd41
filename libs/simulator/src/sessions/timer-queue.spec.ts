import { describe, expect, it } from 'vitest';
import { TimerQueue } from './timer-queue.js';

describe('TimerQueue', () => {
  it('returns timers by time, and those of the same instant in the order they were added', () => {
    const queue = new TimerQueue();
    const times = [50, 10, 30, 10, 90, 20, 10];
    times.forEach((at, index) => queue.add({ at, scanRef: `${at}-${index}` }));

    const taken = times.map(() => queue.take()?.scanRef);

    expect(taken).toEqual(['10-1', '10-3', '10-6', '20-5', '30-2', '50-0', '90-4']);
    expect(queue.take()).toBeUndefined();
  });
});
