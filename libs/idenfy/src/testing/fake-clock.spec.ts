import { describe, expect, it } from 'vitest';
import { FakeClock } from './fake-clock.js';

const start = new Date('2026-11-20T10:00:00.000Z');

describe('the fake clock', () => {
  it('does not advance by itself', async () => {
    const clock = new FakeClock(start);
    expect(clock.now()).toEqual(start);

    await clock.advance(1_500);
    expect(clock.now()).toEqual(new Date('2026-11-20T10:00:01.500Z'));
  });

  it('wakes sleepers at their times, including those that sleep again', async () => {
    const clock = new FakeClock(start);
    const woken: string[] = [];
    const note = (name: string) => woken.push(`${name} at ${clock.now().getTime() - start.getTime()}`);
    clock.after(300, () => note('late'));
    const twice = clock
      .sleep(100)
      .then(() => (note('first'), clock.sleep(100)))
      .then(() => note('again'));

    await clock.advance(250);
    await twice;
    expect(woken).toEqual(['first at 100', 'again at 200']);
    expect(clock.sleepers).toBe(1);

    await clock.advance(50);
    expect(woken.at(-1)).toBe('late at 300');
  });

  it('wakes a sleeper whose signal aborts', async () => {
    const clock = new FakeClock(start);
    const stop = new AbortController();
    const asleep = clock.sleep(1_000, stop.signal);
    stop.abort();

    await expect(asleep).rejects.toHaveProperty('name', 'AbortError');
    await expect(clock.sleep(1_000, stop.signal)).rejects.toHaveProperty('name', 'AbortError');
    expect(clock.sleepers).toBe(0);
  });
});
