import { Database } from '../database/database.js';
import { Injectable, type Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { IdenfyClock, IdenfyRandom } from '../client/clock.js';
import { Registration } from '../client/registration.js';
import { errorText } from '../errors/idenfy.error.js';
import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import type { RunLease } from '../outbox/run-store.js';
import { writeWebhookRuns } from '../outbox/outbox-writes.js';
import { associatedData, FieldCipher, MissingKeyError } from '../privacy/field-cipher.js';
import { type WebhookReport, WebhookApplier } from '../verifications/webhook-applier.js';
import {
  type ClaimedWebhook,
  failed,
  type Mark,
  markWebhooks,
  sessionCheckAfterMs,
  uncounted,
} from './inbox-statements.js';
import { eventNamed, type ParsedWebhook, readWebhook } from '../verifications/read-webhook.js';
import { WorkerOptions } from '../outbox/worker.options.js';
import { DebugLog } from '../outbox/debug-log.js';
import { type NamedIds, namedIn, NamedIdStore } from './named-ids.js';
import { UnknownSessions } from './unknown-sessions.js';
import { WebhookOptions } from './webhook.options.js';

interface OpenedWebhook {
  readonly row: ClaimedWebhook;
  readonly webhook: ParsedWebhook | ClosedWebhook;
  readonly named: NamedIds;
}

const NO_NAMES: NamedIds = { scanRefs: [], clientIds: [] };

/** A webhook that cannot be read: its key is missing, or it has a fault of its own. */
interface ClosedWebhook {
  readonly kind: 'keyMissing' | 'faulty';
  readonly error: string;
}

/** What became of a batch. */
export interface Applied {
  readonly marks: readonly Mark[];
  /** The webhooks that are done with, for those who look into bodies once all is committed. */
  readonly done: readonly DoneWebhook[];
}

/** A webhook that was applied, or belongs to no verification. */
export interface DoneWebhook {
  readonly account: string;
  /** As received. */
  readonly header: string | null;
  readonly webhook: Exclude<ParsedWebhook, { readonly kind: 'unreadable' }>;
}

/** Applies claimed webhooks, marks them, and writes the runs of `@OnIdenfyWebhook` handlers, all in one transaction. */
@Injectable()
export class InboxBatch {
  readonly #logger: Logger;
  readonly #keysMissed = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly applier: WebhookApplier,
    private readonly unknownSessions: UnknownSessions,
    private readonly names: NamedIdStore,
    private readonly cipher: FieldCipher,
    private readonly clock: IdenfyClock,
    private readonly random: IdenfyRandom,
    private readonly options: WebhookOptions,
    private readonly worker: WorkerOptions,
    private readonly debug: DebugLog,
    registration: Registration,
  ) {
    this.#logger = registration.logger('IdenfyWebhookWorker');
  }

  async apply(manager: EntityManager, rows: readonly ClaimedWebhook[], lease?: RunLease): Promise<Applied> {
    for (const { id, account, digest, attempts } of rows) {
      this.debug.write(
        'IdenfyWebhooks',
        () => `Claimed webhook ${id} (${digest.slice(0, 12)} of account ${account}, attempt ${attempts + 1})`,
      );
    }
    const opened = rows.map((row) => this.#open(row));
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
      done: done.map(({ row, webhook }) => ({ account: row.account, header: row.event_type, webhook })),
    };
  }

  #open(row: ClaimedWebhook): OpenedWebhook {
    if (!row.body) return { row, webhook: { kind: 'unreadable', reason: 'purged' }, named: NO_NAMES };
    try {
      const body = this.cipher.open(row.body, associatedData.webhookBody(row.account, row.digest));
      const webhook = readWebhook(body, row.event_type);
      if (webhook.kind === 'verification') row.scan_ref = webhook.signed.scanRef;
      return { row, webhook, named: namedIn(body, webhook) };
    } catch (error) {
      // the key may return to the key ring, so the webhook is kept for it
      const kind = error instanceof MissingKeyError ? 'keyMissing' : 'faulty';
      if (error instanceof MissingKeyError) this.#warnOf(error);
      return { row, webhook: { kind, error: errorText(error) }, named: NO_NAMES };
    } finally {
      // frees up to 10 MB before the batch ends
      row.body = null;
    }
  }

  /** Once for each key: all that it sealed waits. */
  #warnOf({ keyId }: MissingKeyError): void {
    if (this.#keysMissed.has(keyId)) return;
    this.#keysMissed.add(keyId);
    this.#logger.error(
      `Webhooks wait for the encryption key "${keyId}", which is not in the key ring: add it to encryptionKeys.`,
    );
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

interface ReadableWebhook {
  readonly row: ClaimedWebhook;
  readonly webhook: DoneWebhook['webhook'];
}

function doneOf(opened: readonly OpenedWebhook[], marks: readonly Mark[]): readonly ReadableWebhook[] {
  const done = new Set(
    marks.filter(({ state }) => state === 'applied' || state === 'orphan').map(({ id }) => id),
  );
  return opened.flatMap(({ row, webhook }) =>
    done.has(row.id) && 'payload' in webhook ? [{ row, webhook }] : [],
  );
}

type Signed = Extract<ParsedWebhook, { kind: 'verification' }>['signed'];

function reportOf(row: ClaimedWebhook, signed: Signed): WebhookReport {
  return {
    inboxId: row.id,
    account: row.account,
    eventType: eventNamed(row.event_type),
    receivedAt: row.received_at,
    lateDuplicate: row.late_duplicate,
    signed,
  };
}
