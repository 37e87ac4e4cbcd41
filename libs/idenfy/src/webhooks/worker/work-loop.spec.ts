import { Logger } from '@nestjs/common';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.js';
import { WorkLoop } from './work-loop.js';

const asleep = (clock: FakeClock) => vi.waitFor(() => expect(clock.sleepers).toBe(1));

describe('the work loop', () => {
  afterEach(() => vi.restoreAllMocks());

  it('goes on at once while there is work, then waits as long as the round asked for', async () => {
    const clock = new FakeClock();
    const waits = [0, 0, 5_000];
    let rounds = 0;
    const loop = new WorkLoop('Test', clock, 1_000, async () => waits[rounds++] ?? 5_000);

    loop.start();
    await asleep(clock);
    expect(rounds).toBe(3);

    await clock.advance(4_999);
    expect(rounds).toBe(3);
    await clock.advance(1);
    await vi.waitFor(() => expect(rounds).toBe(4));
    await loop.stop();
  });

  it('starts a round at a word, also at one that comes during a round', async () => {
    const clock = new FakeClock();
    let rounds = 0;
    const loop: WorkLoop = new WorkLoop('Test', clock, 1_000, async () => {
      if (++rounds === 1) loop.wake();
      return 5_000;
    });

    loop.start();
    await asleep(clock);
    expect(rounds).toBe(2);

    loop.wake();
    await vi.waitFor(() => expect(rounds).toBe(3));
    await loop.stop();
  });

  it('says once that it fails, and goes on until it works', async () => {
    const log = vi.spyOn(Logger.prototype, 'error').mockReturnValue();
    const clock = new FakeClock();
    let rounds = 0;
    const loop = new WorkLoop('Test', clock, 1_000, async () => {
      if (++rounds <= 3) throw Object.assign(new Error('password of Ada'), { code: 'ECONNREFUSED' });
      return 60_000;
    });

    loop.start();
    for (let failure = 1; failure <= 3; failure++) {
      await asleep(clock);
      await clock.advance(1_000);
    }
    await asleep(clock);

    expect(rounds).toBe(4);
    expect(log.mock.calls).toEqual([['Stopped by Error ECONNREFUSED; trying again until it works.']]);
    await loop.stop();
  });

  it('stops when the round under way has ended', async () => {
    let endRound = (): void => undefined;
    let stopped = false;
    const loop = new WorkLoop(
      'Test',
      new FakeClock(),
      1_000,
      () => new Promise((resolve) => (endRound = () => resolve(1_000))),
    );
    loop.start();
    const stopping = loop.stop().then(() => (stopped = true));
    await new Promise(setImmediate);
    expect(stopped).toBe(false);

    endRound();
    await stopping;
    expect(stopped).toBe(true);
  });
});
