import { Database } from '../database/database.js';
import { Injectable, type Logger } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { Registration } from '../client/registration.js';
import { GroupCommit } from '../database/group-commit.js';
import { errorText } from '../errors/idenfy.error.js';
import {
  type ClaimedRun,
  claimedRunOf,
  claimRuns,
  extendLeases,
  giveBack,
  type LockedRuns,
  RunLease,
  type RunOutcome,
  type SettledRun,
  settleRuns,
  untilNextDue,
} from '../outbox/run-store.js';
import type { HandlerScope } from '../outbox/outbox-writes.js';
import { EventLoopDelay } from '../outbox/background-work.js';
import { HashKey } from '../privacy/hash-key.js';
import { WorkerOptions } from '../outbox/worker.options.js';
import { DebugLog } from '../outbox/debug-log.js';
import { HandlerCalls, HandlerLane } from './handler-calls.js';
import { HandlerEvents } from './handler-events.js';
import { HandlerRegistry, type RegisteredHandler } from './handler-registry.js';
import { contextsOfCommitted } from './contexts.js';
import { type ContextOf, RunContexts } from './run-contexts.js';

/** Runs one piece of work at a time, in order of arrival. */
class Mutex {
  #last: Promise<unknown> = Promise.resolve();

  run<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}

/** Runs the handlers of this process, each with its own progress, retries and dead letters. */
@Injectable()
export class HandlerRunner {
  readonly #logger: Logger;
  readonly #mutex = new Mutex();
  readonly #held = new Map<string, ClaimedRun>();
  /** Handlers that had runs here since the leases were last extended. */
  #recent = new Set<string>();
  #eventLoopDelay: EventLoopDelay | null = null;
  readonly #settles = new GroupCommit<SettledRun, void>(
    { maxItems: 1_000, maxWeight: Infinity, maxWaitingWeight: Infinity, weigh: () => 1 },
    (settled) => this.#settle(settled),
    // fast handlers end one after another within one turn of the event loop
    setImmediate,
  );
  #lanes: readonly HandlerLane[] | null = null;
  #waitingForIdle: (() => void)[] = [];
  #stopped = false;

  /** Called when runs have ended, so there may be room for more. */
  onRoom: () => void = () => undefined;

  constructor(
    private readonly database: Database,
    private readonly registry: HandlerRegistry,
    private readonly contexts: RunContexts,
    private readonly hashKey: HashKey,
    private readonly calls: HandlerCalls,
    private readonly clock: IdenfyClock,
    private readonly options: WorkerOptions,
    private readonly events: HandlerEvents,
    private readonly debug: DebugLog,
    registration: Registration,
  ) {
    this.#logger = registration.logger('IdenfyHandlers');
  }

  /** Claims what is due, as far as there is room, and begins it. Returns how many runs it claimed. */
  beginDue(): Promise<number> {
    return this.#mutex.run(async () => {
      const lanes = this.#freeLanes();
      const slots = lanes.map(({ handler, free }) => ({ ...scopeOf(handler), free }));
      if (slots.length === 0) return 0;
      const { leaseMs } = this.options;
      const runs = await claimRuns(this.database, this.#tables, {
        slots,
        now: this.clock.databaseTime(),
        leaseMs,
      });
      lanes.forEach((lane, index) => lane.claimed(runsOf(lane, runs).length, slots[index]?.free ?? 0));
      if (runs.length > 0) this.#take(runs, await this.#contextsOf(runs));
      return runs.length;
    });
  }

  /** The room for runs that this process is about to write; `begin()` or `withdraw()` has to follow. */
  offer(limit: number): RunLease {
    const rooms = this.#openLanes().map((lane) => ({ ...scopeOf(lane.handler), runs: lane.offer(limit) }));
    const { leaseMs } = this.options;
    const beginsUntilMs = this.clock.elapsedMs() + leaseMs;
    return new RunLease(rooms, leaseMs, beginsUntilMs, this.clock.databaseTime());
  }

  /** Begins the runs that were written within the lease. They are committed, so they cannot be lost. */
  async begin(lease: RunLease): Promise<void> {
    this.withdraw(lease);
    const runs = lease.runs.map(claimedRunOf);
    if (this.#stopped) await this.#giveBack(runs);
    // after that another process may have taken them over
    else if (this.clock.elapsedMs() < lease.beginsUntilMs)
      this.#take(runs, contextsOfCommitted(lease.runs, this.hashKey));
  }

  /** Nothing was written within the lease. */
  withdraw({ rooms }: RunLease): void {
    const offered = new Map(rooms.map(({ handler, runs }) => [handler, runs]));
    this.#lanes?.forEach((lane) => lane.withdraw(offered.get(lane.handler.name) ?? 0));
  }

  /** Resolves when nothing that this process claimed is under way. Returns whether something was. */
  async idle(): Promise<boolean> {
    if (this.#held.size === 0) return false;
    await new Promise<void>((resolve) => this.#waitingForIdle.push(resolve));
    return true;
  }

  /** How long until a run that waits is due, in milliseconds, and at most the time between polls. */
  async untilNextDue(): Promise<number> {
    const { pollMs: otherwise } = this.options;
    if (this.#freeLanes().length === 0) return otherwise;
    const names = this.#openLanes().map(({ handler }) => handler.name);
    const where = `state = 'pending' and handler = any($2)`;
    const now = this.clock.databaseTime();
    return untilNextDue(this.database, { from: this.#tables.handlerRun, where, now, otherwise }, [names]);
  }

  /** Extends the leases of what is under way, or other processes would take it over. */
  async extendLeases(): Promise<void> {
    this.#warnOfBlockedEventLoop();
    if (this.#held.size === 0) return;
    const { leaseMs } = this.options;
    const runs = [...this.#held.values()];
    await extendLeases(this.database, this.#tables, { runs, now: this.clock.databaseTime(), leaseMs });
  }

  /** Leases are extended each third of their time, so after two thirds without a turn they may be over. */
  #warnOfBlockedEventLoop(): void {
    const { leaseMs } = this.options;
    if (!this.#stopped) this.#eventLoopDelay ??= new EventLoopDelay(leaseMs / 30);
    const blockedMs = this.#eventLoopDelay?.takeLongest() ?? 0;
    const handlers = [...this.#recent].toSorted();
    this.#recent = new Set([...this.#held.values()].map(({ handler }) => handler));
    if (blockedMs < (leaseMs * 2) / 3 || handlers.length === 0) return;
    this.#logger.warn(
      `The event loop stood still for ${(blockedMs / 1_000).toFixed(1)} s, and leases last ${leaseMs / 1_000} s ` +
        `(webhooks.worker.leaseMs): another process may have called these handlers for the same runs: ${handlers.join(', ')}. ` +
        'Move what blocks it to a worker thread, or raise the lease.',
    );
  }

  /** Gives back what has not begun and, once a shutdown has waited long enough, what has not ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#eventLoopDelay?.stop();
    const cancel = this.clock.after(this.options.shutdownMs, () => this.calls.interruptAll());
    await this.#mutex.run(() => this.#giveBack(this.#lanes?.flatMap((lane) => lane.takeBack()) ?? []));
    await this.idle();
    cancel();
  }

  #freeLanes(): readonly HandlerLane[] {
    return this.#openLanes().filter(({ free }) => free > 0);
  }

  #openLanes(): readonly HandlerLane[] {
    if (this.#stopped) return [];
    this.#lanes ??= this.registry
      .all()
      .map((handler) => new HandlerLane(handler, (run, contextOf) => this.#attempt(handler, run, contextOf)));
    return this.#lanes;
  }

  #take(runs: readonly ClaimedRun[], contextOf: ContextOf): void {
    for (const run of runs) {
      this.#held.set(run.id, run);
      this.#recent.add(run.handler);
    }
    this.#lanes?.forEach((lane) => lane.take(runsOf(lane, runs), contextOf));
  }

  async #contextsOf(runs: readonly ClaimedRun[]): Promise<ContextOf> {
    try {
      return await this.contexts.load(runs);
    } catch (error) {
      await this.#giveBack(runs);
      throw error;
    }
  }

  /** Never throws: what cannot be given back is taken over when its lease ends. */
  async #giveBack(runs: readonly ClaimedRun[], locked?: LockedRuns): Promise<void> {
    try {
      await giveBack(this.database, this.#tables, runs, this.clock.databaseTime(), locked);
    } catch (error) {
      this.#logger.warn(`Handlers could not be given back, and wait for their leases (${errorText(error)})`);
    } finally {
      this.#release(runs);
    }
  }

  /** Returns how long it took. The slot is free then; the outcome is written together with others that end meanwhile. */
  async #attempt(handler: RegisteredHandler, run: ClaimedRun, contextOf: ContextOf): Promise<number> {
    this.debug.write(
      'IdenfyHandlers',
      () => `Calling ${handler.name} for run ${run.id} (attempt ${run.attempts})`,
    );
    const begunAt = this.clock.elapsedMs();
    const { outcome, locked } = await this.calls.call(handler, run, contextOf);
    const durationMs = this.clock.elapsedMs() - begunAt;
    if (outcome === 'interrupted') {
      await this.#giveBack([run], locked);
      return durationMs;
    }
    if (outcome === 'completed') {
      this.#release([run]);
      // the slot is free only when this has returned
      setImmediate(() => this.onRoom());
      this.#emitHandled(run, { state: 'done' }, durationMs);
      return durationMs;
    }
    // alone, where a transaction of the host may hold the row: to skip locked rows would lose outcomes of the others
    const written =
      locked === 'skip' ? this.#settle([{ run, outcome }], locked) : this.#settles.add({ run, outcome });
    written.then(
      () => this.#emitHandled(run, outcome, durationMs),
      (error) =>
        this.#logger.warn(
          `${run.handler} will be called again: its end could not be written (${errorText(error)})`,
        ),
    );
    return durationMs;
  }

  async #settle(settled: readonly SettledRun[], locked?: LockedRuns): Promise<void[]> {
    try {
      await settleRuns(this.database, this.#tables, settled, this.clock.databaseTime(), locked);
    } finally {
      this.#release(settled.map(({ run }) => run));
      this.onRoom();
    }
    return settled.map(() => undefined);
  }

  #release(runs: readonly ClaimedRun[]): void {
    runs.forEach(({ id }) => this.#held.delete(id));
    if (this.#held.size === 0) this.#waitingForIdle.splice(0).forEach((resolve) => resolve());
  }

  #emitHandled({ id, handler, attempts }: ClaimedRun, { state }: RunOutcome, durationMs: number): void {
    const outcome = state === 'pending' ? 'retry' : state;
    this.debug.write('IdenfyHandlers', () => `Settled run ${id} of ${handler}: ${outcome}`);
    this.events.emit('handled', { handler, outcome, attempt: attempts, durationMs });
  }

  get #tables() {
    return this.database.tables;
  }
}

function scopeOf({ name, kind, filter }: RegisteredHandler): HandlerScope {
  return { handler: name, kind, filter };
}

function runsOf({ handler }: HandlerLane, runs: readonly ClaimedRun[]): readonly ClaimedRun[] {
  return runs.filter((run) => run.handler === handler.name);
}
