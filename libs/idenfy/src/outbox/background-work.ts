import { Injectable, Logger } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { Registration } from '../client/registration.js';
import { WorkerOptions } from './worker.options.js';

/** A part is late after so many times the time between its rounds. */
const LATE_AFTER_ROUNDS = 3;
/** However short that is, a round may take as long as this. */
const LATE_AFTER_MS = 10_000;

/** How one part of the background work of this process is doing. */
export interface PartReading {
  /** Such as `webhooks`, `handlers` or `sweep`. */
  readonly part: string;
  /** Milliseconds since its last round that succeeded, or since its start. */
  readonly sinceMs: number;
  /** Whether that is more than three times the time between its rounds, and more than ten seconds. */
  readonly stuck: boolean;
}

/**
 * One part of the background work: watches its rounds, and says so once when one takes too long.
 *
 * By the machine's own time: a round that hangs does so there, whatever a replaced clock shows.
 */
export class BackgroundPart {
  readonly #lateAfterMs: number;
  #succeededAtMs = performance.now();

  constructor(
    readonly name: string,
    everyMs: number,
    private readonly logger = new Logger('IdenfyBackgroundWork'),
  ) {
    this.#lateAfterMs = Math.max(LATE_AFTER_MS, LATE_AFTER_ROUNDS * everyMs);
  }

  /** Does one round. @throws what `work` throws; such a round did not succeed */
  async round<Result>(work: () => Promise<Result>): Promise<Result> {
    const startedAtMs = performance.now();
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.logger.warn(
        `'${this.name}' is stuck: its round has not ended for ${seconds(this.#lateAfterMs)} s, ` +
          'which may be a database that does not answer.',
      );
    }, this.#lateAfterMs).unref();
    try {
      const result = await work();
      this.#succeededAtMs = performance.now();
      return result;
    } finally {
      clearTimeout(timer);
      if (late)
        this.logger.log(
          `'${this.name}' ended its round after ${seconds(performance.now() - startedAtMs)} s.`,
        );
    }
  }

  reading(): PartReading {
    const sinceMs = performance.now() - this.#succeededAtMs;
    return { part: this.name, sinceMs, stuck: sinceMs > this.#lateAfterMs };
  }
}

function seconds(ms: number): number {
  return Math.round(ms / 1_000);
}

/** The background work of this process: which parts it has, how they are doing, and how long a shutdown waits for them. */
@Injectable()
export class BackgroundWork {
  readonly #parts: BackgroundPart[] = [];

  constructor(
    private readonly clock: IdenfyClock,
    private readonly options: WorkerOptions,
    private readonly registration: Registration,
  ) {}

  /** Begins to watch a part. @param everyMs the longest time between two of its rounds */
  part(name: string, everyMs: number): BackgroundPart {
    const part = new BackgroundPart(name, everyMs, this.registration.logger('IdenfyBackgroundWork'));
    this.#parts.push(part);
    return part;
  }

  /**
   * A part that does a round after each interval, until it is stopped; an error ends the round alone.
   *
   * @param failed is told of errors, except while it is being stopped
   * @returns stops it: resolves as `ended()` does
   */
  every(
    name: string,
    everyMs: number,
    round: (signal: AbortSignal) => Promise<unknown>,
    failed: (error: unknown) => void,
  ): () => Promise<void> {
    const part = this.part(name, everyMs);
    const stopping = new AbortController();
    const { signal } = stopping;
    const repeat = async (): Promise<void> => {
      while (!signal.aborted) {
        try {
          await this.clock.sleep(everyMs, signal);
          await part.round(() => round(signal));
        } catch (error) {
          if (!signal.aborted) failed(error);
        }
      }
    };
    const repeating = repeat();
    return async () => {
      stopping.abort();
      await this.ended(repeating);
    };
  }

  readings(): readonly PartReading[] {
    return this.#parts.map((part) => part.reading());
  }

  /**
   * Resolves when `work` has ended, or when a shutdown has waited long enough: a database that does not answer must not
   * keep the process.
   *
   * @param graceMs more time, for what can only begin when the time for handlers is over
   * @returns whether it has ended
   */
  async ended(work: Promise<unknown>, graceMs = 0): Promise<boolean> {
    let giveUp = (): void => undefined;
    const late = new Promise<boolean>((resolve) => {
      giveUp = this.clock.after(this.options.shutdownMs + graceMs, () => resolve(false));
    });
    try {
      return await Promise.race([work.then(() => true), late]);
    } finally {
      giveUp();
    }
  }
}

/**
 * How long the event loop stood still. The histogram of perf_hooks does not fit: each reset makes it blind for the block that
 * begins before its next sample.
 */
export class EventLoopDelay {
  #beatAt = performance.now();
  #longestMs = 0;
  readonly #timer: NodeJS.Timeout;

  /** @param beatMs time between two readings of the clock; a block is measured too short by up to this time */
  constructor(private readonly beatMs: number) {
    this.#timer = setInterval(() => this.#beat(), beatMs).unref();
  }

  /** The longest block since the last call, in milliseconds. */
  takeLongest(): number {
    this.#beat();
    const longestMs = this.#longestMs;
    this.#longestMs = 0;
    return longestMs;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #beat(): void {
    const now = performance.now();
    this.#longestMs = Math.max(this.#longestMs, now - this.#beatAt - this.beatMs);
    this.#beatAt = now;
  }
}
