import type { IdenfyClock } from '../clock.js';
import { TrySignal } from '../transport/try-signal.js';

/** Why a call ended before it had its answer. */
export type CallEnd = 'cancelled' | 'timeout';

/** The time that one call has with all its tries and waits, and its caller's wish to go on. */
export class CallScope {
  readonly #endsAtMs: number;
  readonly #stopTimer: () => void;
  readonly #onCallerAbort = () => this.#end('cancelled');
  #ended?: CallEnd;
  #currentTry?: TrySignal;
  #leave?: () => void;

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

  get ended(): CallEnd | undefined {
    return this.#ended;
  }

  remainingMs(): number {
    return this.#endsAtMs - this.clock.elapsedMs();
  }

  /** Waits between two tries; the caller can interrupt it. Whoever waits has made sure that there is time for it. */
  async sleep(ms: number): Promise<void> {
    await this.clock.sleep(ms, this.callerSignal).catch(() => undefined);
  }

  /** Runs one try with a signal that aborts after `ms`, and when the call ends. */
  async runTry<T>(ms: number, work: (signal: TrySignal) => Promise<T>): Promise<T> {
    const signal = new TrySignal();
    const stopTimer = this.clock.after(ms, () => signal.abort());
    this.#currentTry = signal;
    try {
      return await work(signal);
    } finally {
      this.#currentTry = undefined;
      stopTimer();
    }
  }

  /**
   * What `work` comes to; or `onEnd` as soon as the call ends, whatever `work` is waiting for just then. Only a
   * try in flight is left to end by itself, because it knows best what it leaves behind.
   */
  untilEnd<T>(work: () => Promise<T>, onEnd: () => T): Promise<T> {
    if (this.#ended !== undefined) {
      return Promise.resolve(onEnd());
    }
    return new Promise((resolve, reject) => {
      this.#leave = () => resolve(onEnd());
      work().then(resolve, reject);
    });
  }

  /** Lets go of the timer and of the caller's signal. */
  close(): void {
    this.#stopTimer();
    this.callerSignal?.removeEventListener('abort', this.#onCallerAbort);
  }

  #end(reason: CallEnd): void {
    this.#ended ??= reason;
    if (this.#currentTry === undefined) {
      this.#leave?.();
    } else {
      this.#currentTry.abort();
    }
  }
}
