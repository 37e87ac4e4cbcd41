import { untilNextDue } from '../outbox/run-store.js';
import { Database } from '../database/database.js';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { IdenfyClock, IdenfyRandom } from '../client/clock.js';
import { HandlerRunner } from '../handlers/handler-runner.js';
import { WebhookEvents } from './webhook-events.js';
import { ContractDrift } from './contract-drift.js';
import { WorkerOptions } from '../outbox/worker.options.js';
import { type Applied, InboxBatch } from './inbox-batch.js';
import {
  claimDue,
  type ClaimedWebhook,
  claimOne,
  limitIdleTime,
  failed,
  type Mark,
  markWebhooks,
  uncounted,
} from './inbox-statements.js';
import { isDataException, isSystemic } from '../database/database-errors.js';
import { errorText } from '../errors/idenfy.error.js';

/**
 * Webhooks applied in one transaction while this process receives some: their answers wait for the event loop, which a batch
 * occupies for longer the larger it is.
 */
const BATCH_WHILE_RECEIVING = 100;

/** How long a process counts as receiving after its last webhook. */
const RECEIVING_MS = 1_000;

/** Applies what the inbox holds, a batch per transaction. Any number of processes may do so at the same time. */
@Injectable()
export class WebhookWorker {
  readonly #underWay = new Set<Promise<number>>();
  #receivedAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly database: Database,
    private readonly batch: InboxBatch,
    private readonly runner: HandlerRunner,
    private readonly clock: IdenfyClock,
    private readonly random: IdenfyRandom,
    private readonly options: WorkerOptions,
    private readonly events: WebhookEvents,
    private readonly drift: ContractDrift,
  ) {
    events.on('received', () => (this.#receivedAtMs = clock.elapsedMs()));
  }

  /** Whether this process received a webhook a moment ago. */
  get isReceiving(): boolean {
    return this.clock.elapsedMs() - this.#receivedAtMs < RECEIVING_MS;
  }

  /**
   * Applies one batch of what is due. Returns how many webhooks it claimed.
   *
   * Where one of them cannot be applied, they are applied one by one, and that one is postponed. The attempt counts against it
   * when it alone has data that the database does not take; after ten such attempts it is a dead letter. An error that all
   * would meet (no connection, a missing table or column) leaves the batch as it is, due.
   * @throws such an error
   */
  async applyDue(): Promise<number> {
    const batch = this.#applyBatch();
    this.#underWay.add(batch);
    try {
      return await batch;
    } finally {
      this.#underWay.delete(batch);
    }
  }

  /** Resolves when no batch of this process is under way. Returns whether one was. */
  async idle(): Promise<boolean> {
    const waited = this.#underWay.size > 0;
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
    return waited;
  }

  /** How long until a webhook that waits is due, in milliseconds, and at most the time between polls. */
  untilNextDue(): Promise<number> {
    return untilNextDue(this.database, {
      from: this.#tables.webhook,
      where: `state in ('received', 'waiting')`,
      now: this.clock.databaseTime(),
      otherwise: this.options.pollMs,
    });
  }

  async #applyBatch(): Promise<number> {
    const { batchSize } = this.options;
    const limit = this.isReceiving ? Math.min(batchSize, BATCH_WHILE_RECEIVING) : batchSize;
    let claimed: readonly ClaimedWebhook[] = [];
    const lease = this.runner.offer(limit);
    let applied: Applied;
    try {
      applied = await this.#inTransaction(async (manager) => {
        lease.clear(); // what an attempt that was rolled back has written does not exist
        claimed = await claimDue(manager, this.#tables, { now: this.clock.databaseTime(), limit });
        return this.batch.apply(manager, claimed, lease);
      });
    } catch (error) {
      this.runner.withdraw(lease);
      if (claimed.length === 0 || isSystemic(error)) throw error;
      await this.#oneByOne(claimed);
      return claimed.length;
    }
    this.#finish(applied);
    await this.runner.begin(lease);
    return claimed.length;
  }

  /** One webhook that cannot be applied must not hold back the others of its batch. */
  async #oneByOne(claimed: readonly ClaimedWebhook[]): Promise<void> {
    const failures: { row: ClaimedWebhook; error: unknown }[] = [];
    for (const row of claimed) {
      try {
        await this.#applyOne(row);
      } catch (error) {
        if (isSystemic(error)) throw error;
        failures.push({ row, error });
      }
    }
    // what no webhook of several passes is no fault of each of them
    const othersPass = failures.length < claimed.length || claimed.length === 1;
    const random = (): number => this.random.next();
    const marks = failures.map(({ row, error }) =>
      othersPass && isDataException(error)
        ? failed(row, errorText(error), random)
        : uncounted(row, errorText(error), random),
    );
    await this.database.run((manager) =>
      markWebhooks(manager, this.#tables, marks, this.clock.databaseTime()),
    );
    this.#emit(marks);
  }

  async #applyOne({ id }: ClaimedWebhook): Promise<void> {
    const applied = await this.#inTransaction(async (manager) => {
      const row = await claimOne(manager, this.#tables, { id, now: this.clock.databaseTime() });
      return row ? this.batch.apply(manager, [row]) : { marks: [], done: [] };
    });
    this.#finish(applied);
  }

  #inTransaction<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return this.database.transaction(async (manager) => {
      await limitIdleTime(manager, this.options.leaseMs);
      return work(manager);
    });
  }

  #finish({ marks, done }: Applied): void {
    this.#emit(marks);
    this.drift.add(done);
  }

  #emit(marks: readonly Mark[]): void {
    const outcomes = marks.map(({ state }) => (state === 'received' ? 'failed' : state));
    for (const outcome of new Set(outcomes)) {
      this.events.emit('processed', { outcome, count: outcomes.filter((each) => each === outcome).length });
    }
  }

  get #tables() {
    return this.database.tables;
  }
}
