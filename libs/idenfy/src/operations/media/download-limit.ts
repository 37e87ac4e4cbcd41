import type { CallEnd } from '../../client/call/call-scope.js';
import type { IdenfyClock } from '../../client/clock.js';

/** Ends a download when it takes too long, or when its caller does not want to go on. */
export class DownloadLimit {
  readonly #controller = new AbortController();
  readonly #stopTimer: () => void;
  readonly #onCallerAbort = () => this.#end('cancelled');
  #ended?: CallEnd;

  constructor(
    clock: IdenfyClock,
    ms: number,
    private readonly callerSignal: AbortSignal | undefined,
  ) {
    this.#stopTimer = clock.after(ms, () => this.#end('timeout'));
    callerSignal?.addEventListener('abort', this.#onCallerAbort, { once: true });
    if (callerSignal?.aborted) {
      this.#end('cancelled');
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Why it ended early, if it did. */
  get ended(): CallEnd | undefined {
    return this.#ended;
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
