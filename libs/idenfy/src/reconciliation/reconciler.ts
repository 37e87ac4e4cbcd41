import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { errorText } from '../webhooks/worker/error-text.js';
import { OverdueSweep } from './overdue-sweep.js';
import { ReconciliationSettings } from './reconciliation.options.js';

/** Sweeps now and again, for as long as the application runs. */
@Injectable()
export class Reconciler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Reconciler.name);
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly sweep: OverdueSweep,
    private readonly settings: ReconciliationSettings,
    private readonly clock: IdenfyClock,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.enabled) this.running = this.keepSweeping(this.stopping.signal);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async keepSweeping(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.clock.sleep(this.settings.everyMs, signal);
        await this.sweep.run(signal);
      } catch (error) {
        if (!signal.aborted)
          this.logger.warn(`A sweep for overdue sessions failed: ${errorText(error)}. The next one follows.`);
      }
    }
  }
}
