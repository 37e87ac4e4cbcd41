import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { IdenfyClock } from '../../client/clock.js';
import { IdenfyRandom } from '../../client/random.js';
import { tablesOf } from '../../verification/table-names.js';
import { HandlerRunner } from '../handlers/handler-runner.js';
import { WebhookEvents } from '../webhook-events.js';
import { WebhookSettings } from '../webhook-settings.js';
import { CallbackBatch } from './callback-batch.js';
import { claimDue, claimOne, type ClaimedWebhook, leased } from './claimed-webhook.js';
import { errorText } from './error-text.js';
import { nextRetry } from './inbox-timing.js';
import { type Mark, markWebhooks } from './mark-webhooks.js';
import { untilNextDue } from './next-due.js';

/** Works off the inbox, a batch per transaction. Any number of processes may do so at the same time. */
@Injectable()
export class WebhookWorker {
  readonly #underWay = new Set<Promise<number>>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly batch: CallbackBatch,
    private readonly runner: HandlerRunner,
    private readonly clock: IdenfyClock,
    private readonly random: IdenfyRandom,
    private readonly settings: WebhookSettings,
    private readonly events: WebhookEvents,
  ) {}

  /** Applies one batch of what is due. Answers how many callbacks it looked at. */
  async applyDue(): Promise<number> {
    const batch = this.#applyBatch();
    this.#underWay.add(batch);
    try {
      return await batch;
    } finally {
      this.#underWay.delete(batch);
    }
  }

  /** Resolves when no batch of this process is under way, and answers whether one was. */
  async idle(): Promise<boolean> {
    const waited = this.#underWay.size > 0;
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
    return waited;
  }

  /** How long until a callback that waits is due, in milliseconds, and at most the time between polls. */
  untilNextDue(): Promise<number> {
    return untilNextDue(this.dataSource, {
      from: this.#tables.webhook,
      where: `state in ('received', 'waiting')`,
      now: this.clock.now(),
      otherwise: this.settings.worker.pollMs,
    });
  }

  async #applyBatch(): Promise<number> {
    const { batchSize: limit } = this.settings.worker;
    let claimed: readonly ClaimedWebhook[] = [];
    const lease = this.runner.offer(limit);
    let marks: readonly Mark[];
    try {
      marks = await this.#inTransaction(async (manager) => {
        claimed = await claimDue(manager, this.#tables, { now: this.clock.now(), limit });
        return this.batch.apply(manager, claimed, lease);
      });
    } catch (error) {
      this.runner.withdraw(lease);
      if (claimed.length === 0) throw error;
      await this.#oneByOne(claimed);
      return claimed.length;
    }
    this.#tell(marks);
    await this.runner.begin(lease);
    return claimed.length;
  }

  /** One callback that cannot be applied must not keep the others of its batch back. */
  async #oneByOne(claimed: readonly ClaimedWebhook[]): Promise<void> {
    for (const { id, attempts } of claimed) {
      try {
        const marks = await this.#inTransaction(async (manager) => {
          const row = await claimOne(manager, this.#tables, id);
          return row ? this.batch.apply(manager, [row]) : [];
        });
        this.#tell(marks);
      } catch (error) {
        await this.#postpone(id, attempts, error);
      }
    }
  }

  async #postpone(id: string, attempts: number, error: unknown): Promise<void> {
    const now = this.clock.now();
    const nextTryAt = nextRetry(attempts, now, () => this.random.next());
    const mark: Mark = { id, state: 'received', scanRef: null, nextTryAt, error: errorText(error) };
    await markWebhooks(this.dataSource.manager, this.#tables, [mark], now);
    this.#tell([mark]);
  }

  #inTransaction<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    return this.dataSource.transaction('READ COMMITTED', async (manager) => {
      await leased(manager, this.settings.worker.leaseMs);
      return work(manager);
    });
  }

  #tell(marks: readonly Mark[]): void {
    const outcomes = marks.map(({ state }) => (state === 'received' ? 'failed' : state));
    for (const outcome of new Set(outcomes)) {
      this.events.emit('processed', { outcome, count: outcomes.filter((each) => each === outcome).length });
    }
  }

  get #tables() {
    return tablesOf(this.dataSource);
  }
}
