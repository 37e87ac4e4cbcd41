import { Injectable, Logger } from '@nestjs/common';
import { IdenfyClock } from '../../client/clock.js';
import { IdenfyRandom } from '../../client/random.js';
import { WebhookSettings } from '../webhook-settings.js';
import { errorFrames, errorText } from '../worker/error-text.js';
import type { ClaimedRun } from './claimed-run.js';
import { HandlerAttempt } from './handler-attempt.js';
import { HandlerInterruptedError } from './handler-interrupted.error.js';
import { outcomeOfFailure } from './outcome-of-failure.js';
import type { RegisteredHandler } from './registered-handler.js';
import type { ContextOf } from './run-contexts.js';
import type { RunOutcome } from './settle-runs.js';

/** Calls handlers and says what follows from how it ended. Never throws. */
@Injectable()
export class HandlerCalls {
  readonly #logger = new Logger('IdenfyHandlers');
  readonly #underWay = new Set<HandlerAttempt>();

  constructor(
    private readonly clock: IdenfyClock,
    private readonly random: IdenfyRandom,
    private readonly settings: WebhookSettings,
  ) {}

  /** @returns `'interrupted'` when the process had to end before the method did: as if it had not been called */
  async outcomeOf(
    handler: RegisteredHandler,
    run: ClaimedRun,
    contextOf: ContextOf,
  ): Promise<RunOutcome | 'interrupted'> {
    if (run.attempts > handler.maxAttempts)
      return { state: 'dead', error: 'The process ended during the last attempt.' };
    const attempt = new HandlerAttempt(run, handler, this.clock);
    this.#underWay.add(attempt);
    try {
      await attempt.call(contextOf);
      return { state: 'done' };
    } catch (error) {
      if (!(error instanceof HandlerInterruptedError)) return this.#failed(handler, run, error);
      this.#logger.warn(`${handler.name} was still at work when the process had to end; it is called again.`);
      return 'interrupted';
    } finally {
      this.#underWay.delete(attempt);
    }
  }

  /** Ends what is under way, for the process has to. */
  interruptAll(): void {
    this.#underWay.forEach((attempt) => attempt.abort(new HandlerInterruptedError()));
  }

  #failed(handler: RegisteredHandler, run: ClaimedRun, error: unknown): RunOutcome {
    const outcome = outcomeOfFailure(error, run, handler, {
      ...this.settings.handlers,
      now: this.clock.now(),
      random: () => this.random.next(),
    });
    const next =
      outcome.state === 'pending' ? `again at ${outcome.nextTryAt.toISOString()}` : 'now a dead letter';
    const attempt = `attempt ${run.attempts} of ${handler.maxAttempts}`;
    this.#logger.error(
      `${handler.name} failed (${attempt}, ${next}): ${errorText(error)}`,
      errorFrames(error),
    );
    return outcome;
  }
}
