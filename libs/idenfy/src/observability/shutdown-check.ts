import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { WorkerOptions } from '../outbox/worker.options.js';

/** Applications may enable their shutdown hooks after `listen()`; until then this waits, in milliseconds. */
const CHECK_AFTER_MS = 5_000;

/**
 * Warns once when SIGTERM would end the process without a shutdown, because nothing listens for it. Nest does not tell
 * whether `enableShutdownHooks()` was called, but listens for signals only then; a host that listens itself is not warned.
 */
@Injectable()
export class ShutdownCheck implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger('IdenfyWorkers');
  #cancel = (): void => undefined;

  constructor(
    private readonly clock: IdenfyClock,
    private readonly worker: WorkerOptions,
  ) {}

  onApplicationBootstrap(): void {
    if (this.worker.enabled) {
      this.#cancel = this.clock.after(CHECK_AFTER_MS, () => this.#check());
    }
  }

  onModuleDestroy(): void {
    this.#cancel();
  }

  #check(): void {
    if (process.listenerCount('SIGTERM') > 0) return;
    this.#logger.warn(
      'SIGTERM would end this process without a shutdown: call app.enableShutdownHooks() in main.ts. Without it, a handler ' +
        'run in hand waits for its lease to end before another process takes it.',
    );
  }
}
