import { setTimeout as sleepFor } from 'node:timers/promises';

/**
 * Where this library takes its time from. Replace it to make every deadline, back-off and time stamp in
 * your tests happen at once: `overrideProvider(IdenfyClock).useValue(new FakeClock())`.
 *
 * Only `now` and `sleep` have to be given; the other methods stand on them.
 */
export abstract class IdenfyClock {
  /** The current time of day. */
  abstract now(): Date;

  /**
   * Resolves after `ms` milliseconds. Rejects as soon as `signal` aborts, so that nobody has to wait for a
   * wait that has lost its purpose.
   */
  abstract sleep(ms: number, signal?: AbortSignal): Promise<void>;

  /** Milliseconds on a scale that does not jump when the time of day is corrected; only differences count. */
  elapsedMs(): number {
    return this.now().getTime();
  }

  /** Calls `callback` after `ms` milliseconds, unless the returned function is called before. */
  after(ms: number, callback: () => void): () => void {
    const stop = new AbortController();
    void this.sleep(ms, stop.signal).then(
      () => callback(),
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

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await sleepFor(ms, undefined, { signal });
  }

  override elapsedMs(): number {
    return performance.now();
  }

  override after(ms: number, callback: () => void): () => void {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  }
}
