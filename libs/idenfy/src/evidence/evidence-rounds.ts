import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { errorText } from '../errors/idenfy.error.js';
import { BackgroundWork } from '../outbox/background-work.js';
import { WorkerOptions } from '../outbox/worker.options.js';
import { VerificationOptions } from '../verifications/verification.options.js';
import { EvidenceCollector } from './evidence-collector.js';

const EVERY_MS = 15_000;

/** Collects evidence while the application runs, in processes whose worker is on. */
@Injectable()
export class EvidenceRounds implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger(EvidenceRounds.name);
  #stop: (() => Promise<void>) | null = null;

  constructor(
    private readonly collector: EvidenceCollector,
    private readonly options: VerificationOptions,
    private readonly worker: WorkerOptions,
    private readonly background: BackgroundWork,
  ) {}

  onApplicationBootstrap(): void {
    if (this.options.keep !== 'evidence' || !this.worker.enabled) return;
    this.#stop = this.background.every(
      'evidence',
      EVERY_MS,
      (signal) => this.collector.run(signal),
      (error) =>
        this.#logger.warn(`Collecting evidence failed: ${errorText(error)}. The next round follows.`),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await this.#stop?.();
  }
}
