import { Injectable, Logger } from '@nestjs/common';
import { IdenfyClock, IdenfyRandom } from '../client/clock.js';
import { Registration } from '../client/registration.js';
import { backoffMs } from '../client/retry.js';
import { errorFrames, errorText, isIdenfyError } from '../errors/idenfy.error.js';
import type { ClaimedRun, RunOutcome } from '../outbox/run-store.js';
import { HandlerEvents } from './handler-events.js';
import { LostContextError } from './handler.errors.js';
import { HandlerOptions } from './handler.options.js';
import type { RegisteredHandler } from './handler-registry.js';

type FailureOptions = Pick<HandlerOptions, 'retryDelayMs' | 'maxRetryDelayMs' | 'describeError'>;

/** What follows from a failed attempt: another one later, exponentially later each time, or a dead letter. */
export function outcomeOfFailure(
  error: unknown,
  { attempts }: Pick<ClaimedRun, 'attempts'>,
  { maxAttempts }: Pick<RegisteredHandler, 'maxAttempts'>,
  { random, retryDelayMs, maxRetryDelayMs, describeError }: FailureOptions & { random: () => number },
): Exclude<RunOutcome, { state: 'done' }> {
  const text = failureText(error, describeError);
  if (attempts >= maxAttempts || isContextLost(error)) return { state: 'dead', error: text };
  const retryAfterMs = Math.min(maxRetryDelayMs, backoffMs(attempts, retryDelayMs, random));
  return { state: 'pending', retryAfterMs, error: text };
}

function isContextLost(error: unknown): boolean {
  return isIdenfyError(error) && error instanceof LostContextError;
}

const MAX_DESCRIPTION = 200;

/** What is kept with the run: class and code of the error, and the host's own text about it. */
function failureText(error: unknown, describeError: HandlerOptions['describeError']): string {
  const text = errorText(error);
  if (!describeError || isIdenfyError(error)) return text;
  try {
    const description: unknown = describeError(error);
    if (typeof description !== 'string') return text;
    // PostgreSQL stores no NUL, and a list of dead letters has one line for each
    const line = description
      .slice(0, 4 * MAX_DESCRIPTION)
      .replace(/\p{Cc}+/gu, ' ')
      .trim();
    return line === '' ? text : `${text}: ${[...line].slice(0, MAX_DESCRIPTION).join('')}`;
  } catch (thrown) {
    new Logger('IdenfyHandlers').warn(`The option handlers.describeError threw (${errorText(thrown)})`);
    return text;
  }
}

/** Decides what follows from failed calls, and tells the host: its logger, and those who listen to events. Never throws. */
@Injectable()
export class HandlerFailures {
  readonly #logger: Logger;

  constructor(
    private readonly clock: IdenfyClock,
    private readonly random: IdenfyRandom,
    private readonly options: HandlerOptions,
    private readonly events: HandlerEvents,
    registration: Registration,
  ) {
    this.#logger = registration.logger('IdenfyHandlers');
  }

  /** What follows from it, once it is logged and reported. */
  outcomeOf(handler: RegisteredHandler, run: ClaimedRun, error: unknown): RunOutcome {
    const outcome = outcomeOfFailure(error, run, handler, {
      ...this.options,
      random: () => this.random.next(),
    });
    this.#log(handler, run, outcome, error);
    this.events.emit('failed', {
      handler: handler.name,
      runId: run.id,
      verificationId: run.verification_id,
      outcome: outcome.state === 'pending' ? 'retry' : 'dead',
      attempt: run.attempts,
      error,
    });
    return outcome;
  }

  #log(handler: RegisteredHandler, run: ClaimedRun, outcome: RunOutcome, error: unknown): void {
    const next =
      outcome.state === 'pending' ? `again at ${this.#in(outcome.retryAfterMs)}` : 'now a dead letter';
    const attempt = `attempt ${run.attempts} of ${handler.maxAttempts}`;
    const line = `${handler.name} failed (${attempt}, ${next}): ${errorText(error)}`;
    try {
      // Nest's logger calls a function that it is given
      const isWhole = this.options.logErrors && typeof error !== 'function';
      this.#logger.error(line, isWhole ? error : errorFrames(error));
    } catch {
      // a logger reads what it prints, and what was thrown may throw in turn
      this.#logger.error(line, errorFrames(error));
    }
  }

  #in(ms: number): string {
    return new Date(this.clock.now().getTime() + ms).toISOString();
  }
}
