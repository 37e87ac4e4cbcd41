/** How long a reading of the server's time is used. */
const USED_MS = 1_000;

/** When the two clocks of this machine differ by more, it slept or its time of day was corrected, and the server's is read again. */
const DIFFERENCE_MS = 50;

interface Reading {
  /** The server's time. */
  readonly serverMs: number;
  /** What the clocks of this machine showed when it arrived: one that never jumps, and the time of day. */
  readonly elapsedMs: number;
  readonly localMs: number;
}

/**
 * The time of the database without a statement for each time: it is read at most once a second, and the time that
 * has passed since is added. It is behind the server's by at most the time that the answer took, and never ahead.
 */
export class ServerTime {
  #reading: Promise<Reading> | null = null;

  constructor(private readonly read: () => Promise<Date>) {}

  async now(): Promise<Date> {
    for (;;) {
      const reading = (this.#reading ??= this.#begin());
      const { serverMs, elapsedMs, localMs } = await reading;
      const passedMs = performance.now() - elapsedMs;
      if (passedMs <= USED_MS && Math.abs(Date.now() - localMs - passedMs) <= DIFFERENCE_MS) {
        return new Date(serverMs + Math.floor(passedMs));
      }
      if (this.#reading === reading) this.#reading = null;
    }
  }

  async #begin(): Promise<Reading> {
    try {
      const server = await this.read();
      return { serverMs: server.getTime(), elapsedMs: performance.now(), localMs: Date.now() };
    } catch (error) {
      this.#reading = null;
      throw error;
    }
  }
}
