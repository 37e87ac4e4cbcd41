import { Injectable, type Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../database/database.js';
import { IdenfyClock } from '../client/clock.js';
import { Registration } from '../client/registration.js';
import { errorText } from '../errors/idenfy.error.js';
import {
  type ClaimedRun,
  completeRun,
  isRunDone,
  type LockedRuns,
  type RunOutcome,
} from '../outbox/run-store.js';
import {
  HandlerInterruptedError,
  HandlerTimeoutError,
  IdenfyLeaseLostError,
  NotCommittedError,
} from './handler.errors.js';
import { HandlerFailures } from './handler-failures.js';
import type { RegisteredHandler } from './handler-registry.js';
import type { ContextOf } from './run-contexts.js';

/** About this much work is claimed ahead: fast handlers get runs in bulk, slow ones leave runs to other processes. */
const AHEAD_MS = 100;
const MAX_AHEAD = 2_000;

/** How much the newest duration weighs in the average. */
const NEWEST = 0.1;

interface Queued {
  readonly run: ClaimedRun;
  readonly contextOf: ContextOf;
}

/** The runs of one handler in this process: claimed ahead, and called as many at a time as the handler allows. */
export class HandlerLane {
  #queue: Queued[] = [];
  #active = 0;
  #offered = 0;
  #behind = true;
  #averageMs = Number.POSITIVE_INFINITY;

  constructor(
    readonly handler: RegisteredHandler,
    private readonly attempt: (run: ClaimedRun, contextOf: ContextOf) => Promise<number>,
  ) {}

  /** How many runs to claim now: none while some that are claimed have not begun. */
  get free(): number {
    return this.#queue.length > 0 ? 0 : this.#capacity - this.#active;
  }

  /** How many of `limit` new runs will find room: none while older ones wait to be claimed. */
  offer(limit: number): number {
    // a lease counts as an attempt, and the only attempt must not be lost before it began
    if (this.#behind || this.handler.maxAttempts === 1) return 0;
    const room = this.#capacity - this.#active - this.#queue.length - this.#offered;
    const offered = Math.max(0, Math.min(limit, room));
    this.#offered += offered;
    return offered;
  }

  withdraw(offered: number): void {
    this.#offered -= offered;
  }

  /** Fewer than asked for means that no other run is due. */
  claimed(count: number, askedFor: number): void {
    this.#behind = count >= askedFor;
  }

  take(runs: readonly ClaimedRun[], contextOf: ContextOf): void {
    this.#queue.push(...runs.map((run) => ({ run, contextOf })));
    this.#beginNext();
  }

  /** Takes out the runs that have not begun. */
  takeBack(): readonly ClaimedRun[] {
    return this.#queue.splice(0).map(({ run }) => run);
  }

  get #capacity(): number {
    const { concurrency } = this.handler;
    const ahead = Math.floor((concurrency * AHEAD_MS) / Math.max(this.#averageMs, 0.01));
    return Math.max(concurrency, Math.min(MAX_AHEAD, ahead));
  }

  #beginNext(): void {
    while (this.#active < this.handler.concurrency) {
      const queued = this.#queue.shift();
      if (!queued) return;
      this.#active += 1;
      void this.#do(queued);
    }
  }

  async #do({ run, contextOf }: Queued): Promise<void> {
    const durationMs = await this.attempt(run, contextOf);
    this.#averageMs = Number.isFinite(this.#averageMs)
      ? this.#averageMs + NEWEST * (durationMs - this.#averageMs)
      : durationMs;
    this.#active -= 1;
    this.#beginNext();
  }
}

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

/** Calls handlers, and says how the call ended. Never throws. */
@Injectable()
export class HandlerCalls {
  readonly #logger: Logger;
  readonly #underWay = new Set<HandlerAttempt>();

  constructor(
    private readonly clock: IdenfyClock,
    private readonly failures: HandlerFailures,
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
      if (!attempt.isInterruption(error)) return this.failures.outcomeOf(handler, run, error);
      this.#logger.warn(`${handler.name} was still running when the process had to end; it is called again.`);
      return 'interrupted';
    }
  }

  /** Aborts what is under way, because the process has to end. */
  interruptAll(): void {
    this.#underWay.forEach((attempt) => attempt.interrupt());
  }
}
