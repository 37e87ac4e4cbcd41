import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { IdenfyClock, IdenfyRandom } from '../client/clock.js';
import { isDataException, isSystemic } from '../database/database-errors.js';
import { Database } from '../database/database.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import { errorText } from '../errors/idenfy.error.js';
import { HandlerRunner } from '../handlers/handler-runner.js';
import { DebugLog } from '../outbox/debug-log.js';
import { writeWebhookRuns } from '../outbox/outbox-writes.js';
import { type RunLease, untilNextDue } from '../outbox/run-store.js';
import { WorkerOptions } from '../outbox/worker.options.js';
import { eventNamed } from '../verifications/read-webhook.js';
import { type WebhookReport, WebhookApplier } from '../verifications/report-applier.js';
import { ContractDrift, type DriftingWebhook } from './contract-drift.js';
import {
  claimDue,
  type ClaimedWebhook,
  claimOne,
  failed,
  limitIdleTime,
  type Mark,
  markWebhooks,
  sessionCheckAfterMs,
  uncounted,
} from './inbox-statements.js';
import { UnknownSessions } from './unknown-sessions.js';
import {
  isReadable,
  NamedIdStore,
  type OpenedWebhook,
  type ReadableWebhook,
  WebhookContents,
} from './webhook-contents.js';
import { WebhookEvents } from './webhook-events.js';
import { WebhookOptions } from './webhook.options.js';

/** What became of a batch. */
interface Applied {
  readonly marks: readonly Mark[];
  /** The webhooks that are done with, to be counted once all is committed. */
  readonly done: readonly DriftingWebhook[];
}

/** Applies claimed webhooks, marks them, and writes the runs of `@OnIdenfyWebhook` handlers, all in one transaction. */
@Injectable()
export class InboxBatch {
  constructor(
    private readonly database: Database,
    private readonly applier: WebhookApplier,
    private readonly unknownSessions: UnknownSessions,
    private readonly names: NamedIdStore,
    private readonly contents: WebhookContents,
    private readonly clock: IdenfyClock,
    private readonly random: IdenfyRandom,
    private readonly options: WebhookOptions,
    private readonly worker: WorkerOptions,
    private readonly debug: DebugLog,
  ) {}

  async apply(manager: EntityManager, rows: readonly ClaimedWebhook[], lease?: RunLease): Promise<Applied> {
    for (const { id, account, digest, attempts } of rows) {
      this.debug.write(
        'IdenfyWebhooks',
        () => `Claimed webhook ${id} (${digest.slice(0, 12)} of account ${account}, attempt ${attempts + 1})`,
      );
    }
    const opened = rows.map((row) => this.contents.open(row));
    const sessions = await this.#applyKnown(manager, opened, lease);
    const marks = opened.map((webhook) => this.#mark(webhook, sessions));
    await markWebhooks(manager, this.database.tables, marks, this.clock.databaseTime());
    await this.names.note(
      manager,
      opened.map(({ row: { id, account }, named }, index) => ({
        id,
        account,
        named,
        appliedTo: sessions.get(id) ?? null,
        isWaiting: marks[index]?.state === 'waiting',
      })),
    );
    const done = doneOf(opened, marks);
    await this.#writeRuns(manager, done, sessions);
    return {
      marks,
      done: done.map(({ row, differences }) => ({ account: row.account, differences })),
    };
  }

  /** Inbox id → the verification that the webhook was applied to. */
  async #applyKnown(
    manager: EntityManager,
    opened: readonly OpenedWebhook[],
    lease?: RunLease,
  ): Promise<ReadonlyMap<string, IdenfyVerification>> {
    const reports = opened.flatMap(({ row, webhook }) =>
      webhook.kind === 'verification' ? [reportOf(row, webhook.signed)] : [],
    );
    if (reports.length === 0) return new Map();
    const sessions = await this.applier.apply(manager, reports, lease);
    if (!this.options.adoptUnknown) return sessions;
    const waitedInVain = new Set(
      opened.filter(({ row }) => row.age_ms >= this.worker.waitForSessionMs).map(({ row }) => row.id),
    );
    const orphans = reports.filter(({ inboxId }) => !sessions.has(inboxId) && waitedInVain.has(inboxId));
    const adopted = await this.unknownSessions.adopt(manager, orphans);
    if (adopted.length === 0) return sessions;
    return new Map([...sessions, ...(await this.applier.apply(manager, adopted))]);
  }

  #mark({ row, webhook }: OpenedWebhook, sessions: ReadonlyMap<string, IdenfyVerification>): Mark {
    const { id, scan_ref: scanRef, event_type: eventType } = row;
    const done = { id, scanRef, eventType, retryAfterMs: null, error: null };
    const random = (): number => this.random.next();
    switch (webhook.kind) {
      case 'unreadable':
        return { ...done, state: 'unreadable', error: webhook.reason };
      case 'keyMissing':
        return uncounted(row, webhook.error, random);
      case 'faulty':
        return failed(row, webhook.error, random);
      case 'other':
        return { ...done, eventType: webhook.eventType, state: 'applied' };
      case 'verification': {
        if (sessions.has(id)) return { ...done, eventType: webhook.eventType, state: 'applied' };
        const { attempts, age_ms: ageMs } = row;
        const checkAfterMs = sessionCheckAfterMs({ attempts, ageMs }, this.worker.waitForSessionMs, random);
        return checkAfterMs === null
          ? { ...done, eventType: webhook.eventType, state: 'orphan' }
          : { ...done, state: 'waiting', retryAfterMs: checkAfterMs };
      }
      default:
        return webhook satisfies never;
    }
  }

  /** A webhook that still waits for its session gets its runs later, when they can name the verification. */
  async #writeRuns(
    manager: EntityManager,
    done: readonly ReadableWebhook[],
    sessions: ReadonlyMap<string, IdenfyVerification>,
  ): Promise<void> {
    const webhooks = done.map(({ row, webhook }) => ({
      inboxId: row.id,
      eventType: webhook.eventType,
      verificationId: sessions.get(row.id)?.id ?? null,
    }));
    await writeWebhookRuns(manager, this.database.tables, webhooks, this.clock.databaseTime());
  }
}

function doneOf(opened: readonly OpenedWebhook[], marks: readonly Mark[]): readonly ReadableWebhook[] {
  const done = new Set(
    marks.filter(({ state }) => state === 'applied' || state === 'orphan').map(({ id }) => id),
  );
  return opened.filter((one) => isReadable(one)).filter(({ row }) => done.has(row.id));
}

function reportOf(row: ClaimedWebhook, signed: WebhookReport['signed']): WebhookReport {
  return {
    inboxId: row.id,
    account: row.account,
    eventType: eventNamed(row.event_type),
    receivedAt: row.received_at,
    lateDuplicate: row.late_duplicate,
    signed,
  };
}

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
