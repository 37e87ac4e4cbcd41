import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DataSource, LessThanOrEqual, Not } from 'typeorm';
import { IdenfyClock } from '../client/clock.js';
import { IdenfyErasure } from '../verification/entities/erasure.entity.js';
import { errorText } from '../webhooks/worker/error-text.js';
import { CallbackPurge } from './callback-purge.js';
import { ErasureSaga } from './erasure-saga.js';
import { RetentionSweep } from './retention-sweep.js';

const EVERY_MS = 60_000;
const AT_A_TIME = 20;

/** Sees to it that nothing is kept longer than it may be, and that no erasure is left half done. */
@Injectable()
export class Eraser implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Eraser.name);
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly saga: ErasureSaga,
    private readonly retention: RetentionSweep,
    private readonly callbacks: CallbackPurge,
    private readonly clock: IdenfyClock,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.keepErasing(this.stopping.signal);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Asks for what may not be kept any longer, and takes every due erasure one step further. */
  async run(): Promise<void> {
    await this.callbacks.run();
    await this.retention.run();
    const due = await this.dataSource.getRepository(IdenfyErasure).find({
      where: { state: Not('done'), nextTryAt: LessThanOrEqual(this.clock.now()) },
      order: { nextTryAt: 'ASC' },
      take: AT_A_TIME,
    });
    for (const { verificationId } of due) await this.saga.advance(verificationId);
  }

  private async keepErasing(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.clock.sleep(EVERY_MS, signal);
        await this.run();
      } catch (error) {
        if (!signal.aborted)
          this.logger.warn(`Erasures could not be taken forward: ${errorText(error)}. Tried again soon.`);
      }
    }
  }
}
