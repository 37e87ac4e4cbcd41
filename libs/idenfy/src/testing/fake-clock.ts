import { IdenfyClock } from '../client/clock.js';

interface Sleeper {
  readonly at: number;
  wake(): void;
}

/**
 * A clock that stands still until a test moves it: `overrideProvider(IdenfyClock).useValue(new FakeClock())`. Timeouts,
 * backoff and deadlines then happen exactly when the test advances the clock, without waiting.
 */
export class FakeClock extends IdenfyClock {
  #nowMs: number;
  #sleepers: Sleeper[] = [];

  /** @param start the first time it shows. @default the machine's time */
  constructor(start: Date = new Date()) {
    super();
    this.#nowMs = start.getTime();
  }

  now(): Date {
    return new Date(this.#nowMs);
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const abort = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal?.reason);
      };
      const wake = (): void => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      const sleeper = { at: this.#nowMs + ms, wake };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  /** How many sleepers wait for the clock, so that a test can wait until its subject sleeps. */
  get sleepers(): number {
    return this.#sleepers.length;
  }

  /** Moves time forward and wakes the sleepers that are due on the way, earliest first, each at its own time. */
  async advance(ms: number): Promise<void> {
    const end = this.#nowMs + ms;
    for (let next = this.#nextUntil(end); next; next = this.#nextUntil(end)) {
      this.#nowMs = Math.max(this.#nowMs, next.at);
      this.#sleepers = this.#sleepers.filter((other) => other !== next);
      next.wake();
      // the woken code may sleep again and be due within the remaining time
      await new Promise(setImmediate);
    }
    this.#nowMs = end;
  }

  #nextUntil(end: number): Sleeper | undefined {
    return this.#sleepers.filter(({ at }) => at <= end).toSorted((one, other) => one.at - other.at)[0];
  }
}
