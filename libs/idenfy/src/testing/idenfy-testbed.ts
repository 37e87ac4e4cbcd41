import type { IdenfySimulator, SimulatedOutcome } from '@nestjs-idenfy/simulator';
import type { Database } from '../database/database.js';
import { APPEND_ONLY, TABLES } from '../database/table-names.js';
import type { IdenfyWorkers } from '../webhooks/idenfy-workers.js';

/** Drives the simulated iDenfy and the library in a test. */
export class IdenfyTestbed {
  constructor(
    /** The simulated iDenfy: its faults, its clock, and the requests it received. */
    readonly simulator: IdenfySimulator,
    private readonly workers: IdenfyWorkers,
    private readonly database: Database,
  ) {}

  /**
   * Lets iDenfy reach an outcome. Resolves when its webhook is applied and all handlers that could run have run.
   *
   * @param outcome only `overall` is required; the default is a final manual result
   */
  async decide(scanRef: string, outcome: SimulatedOutcome): Promise<void> {
    this.simulator.outcome(scanRef, outcome);
    await this.settled();
  }

  /** Resolves when all webhooks in flight have arrived and are applied, and all handlers that could run have run. */
  async settled(): Promise<void> {
    await this.simulator.settled();
    await this.workers.drain();
  }

  /**
   * Empties the tables of the library, for the next test. Webhooks in flight are awaited first; no handler is called for
   * them. History is append only by trigger, so the triggers are off within the transaction: the role must own the
   * tables. The simulator keeps its sessions.
   */
  async clear(): Promise<void> {
    await this.simulator.settled();
    const { tables } = this.database;
    // the handlers of this process were announced at its start, and get no runs without their rows
    const emptied = TABLES.filter((table) => table !== 'handler').map((table) => tables[table]);
    await this.database.transaction(async (manager) => {
      for (const table of APPEND_ONLY)
        await manager.query(`alter table ${tables[table]} disable trigger user`);
      await manager.query(`truncate ${emptied.join(', ')}`);
      for (const table of APPEND_ONLY)
        await manager.query(`alter table ${tables[table]} enable trigger user`);
    });
  }
}
