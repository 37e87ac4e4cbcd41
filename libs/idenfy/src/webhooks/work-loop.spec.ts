import { Logger } from '@nestjs/common';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { BackgroundPart } from '../outbox/background-work.js';
import { FakeClock } from '../testing/fake-clock.js';
import { WorkLoop } from './idenfy-workers.js';

const asleep = (clock: FakeClock) => expect.poll(() => clock.sleepers).toBe(1);

describe('the work loop', () => {
  afterEach(() => vi.restoreAllMocks());

  it('continues at once while there is work, and then waits as long as the round asks', async () => {
    const clock = new FakeClock();
    const waits = [0, 0, 5_000];
    let rounds = 0;
    const loop = new WorkLoop(new Logger('Test'), clock, 1_000, async () => waits[rounds++] ?? 5_000);

    loop.start(new BackgroundPart('test', 5_000));
    await asleep(clock);
    expect(rounds).toBe(3);

    await clock.advance(4_999);
    expect(rounds).toBe(3);
    await clock.advance(1);
    await expect.poll(() => rounds).toBe(4);
    await loop.stop();
  });

  it('starts a round when it is woken, also during a round', async () => {
    const clock = new FakeClock();
    let rounds = 0;
    const loop: WorkLoop = new WorkLoop(new Logger('Test'), clock, 1_000, async () => {
      if (++rounds === 1) loop.wake();
      return 5_000;
    });

    loop.start(new BackgroundPart('test', 5_000));
    await asleep(clock);
    expect(rounds).toBe(2);

    loop.wake();
    await expect.poll(() => rounds).toBe(3);
    await loop.stop();
  });

  it('logs a failure once and continues until it succeeds', async () => {
    const log = vi.spyOn(Logger.prototype, 'error').mockReturnValue();
    const clock = new FakeClock();
    let rounds = 0;
    const loop = new WorkLoop(new Logger('Test'), clock, 1_000, async () => {
      if (++rounds <= 3) throw Object.assign(new Error('password of Ada'), { code: 'ECONNREFUSED' });
      return 60_000;
    });

    loop.start(new BackgroundPart('test', 5_000));
    for (let failure = 1; failure <= 3; failure++) {
      await asleep(clock);
      await clock.advance(1_000);
    }
    await asleep(clock);

    expect(rounds).toBe(4);
    expect(log.mock.calls).toEqual([['Stopped by Error ECONNREFUSED; trying again until it works.']]);
    await loop.stop();
  });

  it('stops after the current round', async () => {
    let endRound = (): void => undefined;
    let stopped = false;
    const clock = new FakeClock();
    const loop = new WorkLoop(
      new Logger('Test'),
      clock,
      1_000,
      () => new Promise((resolve) => (endRound = () => resolve(1_000))),
    );
    loop.start(new BackgroundPart('test', 5_000));
    const stopping = loop.stop().then(() => (stopped = true));
    await new Promise(setImmediate);
    expect(stopped).toBe(false);

    endRound();
    await stopping;
    expect(stopped).toBe(true);
  });
});
