import { Injectable } from '@nestjs/common';
import { IdenfySimulator } from '../simulator/idenfy-simulator.js';
import type { SimulatedOutcome } from '../simulator/lifecycle/outcome.js';
import { IdenfyWorkers } from '../webhooks/idenfy-workers.js';

/** What a test does with a simulated iDenfy and the library around it. */
@Injectable()
export class IdenfyTestbed {
  constructor(
    /** The simulated iDenfy: faults, clock, and what it was asked. */
    readonly simulator: IdenfySimulator,
    private readonly workers: IdenfyWorkers,
  ) {}

  /**
   * iDenfy comes to an outcome: when this resolves, its callback is applied and every handler that can run has.
   * @param outcome only `overall` is required, then it is a final manual result
   */
  async decide(scanRef: string, outcome: SimulatedOutcome): Promise<void> {
    this.simulator.outcome(scanRef, outcome);
    await this.settled();
  }

  /** Resolves when callbacks that are on their way have arrived, are applied, and handlers have run. */
  async settled(): Promise<void> {
    await this.simulator.settled();
    await this.workers.drain();
  }
}
