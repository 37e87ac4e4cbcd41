import { Logger } from '@nestjs/common';
import type { IdenfyClock } from '../../client/clock.js';
import { errorText } from './error-text.js';

/** One round of work. Answers how long to wait for the next one, in milliseconds, unless somebody calls `wake()`. */
export type Round = () => Promise<number>;

/**
 * Does rounds of work until it is stopped: at once after a word, or after the time the last round asked for. A round
 * that fails is logged once, and tried again until it works.
 */
export class WorkLoop {
  readonly #logger: Logger;
  readonly #stopping = new AbortController();
  #pause = new AbortController();
  #running: Promise<void> | null = null;
  #failing = false;

  /** @param retryMs how long to wait after a round that failed */
  constructor(
    name: string,
    private readonly clock: IdenfyClock,
    private readonly retryMs: number,
    private readonly round: Round,
  ) {
    this.#logger = new Logger(name);
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** There may be work now. */
  wake(): void {
    this.#pause.abort();
  }

  /** Resolves when the round under way has ended. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      // made before the round: a word that comes while it runs must not be lost
      this.#pause = new AbortController();
      const waitMs = await this.#tryRound();
      if (waitMs > 0 && !this.#stopping.signal.aborted) await this.#wait(waitMs);
    }
  }

  async #tryRound(): Promise<number> {
    try {
      const waitMs = await this.round();
      this.#failing = false;
      return waitMs;
    } catch (error) {
      if (!this.#failing) this.#logger.error(`Stopped by ${errorText(error)}; trying again until it works.`);
      this.#failing = true;
      return this.retryMs;
    }
  }

  async #wait(ms: number): Promise<void> {
    await this.clock.sleep(ms, this.#pause.signal).catch(() => undefined);
  }
}
