import type { IdenfyClock } from '../clock.js';

/** Why a call ended before it had its answer. */
export type CallEnd = 'cancelled' | 'timeout';

/** The time that one call has with all its tries and waits, and its caller's wish to go on. */
export class CallScope {
  readonly #controller = new AbortController();
  readonly #endsAtMs: number;
  readonly #stopTimer: () => void;
  readonly #onCallerAbort = () => this.#end('cancelled');
  #ended?: CallEnd;
  #isInFlight = false;

  constructor(
    private readonly clock: IdenfyClock,
    totalMs: number,
    private readonly callerSignal: AbortSignal | undefined,
  ) {
    this.#endsAtMs = clock.elapsedMs() + totalMs;
    this.#stopTimer = clock.after(totalMs, () => this.#end('timeout'));
    callerSignal?.addEventListener('abort', this.#onCallerAbort, { once: true });
    if (callerSignal?.aborted) {
      this.#end('cancelled');
    }
  }

  /** Aborts when the time is over or the caller does not want to go on. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get ended(): CallEnd | undefined {
    return this.#ended;
  }

  remainingMs(): number {
    return this.#endsAtMs - this.clock.elapsedMs();
  }

  /** Runs one try with a signal that aborts after `ms`, and when the call ends. */
  async runTry<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const abort = () => controller.abort();
    const stopTimer = this.clock.after(ms, abort);
    this.signal.addEventListener('abort', abort, { once: true });
    this.#isInFlight = true;
    try {
      return await work(controller.signal);
    } finally {
      this.#isInFlight = false;
      stopTimer();
      this.signal.removeEventListener('abort', abort);
    }
  }

  /**
   * What `work` comes to; or `onEnd` as soon as the call ends, whatever `work` is waiting for just then. Only a
   * try in flight is left to end by itself, because it knows best what it leaves behind.
   */
  untilEnd<T>(work: Promise<T>, onEnd: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        if (!this.#isInFlight) {
          resolve(onEnd());
        }
      };
      this.signal.addEventListener('abort', leave, { once: true });
      work.then(resolve, reject);
    });
  }

  /** Lets go of the timer and of the caller's signal. */
  close(): void {
    this.#stopTimer();
    this.callerSignal?.removeEventListener('abort', this.#onCallerAbort);
  }

  #end(reason: CallEnd): void {
    this.#ended ??= reason;
    this.#controller.abort();
  }
}
