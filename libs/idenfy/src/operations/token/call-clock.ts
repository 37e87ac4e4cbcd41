import type { CallOptions } from '../../client/call/call-options.js';
import type { IdenfyClock } from '../../client/clock.js';

/** The time of one operation that takes several calls: together they take no longer than one of them may. */
export class CallClock {
  readonly #endsAtMs: number;

  constructor(
    private readonly clock: IdenfyClock,
    totalMs: number,
    private readonly options: CallOptions,
  ) {
    this.#endsAtMs = clock.elapsedMs() + Math.min(totalMs, options.totalTimeoutMs ?? totalMs);
  }

  remainingMs(): number {
    return this.#endsAtMs - this.clock.elapsedMs();
  }

  /** The caller's options with what is left of the time. */
  callOptions(): CallOptions {
    const { account, signal, defaultedFields } = this.options;
    return { account, signal, defaultedFields, totalTimeoutMs: this.remainingMs() };
  }

  /** Rejects when the caller's signal aborts. */
  sleep(ms: number): Promise<void> {
    return this.clock.sleep(ms, this.options.signal);
  }
}
