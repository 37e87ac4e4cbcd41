import type { IdenfyClock } from '../../client/clock.js';
import type { ClaimedRun } from './claimed-run.js';
import { HandlerTimeoutError } from './handler-timeout.error.js';
import type { RegisteredHandler } from './registered-handler.js';
import type { ContextOf } from './run-contexts.js';

/** One call of a handler: it ends when the method does, when its time is up, or when somebody aborts it. */
export class HandlerAttempt {
  readonly #abort = new AbortController();

  constructor(
    readonly run: ClaimedRun,
    private readonly handler: RegisteredHandler,
    private readonly clock: IdenfyClock,
  ) {}

  abort(reason: Error): void {
    this.#abort.abort(reason);
  }

  /** @throws whatever the method throws, `HandlerTimeoutError`, or the reason it was aborted for */
  async call(contextOf: ContextOf): Promise<void> {
    const { timeoutMs } = this.handler;
    const cancel = this.clock.after(timeoutMs, () => this.abort(new HandlerTimeoutError(timeoutMs)));
    try {
      await Promise.race([this.#callMethod(contextOf), this.#aborted()]);
    } finally {
      cancel();
    }
  }

  async #callMethod(contextOf: ContextOf): Promise<void> {
    await this.handler.call(contextOf(this.run, this.#abort.signal));
  }

  #aborted(): Promise<never> {
    const { signal } = this.#abort;
    return new Promise((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
    );
  }
}
