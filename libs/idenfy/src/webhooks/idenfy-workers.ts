import {
  type BeforeApplicationShutdown,
  Injectable,
  type Logger,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { Registration } from '../client/registration.js';
import { PostgresNotifications } from '../database/notifications.js';
import { errorText } from '../errors/idenfy.error.js';
import { HandlerRegistry } from '../handlers/handler-registry.js';
import { HandlerRunner } from '../handlers/handler-runner.js';
import { type BackgroundPart, BackgroundWork } from '../outbox/background-work.js';
import { BulkJobs } from '../outbox/bulk-jobs.js';
import { WorkerOptions } from '../outbox/worker.options.js';
import { ContractDrift } from './contract-drift.js';
import { DueWork } from './due-work.js';
import { WaitingWork } from './waiting-work.js';
import { WebhookWorker } from './webhook-worker.js';

const HOUR_MS = 60 * 60 * 1_000;

/** A bulk job is announced to all processes; this finds what a process left behind that vanished. */
const JOBS_POLL_MS = 60_000;

/** How long a shutdown waits for runs to be given back, after the time for running handlers is over. */
const GIVE_BACK_MS = 2_000;

/** Applies webhooks and runs handlers in the background, from the start of the application to its end. */
@Injectable()
export class IdenfyWorkers implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  readonly #logger: Logger;
  readonly #applying: WorkLoop;
  readonly #helping: WorkLoop;
  readonly #handling: WorkLoop;
  readonly #leases: WorkLoop;
  readonly #announcing: WorkLoop;
  readonly #bulk: WorkLoop;
  /** When a round last looked for work itself, on the clock of this process. */
  #workedAtMs = -Infinity;
  #unsubscribes: (() => void)[] = [];
  #stopping: Promise<void> | null = null;

  constructor(
    private readonly worker: WebhookWorker,
    private readonly due: DueWork,
    private readonly waiting: WaitingWork,
    private readonly runner: HandlerRunner,
    private readonly registry: HandlerRegistry,
    private readonly notifications: PostgresNotifications,
    private readonly options: WorkerOptions,
    private readonly background: BackgroundWork,
    private readonly drift: ContractDrift,
    private readonly bulkJobs: BulkJobs,
    private readonly clock: IdenfyClock,
    registration: Registration,
  ) {
    this.#logger = registration.logger('IdenfyWorkers');
    const applying = registration.logger('IdenfyWebhookWorker');
    const handling = registration.logger('IdenfyHandlers');
    const { pollMs, leaseMs } = options;
    this.#applying = new WorkLoop(applying, clock, pollMs, (woken) => this.#apply(woken));
    this.#helping = new WorkLoop(applying, clock, pollMs, (woken) => this.#help(woken));
    this.#handling = new WorkLoop(handling, clock, pollMs, (woken) => this.#handle(woken));
    this.#leases = new WorkLoop(registration.logger('IdenfyLeases'), clock, leaseMs / 3, () =>
      this.#extendLeases(),
    );
    this.#announcing = new WorkLoop(handling, clock, pollMs, () => this.#announce());
    const jobs = registration.logger('IdenfyBulkJobs');
    this.#bulk = new WorkLoop(jobs, clock, pollMs, () => this.#workOffJobs());
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.registry.announce();
    if (!this.options.enabled) return;
    await this.waiting.tryFailedWebhooks();
    this.runner.onRoom = () => this.#handling.wake();
    this.#unsubscribes = [
      this.notifications.on('inbox', () => this.#applying.wake()),
      this.notifications.on('runs', () => this.#handling.wake()),
      this.notifications.on('jobs', () => this.#bulk.wake()),
      this.notifications.onListening(() => this.#wake()),
    ];
    const { pollMs, leaseMs } = this.options;
    this.#applying.start(this.background.part('webhooks', pollMs));
    this.#helping.start(this.background.part('webhooks-backlog', pollMs));
    this.#handling.start(this.background.part('handlers', pollMs));
    this.#leases.start(this.background.part('leases', leaseMs / 3));
    this.#announcing.start(this.background.part('registration', HOUR_MS));
    this.#bulk.start(this.background.part('bulk-jobs', JOBS_POLL_MS));
  }

  /**
   * Works off everything that is due now, in this process, even where `webhooks.worker.enabled` is off. For tests and
   * scripts: afterwards every bulk job is done, every webhook that can be applied is applied, and every run that is due was
   * called.
   */
  async drain(): Promise<void> {
    let worked: boolean;
    do {
      while (await this.bulkJobs.workOff());
      const applied = await this.worker.applyDue();
      const others = await this.worker.idle();
      const begun = await this.runner.beginDue();
      const handled = await this.runner.idle();
      worked = applied > 0 || others || begun > 0 || handled;
    } while (worked);
    await this.drift.flush();
  }

  onModuleDestroy(): Promise<void> {
    return this.#stop();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.#stop();
  }

  #stop(): Promise<void> {
    this.#stopping ??= this.#stopInTime();
    return this.#stopping;
  }

  async #stopInTime(): Promise<void> {
    if (await this.background.ended(this.#stopAll(), GIVE_BACK_MS)) return;
    this.#logger.warn(
      'The shutdown does not wait any longer for the database: what this process had claimed waits for its lease.',
    );
  }

  /** What is claimed is finished or given back; the leases are extended until then. */
  async #stopAll(): Promise<void> {
    this.#unsubscribes.forEach((unsubscribe) => unsubscribe());
    await Promise.all([
      this.#applying.stop(),
      this.#helping.stop(),
      this.#handling.stop(),
      this.#announcing.stop(),
      this.#bulk.stop(),
      this.runner.stop(),
    ]);
    await this.#leases.stop();
    await this.drift.flush().catch(() => undefined); // counts are not worth a failed shutdown
  }

  #wake(): void {
    this.#applying.wake();
    this.#handling.wake();
    this.#bulk.wake();
  }

  async #apply(woken: boolean): Promise<number> {
    this.#flushDrift();
    const waitMs = woken ? null : await this.due.idleMs('webhooks', this.#workedAtMs);
    if (waitMs !== null) return waitMs;
    const applied = await this.worker.applyDue();
    this.#workedAtMs = this.clock.elapsedMs();
    if (this.#hasBacklog(applied)) this.#helping.wake();
    return applied > 0 ? 0 : this.worker.untilNextDue();
  }

  /** Applying does not wait for it. */
  #flushDrift(): void {
    this.drift.flushWhenDue().catch((error: unknown) => {
      this.#logger.warn(
        `Contract drift could not be written (${errorText(error)}); trying again in a minute.`,
      );
    });
  }

  /** While there is a backlog, this process reads one batch while the database writes another. */
  async #help(woken: boolean): Promise<number> {
    if (!woken) return this.options.pollMs;
    return this.#hasBacklog(await this.worker.applyDue()) ? 0 : this.options.pollMs;
  }

  /** Whether a second batch at a time is worth it: not while this process also has to answer webhooks. */
  #hasBacklog(applied: number): boolean {
    return applied >= this.options.batchSize && !this.worker.isReceiving;
  }

  async #handle(woken: boolean): Promise<number> {
    const waitMs = woken ? null : await this.due.idleMs('runs', this.#workedAtMs);
    if (waitMs !== null) return waitMs;
    const begun = await this.runner.beginDue();
    this.#workedAtMs = this.clock.elapsedMs();
    return begun > 0 ? 0 : this.runner.untilNextDue();
  }

  async #extendLeases(): Promise<number> {
    await this.runner.extendLeases();
    return this.options.leaseMs / 3;
  }

  async #workOffJobs(): Promise<number> {
    return (await this.bulkJobs.workOff()) ? 0 : JOBS_POLL_MS;
  }

  async #announce(): Promise<number> {
    await this.registry.announce();
    return HOUR_MS;
  }
}

