import type { IdenfyClock } from '../../client/clock.js';
import type { ClaimedRun } from './claimed-run.js';
import { HandlerTimeoutError } from './handler-timeout.error.js';
import type { RegisteredHandler } from './registered-handler.js';
import type { ContextOf } from './run-contexts.js';

/** One call of a handler: it ends when the method does, when its time is up, or when somebody aborts it. */
export class HandlerAttempt {
  readonly #abort = new AbortController();
  #giveUp: (reason: Error) => void = () => undefined;

  constructor(
    readonly run: ClaimedRun,
    private readonly handler: RegisteredHandler,
    private readonly clock: IdenfyClock,
  ) {}

  abort(reason: Error): void {
    this.#abort.abort(reason);
    this.#giveUp(reason);
  }

  /** @throws whatever the method throws, `HandlerTimeoutError`, or the reason it was aborted for */
  async call(contextOf: ContextOf): Promise<void> {
    const { timeoutMs } = this.handler;
    const cancel = this.clock.after(timeoutMs, () => this.abort(new HandlerTimeoutError(timeoutMs)));
    // rather than a listener on the signal, which costs more than all the rest of an attempt
    const givenUp = new Promise<never>((_, reject) => {
      this.#giveUp = reject;
    });
    try {
      await Promise.race([this.#callMethod(contextOf), givenUp]);
    } finally {
      cancel();
    }
  }

  async #callMethod(contextOf: ContextOf): Promise<void> {
    await this.handler.call(contextOf(this.run, this.#abort.signal));
  }
}
