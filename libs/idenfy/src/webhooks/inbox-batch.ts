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
import { type Difference, differencesIn, type DriftingWebhook } from './contract-drift.js';
import { type NamedIds, namedIn, NamedIdStore } from './named-ids.js';
import { UnknownSessions } from './unknown-sessions.js';
import { WebhookOptions } from './webhook.options.js';

interface OpenedWebhook {
  readonly row: ClaimedWebhook;
  readonly webhook: ReadWebhook | ClosedWebhook;
  readonly named: NamedIds;
  readonly differences: readonly Difference[];
}

/** Without the payload: the parsed bodies of a whole batch would be copied by every garbage collection until the commit. */
type ReadWebhook = WithoutPayload<ParsedWebhook>;
type WithoutPayload<Webhook> = Webhook extends unknown ? Omit<Webhook, 'payload'> : never;

const NO_NAMES: NamedIds = { scanRefs: [], clientIds: [] };

/** A webhook that cannot be read: its key is missing, or it has a fault of its own. */
interface ClosedWebhook {
  readonly kind: 'keyMissing' | 'faulty';
  readonly error: string;
}

/** What became of a batch. */
export interface Applied {
  readonly marks: readonly Mark[];
  /** The webhooks that are done with, to be counted once all is committed. */
  readonly done: readonly DriftingWebhook[];
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
      done: done.map(({ row, differences }) => ({ account: row.account, differences })),
    };
  }

  #open(row: ClaimedWebhook): OpenedWebhook {
    if (!row.body) return unread(row, { kind: 'unreadable', reason: 'purged' });
    try {
      const body = this.cipher.open(row.body, associatedData.webhookBody(row.account, row.digest));
      const webhook = readWebhook(body, row.event_type);
      const named = namedIn(body, webhook);
      if (webhook.kind === 'unreadable') return { ...unread(row, webhook), named };
      if (webhook.kind === 'verification') row.scan_ref = webhook.signed.scanRef;
      const { payload: _, ...rest } = webhook;
      return { row, webhook: rest, named, differences: differencesIn(webhook, row.event_type) };
    } catch (error) {
      // the key may return to the key ring, so the webhook is kept for it
      const kind = error instanceof MissingKeyError ? 'keyMissing' : 'faulty';
      if (error instanceof MissingKeyError) this.#warnOf(error);
      return unread(row, { kind, error: errorText(error) });
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

function unread(row: ClaimedWebhook, webhook: OpenedWebhook['webhook']): OpenedWebhook {
  return { row, webhook, named: NO_NAMES, differences: [] };
}

type ReadableWebhook = OpenedWebhook & {
  readonly webhook: Extract<ReadWebhook, { readonly kind: 'verification' | 'other' }>;
};

function doneOf(opened: readonly OpenedWebhook[], marks: readonly Mark[]): readonly ReadableWebhook[] {
  const done = new Set(
    marks.filter(({ state }) => state === 'applied' || state === 'orphan').map(({ id }) => id),
  );
  return opened.filter((one): one is ReadableWebhook => done.has(one.row.id) && isReadable(one.webhook));
}

function isReadable({ kind }: OpenedWebhook['webhook']): boolean {
  return kind === 'verification' || kind === 'other';
}

type Signed = Extract<ReadWebhook, { kind: 'verification' }>['signed'];

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
