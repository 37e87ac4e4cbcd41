import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { PostgresNotifications } from '../verification/notifications/postgres-notifications.js';
import { HandlerRegistry } from './handlers/handler-registry.js';
import { HandlerRunner } from './handlers/handler-runner.js';
import { WebhookSettings } from './webhook-settings.js';
import { WebhookWorker } from './worker/webhook-worker.js';
import { WorkLoop } from './worker/work-loop.js';

const HOUR_MS = 60 * 60 * 1_000;

/** Applies callbacks and runs handlers in the background, from the start of the application to its end. */
@Injectable()
export class IdenfyWorkers implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  readonly #applying: WorkLoop;
  readonly #helping: WorkLoop;
  readonly #handling: WorkLoop;
  readonly #leases: WorkLoop;
  readonly #announcing: WorkLoop;
  #deafen: (() => void)[] = [];
  #stopping: Promise<void> | null = null;

  constructor(
    private readonly worker: WebhookWorker,
    private readonly runner: HandlerRunner,
    private readonly registry: HandlerRegistry,
    private readonly notifications: PostgresNotifications,
    private readonly settings: WebhookSettings,
    clock: IdenfyClock,
  ) {
    const { pollMs, leaseMs } = settings.worker;
    this.#applying = new WorkLoop('IdenfyWebhookWorker', clock, pollMs, () => this.#apply());
    this.#helping = new WorkLoop('IdenfyWebhookWorker', clock, pollMs, () => this.#help());
    this.#handling = new WorkLoop('IdenfyHandlers', clock, pollMs, () => this.#handle());
    this.#leases = new WorkLoop('IdenfyLeases', clock, leaseMs / 3, () => this.#extendLeases());
    this.#announcing = new WorkLoop('IdenfyHandlers', clock, pollMs, () => this.#announce());
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.registry.announce();
    if (!this.settings.worker.enabled) return;
    this.runner.onRoom = () => this.#handling.wake();
    this.#deafen = [
      this.notifications.on('inbox', () => this.#applying.wake()),
      this.notifications.on('runs', () => this.#handling.wake()),
      this.notifications.onListening(() => this.#wake()),
    ];
    for (const loop of this.#loops) loop.start();
  }

  /**
   * Works off everything that is due now, in this process, whether or not it works in the background. For tests and
   * scripts: afterwards every callback that can be applied is, and every handler that can run has.
   */
  async drain(): Promise<void> {
    let worked: boolean;
    do {
      const applied = await this.worker.applyDue();
      const others = await this.worker.idle();
      const begun = await this.runner.beginDue();
      const handled = await this.runner.idle();
      worked = applied > 0 || others || begun > 0 || handled;
    } while (worked);
  }

  onModuleDestroy(): Promise<void> {
    return this.#stop();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.#stop();
  }

  #stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  /** What is claimed is finished or given back; the leases are kept up as long as that takes. */
  async #stopAll(): Promise<void> {
    this.#deafen.forEach((deafen) => deafen());
    await Promise.all([
      this.#applying.stop(),
      this.#helping.stop(),
      this.#handling.stop(),
      this.#announcing.stop(),
    ]);
    await this.runner.stop();
    await this.#leases.stop();
  }

  #wake(): void {
    this.#applying.wake();
    this.#handling.wake();
  }

  async #apply(): Promise<number> {
    const applied = await this.worker.applyDue();
    if (applied >= this.settings.worker.batchSize) this.#helping.wake();
    return applied > 0 ? 0 : this.worker.untilNextDue();
  }

  /** While there is a backlog, one batch is read here as another is written in the database. */
  async #help(): Promise<number> {
    const { batchSize, pollMs } = this.settings.worker;
    return (await this.worker.applyDue()) >= batchSize ? 0 : pollMs;
  }

  async #handle(): Promise<number> {
    return (await this.runner.beginDue()) > 0 ? 0 : this.runner.untilNextDue();
  }

  async #extendLeases(): Promise<number> {
    await this.runner.extendLeases();
    return this.settings.worker.leaseMs / 3;
  }

  async #announce(): Promise<number> {
    await this.registry.announce();
    return HOUR_MS;
  }

  get #loops(): readonly WorkLoop[] {
    return [this.#applying, this.#helping, this.#handling, this.#leases, this.#announcing];
  }
}
