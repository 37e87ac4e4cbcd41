import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../testing/fake-clock.js';
import { DEFAULT_REGISTRATION, Registration } from '../client/registration.js';
import { BackgroundPart, BackgroundWork } from './background-work.js';
import { WorkerOptions } from './worker.options.js';

const forever = () => new Promise<never>(() => undefined);

describe('a part of the background work', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('is stuck, and logs it once, when a round takes three times the time between rounds', async () => {
    const warn = vi.spyOn(Logger.prototype, 'warn').mockReturnValue();
    const part = new BackgroundPart('webhooks', 5_000);
    void part.round(forever);

    vi.advanceTimersByTime(14_999);
    expect(part.reading()).toEqual({ part: 'webhooks', sinceMs: 14_999, stuck: false });
    vi.advanceTimersByTime(60_000);

    expect(part.reading()).toMatchObject({ stuck: true });
    expect(warn.mock.calls).toEqual([
      [
        "'webhooks' is stuck: its round has not ended for 15 s, which may be a database that does not answer.",
      ],
    ]);
  });

  it('is stuck when its rounds fail, and no longer once one has succeeded', async () => {
    const part = new BackgroundPart('handlers', 10);
    const failing = () => Promise.reject(new Error('no connection'));
    for (let round = 1; round <= 11; round++) {
      vi.advanceTimersByTime(1_000);
      await expect(part.round(failing)).rejects.toThrow('no connection');
    }
    expect(part.reading()).toEqual({ part: 'handlers', sinceMs: 11_000, stuck: true });

    await part.round(() => Promise.resolve());
    expect(part.reading()).toEqual({ part: 'handlers', sinceMs: 0, stuck: false });
  });
});

describe('the end of the background work', () => {
  it('is waited for as long as a shutdown may take', async () => {
    const clock = new FakeClock();
    const background = new BackgroundWork(
      clock,
      Object.assign(new WorkerOptions(), { shutdownMs: 3_000 }),
      new Registration(DEFAULT_REGISTRATION, 'DataSource', null),
    );
    expect(await background.ended(Promise.resolve())).toBe(true);

    const ended = background.ended(forever(), 2_000);
    await clock.advance(4_999);
    expect(clock.sleepers).toBe(1);
    await clock.advance(1);
    expect(await ended).toBe(false);
  });
});
