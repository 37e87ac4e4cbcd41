import type { EntityManager } from 'typeorm';
import type { IdenfyClock } from '../client/clock.js';
import type { Database } from '../database/database.js';
import { type ClaimedRun, completeRun, isRunDone } from '../outbox/run-store.js';
import { IdenfyLeaseLostError } from './handler.errors.js';

/**
 * What a handler does about its run in the host's own transaction. Only the database knows whether that was committed: the
 * host can swallow a rollback, and a connection can be lost between the commit and its answer.
 */
export class RunCompletion {
  #requested = false;

  constructor(
    private readonly run: ClaimedRun,
    private readonly database: Database,
    private readonly clock: IdenfyClock,
  ) {}

  /** Whether a transaction of the host contains it, and may still hold the row of the run. */
  get requested(): boolean {
    return this.#requested;
  }

  /** @throws IdenfyTransactionError, IdenfyLeaseLostError: see `HandlerCall.completeIn` */
  async completeIn(manager: EntityManager): Promise<void> {
    const transaction = await this.database.inTransactionOf(manager);
    const { tables } = this.database;
    const completed = await completeRun(transaction, tables, this.run, this.clock.databaseTime());
    if (!completed) throw new IdenfyLeaseLostError();
    this.#requested = true;
  }

  /** Whether the run is done by a committed transaction. Costs a query where a transaction contains it, nothing elsewhere. */
  async isCommitted(): Promise<boolean> {
    return this.#requested && (await isRunDone(this.database, this.database.tables, this.run));
  }
}
