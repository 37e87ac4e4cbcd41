import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { errorText } from '../webhooks/worker/error-text.js';
import { CallbackPurge } from './callback-purge.js';
import { DueErasures } from './due-erasures.js';
import { RetentionSweep } from './retention-sweep.js';

const EVERY_MS = 60_000;

/** Sees to it that nothing is kept longer than it may be, and that no erasure is left half done. */
@Injectable()
export class Eraser implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Eraser.name);
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly callbacks: CallbackPurge,
    private readonly retention: RetentionSweep,
    private readonly erasures: DueErasures,
    private readonly clock: IdenfyClock,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.keepErasing(this.stopping.signal);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async keepErasing(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.clock.sleep(EVERY_MS, signal).catch(() => undefined);
      for (const work of [this.callbacks, this.retention, this.erasures]) {
        if (!signal.aborted) await this.attempt(work);
      }
    }
  }

  /** What fails keeps nothing else from being done. */
  private async attempt(work: { run(): Promise<number> }): Promise<void> {
    try {
      await work.run();
    } catch (error) {
      this.logger.warn(`What is to be erased could not all be: ${errorText(error)}. Tried again soon.`);
    }
  }
}
