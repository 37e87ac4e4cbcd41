import { setTimeout as sleepFor } from 'node:timers/promises';

/**
 * Where this library takes its time from. Replace it to make every deadline, backoff and time stamp in your tests happen
 * at once: `overrideProvider(IdenfyClock).useValue(new FakeClock())`.
 *
 * A subclass implements `now` and `sleep`; the other methods are built on them.
 */
export abstract class IdenfyClock {
  /** The current time of day. */
  abstract now(): Date;

  /**
   * Resolves after `ms` milliseconds, and rejects as soon as `signal` aborts.
   */
  abstract sleep(ms: number, signal?: AbortSignal): Promise<void>;

  /**
   * The time given to the database for due times, leases and throttles; null where its own clock decides, as it does
   * unless the clock is replaced: the clocks of several processes differ.
   */
  databaseTime(): Date | null {
    return this.now();
  }

  /** Milliseconds on a scale that does not jump when the time of day is corrected; only differences count. */
  elapsedMs(): number {
    return this.now().getTime();
  }

  /** Runs `action` after `ms` milliseconds, unless the returned function is called before. */
  after(ms: number, action: () => void): () => void {
    const stop = new AbortController();
    void this.sleep(ms, stop.signal).then(
      () => action(),
      () => undefined,
    );
    return () => stop.abort();
  }
}

/** The machine's own clock. */
export class SystemClock extends IdenfyClock {
  now(): Date {
    return new Date();
  }

  /** Null, unless a subclass tells another time. */
  override databaseTime(): Date | null {
    return this.now === SystemClock.prototype.now ? null : this.now();
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await sleepFor(ms, undefined, { signal });
  }

  override elapsedMs(): number {
    return performance.now();
  }

  override after(ms: number, action: () => void): () => void {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  }
}

/** Where this library takes chance from. Replace it to make the jitter of backoffs predictable in your tests. */
export abstract class IdenfyRandom {
  /** A number from 0 (included) to 1 (excluded). */
  abstract next(): number;
}

/** `Math.random()`: good for spreading load, not for secrets. */
export class SystemRandom extends IdenfyRandom {
  next(): number {
    return Math.random();
  }
}