/**
 * One round of work. Returns how long to wait for the next one, in milliseconds, unless `wake()` is called.
 *
 * @param woken whether work is expected: `wake()` was called, or the round before asked for another one at once
 */
type Round = (woken: boolean) => Promise<number>;

/**
 * Does rounds of work until it is stopped: at once after `wake()`, or after the time the last round asked for. A round that
 * fails is logged once, and tried again until it works.
 */
export class WorkLoop {
  readonly #stopping = new AbortController();
  #pause = new AbortController();
  #running: Promise<void> | null = null;
  #failing = false;

  /** @param retryMs how long to wait after a round that failed */
  constructor(
    private readonly logger: Logger,
    private readonly clock: IdenfyClock,
    private readonly retryMs: number,
    private readonly round: Round,
  ) {}

  /** @param part watches the rounds */
  start(part: BackgroundPart): void {
    this.#running ??= this.#run(part);
  }

  /** There may be work now. */
  wake(): void {
    this.#pause.abort();
  }

  /** Resolves when the round under way has ended. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.wake();
    await this.#running;
  }

  async #run(part: BackgroundPart): Promise<void> {
    let woken = false;
    while (!this.#stopping.signal.aborted) {
      // created before the round, so that a `wake()` during the round is not lost
      const pause = new AbortController();
      this.#pause = pause;
      const waitMs = await this.#tryRound(part, woken);
      if (waitMs > 0 && !this.#stopping.signal.aborted) await this.#wait(waitMs);
      woken = waitMs <= 0 || pause.signal.aborted;
    }
  }

  async #tryRound(part: BackgroundPart, woken: boolean): Promise<number> {
    try {
      const waitMs = await part.round(() => this.round(woken));
      this.#failing = false;
      return waitMs;
    } catch (error) {
      const isNews = !this.#failing && !this.#stopping.signal.aborted;
      if (isNews) this.logger.error(`Stopped by ${errorText(error)}; trying again until it works.`);
      this.#failing = true;
      return this.retryMs;
    }
  }

  async #wait(ms: number): Promise<void> {
    await this.clock.sleep(ms, this.#pause.signal).catch(() => undefined);
  }
}
