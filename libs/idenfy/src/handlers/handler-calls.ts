import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../database/database.js';
import { IdenfyClock, IdenfyRandom } from '../client/clock.js';
import { Registration } from '../client/registration.js';
import { backoffMs } from '../client/retry.js';
import { errorFrames, errorText, isIdenfyError } from '../errors/idenfy.error.js';
import {
  type ClaimedRun,
  completeRun,
  isRunDone,
  type LockedRuns,
  type RunOutcome,
} from '../outbox/run-store.js';
import { HandlerEvents } from './handler-events.js';
import { HandlerOptions } from './handler.options.js';
import {
  HandlerInterruptedError,
  HandlerTimeoutError,
  IdenfyLeaseLostError,
  LostContextError,
  NotCommittedError,
} from './handler.errors.js';
import type { RegisteredHandler } from './handler-registry.js';
import type { ContextOf } from './run-contexts.js';

/**
 * What a handler does about its run in the host's own transaction. Only the database knows whether that was committed: the
 * host can swallow a rollback, and a connection can be lost between the commit and its answer.
 */
class RunCompletion {
  #requested = false;

  constructor(
    private readonly run: ClaimedRun,
    private readonly database: Database,
    private readonly clock: IdenfyClock,
  ) {}

  /** Whether a transaction of the host contains it, and may still hold the row of the run. */
  get requested(): boolean {
    return this.#requested;
  }

  /** @throws IdenfyTransactionError, IdenfyLeaseLostError: see `HandlerCall.completeIn` */
  async completeIn(manager: EntityManager): Promise<void> {
    const transaction = await this.database.inTransactionOf(manager);
    const { tables } = this.database;
    const completed = await completeRun(transaction, tables, this.run, this.clock.databaseTime());
    if (!completed) throw new IdenfyLeaseLostError();
    this.#requested = true;
  }

  /** Whether the run is done by a committed transaction. Costs a query where a transaction contains it, nothing elsewhere. */
  async isCommitted(): Promise<boolean> {
    return this.#requested && (await isRunDone(this.database, this.database.tables, this.run));
  }
}

/** One call of a handler: it ends when the method does, when its time is up, or when it is aborted. */
class HandlerAttempt {
  readonly #abort = new AbortController();
  #giveUp: (reason: Error) => void = () => undefined;
  #interruption: HandlerInterruptedError | null = null;

  constructor(
    readonly run: ClaimedRun,
    private readonly handler: RegisteredHandler,
    private readonly clock: IdenfyClock,
    readonly completion: RunCompletion,
  ) {}

  /** The process has to end. */
  interrupt(): void {
    this.#interruption ??= new HandlerInterruptedError();
    this.#stop(this.#interruption);
  }

  /** Whether `error` is the reason given to a handler whose process has to end. */
  isInterruption(error: unknown): boolean {
    return this.#interruption !== null && error === this.#interruption;
  }

  /** @throws whatever the method throws, `HandlerTimeoutError`, or the interruption */
  async call(contextOf: ContextOf): Promise<void> {
    const { timeoutMs } = this.handler;
    const cancel = this.clock.after(timeoutMs, () => this.#stop(new HandlerTimeoutError(timeoutMs)));
    // a listener on the signal would cost more than the rest of an attempt
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
    const completeIn = (manager: EntityManager): Promise<void> => this.completion.completeIn(manager);
    const { kind, instance, method: name } = this.handler;
    const context = contextOf(this.run, { kind, signal: this.#abort.signal, completeIn });
    // looked up for each call, so that a spy on the instance is called instead
    const method: unknown = Reflect.get(instance, name);
    if (typeof method !== 'function')
      throw new TypeError(`The handler ${name} is no longer a method of its instance.`);
    await Reflect.apply(method, instance, [context]);
  }

  #stop(reason: Error): void {
    this.#abort.abort(reason);
    this.#giveUp(reason);
  }
}

/** How a call ended. */
export interface EndedCall {
  /**
   * What is still to be written; `'completed'` when a transaction of the host has done so, `'interrupted'` when the process
   * had to end before the method did, so that the attempt does not count.
   */
  readonly outcome: RunOutcome | 'completed' | 'interrupted';
  /** `'skip'` where a transaction of the host may still hold the row of the run: nothing waits for it. */
  readonly locked: LockedRuns;
}

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

/** Calls handlers, and decides what follows from how the call ended. Never throws. */
@Injectable()
export class HandlerCalls {
  readonly #logger: Logger;
  readonly #underWay = new Set<HandlerAttempt>();

  constructor(
    private readonly clock: IdenfyClock,
    private readonly random: IdenfyRandom,
    private readonly options: HandlerOptions,
    private readonly events: HandlerEvents,
    private readonly database: Database,
    registration: Registration,
  ) {
    this.#logger = registration.logger('IdenfyHandlers');
  }

  async call(handler: RegisteredHandler, run: ClaimedRun, contextOf: ContextOf): Promise<EndedCall> {
    if (run.attempts > handler.maxAttempts) {
      const outcome = { state: 'dead', error: 'The process ended during the last attempt.' } as const;
      return { outcome, locked: 'wait' };
    }
    const completion = new RunCompletion(run, this.database, this.clock);
    const attempt = new HandlerAttempt(run, handler, this.clock, completion);
    this.#underWay.add(attempt);
    const outcome = await this.#outcomeOf(attempt, handler, contextOf);
    this.#underWay.delete(attempt);
    return { outcome, locked: completion.requested ? 'skip' : 'wait' };
  }

  async #outcomeOf(
    attempt: HandlerAttempt,
    handler: RegisteredHandler,
    contextOf: ContextOf,
  ): Promise<EndedCall['outcome']> {
    const { run, completion } = attempt;
    try {
      await attempt.call(contextOf);
      if (!completion.requested) return { state: 'done' };
      if (await completion.isCommitted()) return 'completed';
      throw new NotCommittedError();
    } catch (error) {
      if (await completion.isCommitted().catch(() => false)) {
        const text = errorText(error);
        this.#logger.warn(
          `${handler.name} is not called again: it failed after its run was completed (${text})`,
        );
        return 'completed';
      }
      if (!attempt.isInterruption(error)) return this.#failed(handler, run, error);
      this.#logger.warn(`${handler.name} was still running when the process had to end; it is called again.`);
      return 'interrupted';
    }
  }

  /** Aborts what is under way, because the process has to end. */
  interruptAll(): void {
    this.#underWay.forEach((attempt) => attempt.interrupt());
  }

  #failed(handler: RegisteredHandler, run: ClaimedRun, error: unknown): RunOutcome {
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
