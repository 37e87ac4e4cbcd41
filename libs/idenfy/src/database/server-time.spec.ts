import { afterEach, describe, expect, it, vi } from 'vitest';
import { ServerTime } from './server-time.js';

const NOON = new Date('2026-01-31T12:00:00.000Z');

describe('the time of the database', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is read once for all who ask within a second, and goes on meanwhile', async () => {
    vi.useFakeTimers();
    const read = vi.fn<() => Promise<Date>>(() => Promise.resolve(NOON));
    const time = new ServerTime(read);

    await expect(Promise.all([time.now(), time.now()])).resolves.toEqual([NOON, NOON]);
    vi.advanceTimersByTime(900);
    await expect(time.now()).resolves.toEqual(new Date(NOON.getTime() + 900));
    expect(read).toHaveBeenCalledTimes(1);

    vi.advanceTimersByTime(200);
    await expect(time.now()).resolves.toEqual(NOON);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('is read again after this machine slept', async () => {
    vi.useFakeTimers();
    const read = vi.fn<() => Promise<Date>>(() => Promise.resolve(NOON));
    const time = new ServerTime(read);

    await time.now();
    vi.setSystemTime(Date.now() + 3_600_000);
    await time.now();

    expect(read).toHaveBeenCalledTimes(2);
  });

  it('is read again after a reading that failed', async () => {
    const read = vi
      .fn<() => Promise<Date>>(() => Promise.resolve(NOON))
      .mockRejectedValueOnce(new Error('no connection'));
    const time = new ServerTime(read);

    await expect(time.now()).rejects.toThrow('no connection');
    await expect(time.now()).resolves.toBeInstanceOf(Date);
  });
});
