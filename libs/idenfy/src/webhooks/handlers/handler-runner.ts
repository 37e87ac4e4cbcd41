import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { IdenfyClock } from '../../client/clock.js';
import { RunLease } from '../../verification/changes/run-lease.js';
import { tablesOf } from '../../verification/table-names.js';
import { GroupCommit } from '../intake/group-commit.js';
import { WebhookEvents } from '../webhook-events.js';
import { WebhookSettings } from '../webhook-settings.js';
import { errorText } from '../worker/error-text.js';
import { untilNextDue } from '../worker/next-due.js';
import { Turnstile } from './turnstile.js';
import { claimedRunOf, claimRuns, type ClaimedRun, extendLeases, giveBack } from './claimed-run.js';
import { HandlerCalls } from './handler-calls.js';
import { HandlerLane } from './handler-lane.js';
import { HandlerRegistry } from './handler-registry.js';
import type { RegisteredHandler } from './registered-handler.js';
import { type ContextOf, RunContexts } from './run-contexts.js';
import { type RunOutcome, type SettledRun, settleRuns } from './settle-runs.js';

/** Runs the handlers of this process, each with its own progress, retries and dead letters. */
@Injectable()
export class HandlerRunner {
  readonly #logger = new Logger('IdenfyHandlers');
  readonly #turnstile = new Turnstile();
  readonly #held = new Map<string, ClaimedRun>();
  readonly #settles = new GroupCommit<SettledRun, void>(
    { maxItems: 1_000, maxWeight: Infinity, maxWaitingWeight: Infinity, weigh: () => 1 },
    (settled) => this.#settle(settled),
    // fast handlers end one after the other within one turn of the event loop
    setImmediate,
  );
  #lanes: readonly HandlerLane[] | null = null;
  #waitingForIdle: (() => void)[] = [];
  #stopped = false;

  /** Called when runs have ended, so there may be room for more. */
  onRoom: () => void = () => undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly registry: HandlerRegistry,
    private readonly contexts: RunContexts,
    private readonly calls: HandlerCalls,
    private readonly clock: IdenfyClock,
    private readonly settings: WebhookSettings,
    private readonly events: WebhookEvents,
  ) {}

  /** Claims what is due, as far as there is room, and begins it. Answers how many runs it claimed. */
  beginDue(): Promise<number> {
    return this.#turnstile.pass(async () => {
      const lanes = this.#freeLanes();
      const slots = lanes.map(({ handler, free }) => ({ handler: handler.name, free }));
      if (slots.length === 0) return 0;
      const { leaseMs } = this.settings.worker;
      const runs = await claimRuns(this.dataSource, this.#tables, { slots, now: this.clock.now(), leaseMs });
      lanes.forEach((lane, index) => lane.claimed(runsOf(lane, runs).length, slots[index]?.free ?? 0));
      if (runs.length > 0) this.#take(runs, await this.#contextsOf(runs));
      return runs.length;
    });
  }

  /** The room for runs that this process is about to make itself; `begin()` or `withdraw()` has to follow. */
  offer(limit: number): RunLease {
    const room = this.#openLanes().map((lane) => [lane.handler.name, lane.offer(limit)] as const);
    return new RunLease(new Map(room), new Date(this.clock.now().getTime() + this.settings.worker.leaseMs));
  }

  /** Begins the runs that were made within the lease. They are committed, so whatever happens they are not lost. */
  async begin(lease: RunLease): Promise<void> {
    this.withdraw(lease);
    const runs = lease.runs.map(claimedRunOf);
    if (this.#stopped) await this.#giveBack(runs);
    // or else somebody has taken them over already
    else if (this.clock.now() < lease.until) this.#take(runs, this.contexts.remembered(lease.runs));
  }

  /** Nothing was made within the lease. */
  withdraw({ room }: RunLease): void {
    this.#lanes?.forEach((lane) => lane.withdraw(room.get(lane.handler.name) ?? 0));
  }

  /** Resolves when nothing that this process claimed is under way, and answers whether something was. */
  async idle(): Promise<boolean> {
    if (this.#held.size === 0) return false;
    await new Promise<void>((resolve) => this.#waitingForIdle.push(resolve));
    return true;
  }

  /** How long until a run that waits is due, in milliseconds, and at most the time between polls. */
  async untilNextDue(): Promise<number> {
    const { pollMs: otherwise } = this.settings.worker;
    if (this.#freeLanes().length === 0) return otherwise;
    const names = this.registry.all().map(({ name }) => name);
    const where = `state = 'pending' and handler = any($2)`;
    const now = this.clock.now();
    return untilNextDue(this.dataSource, { from: this.#tables.handlerRun, where, now, otherwise }, [names]);
  }

  /** Keeps what is under way from being taken for lost. */
  async extendLeases(): Promise<void> {
    if (this.#held.size === 0) return;
    const { leaseMs } = this.settings.worker;
    const runs = [...this.#held.values()];
    await extendLeases(this.dataSource, this.#tables, { runs, now: this.clock.now(), leaseMs });
  }

  /** Gives back what has not begun, and, after as long as a shutdown may take, also what has not ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#turnstile.pass(() => this.#giveBack(this.#lanes?.flatMap((lane) => lane.takeBack()) ?? []));
    const cancel = this.clock.after(this.settings.worker.shutdownMs, () => this.calls.interruptAll());
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
    runs.forEach((run) => this.#held.set(run.id, run));
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
  async #giveBack(runs: readonly ClaimedRun[]): Promise<void> {
    try {
      await giveBack(this.dataSource, this.#tables, runs, this.clock.now());
    } catch (error) {
      this.#logger.warn(`Handlers could not be given back, and wait for their leases (${errorText(error)})`);
    } finally {
      this.#release(runs);
    }
  }

  /** Answers how long it took. The slot is free then; what became of it is written with what ends meanwhile. */
  async #attempt(handler: RegisteredHandler, run: ClaimedRun, contextOf: ContextOf): Promise<number> {
    const begunAt = this.clock.elapsedMs();
    const outcome = await this.calls.outcomeOf(handler, run, contextOf);
    const durationMs = this.clock.elapsedMs() - begunAt;
    if (outcome === 'interrupted') {
      await this.#giveBack([run]);
      return durationMs;
    }
    this.#settles.add({ run, outcome }).then(
      () => this.#tell(run, outcome, durationMs),
      (error) =>
        this.#logger.warn(
          `${run.handler} will be called again: its end could not be written (${errorText(error)})`,
        ),
    );
    return durationMs;
  }

  async #settle(settled: readonly SettledRun[]): Promise<void[]> {
    try {
      await settleRuns(this.dataSource, this.#tables, settled, this.clock.now());
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

  #tell({ handler, attempts }: ClaimedRun, { state }: RunOutcome, durationMs: number): void {
    const outcome = state === 'pending' ? 'retry' : state;
    this.events.emit('handled', { handler, outcome, attempt: attempts, durationMs });
  }

  get #tables() {
    return tablesOf(this.dataSource);
  }
}

function runsOf({ handler }: HandlerLane, runs: readonly ClaimedRun[]): readonly ClaimedRun[] {
  return runs.filter((run) => run.handler === handler.name);
}
