import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { IdenfyClock } from '../../client/clock.js';
import { IdenfyRandom } from '../../client/random.js';
import { FieldCipher } from '../../privacy/field-cipher.js';
import { tablesOf } from '../../verification/table-names.js';
import type { RunLease } from '../../verification/changes/run-lease.js';
import { type CallbackFinding, VerdictApplier } from '../../verification/verdict-applier.js';
import { createWebhookRuns } from '../handlers/create-webhook-runs.js';
import { placeOfBody } from '../intake/place-of-body.js';
import { WebhookSettings } from '../webhook-settings.js';
import type { ClaimedWebhook } from './claimed-webhook.js';
import { errorText } from './error-text.js';
import { nextLook, nextRetry } from './inbox-timing.js';
import { type Mark, markWebhooks } from './mark-webhooks.js';
import { type Callback, credibleEventType, readCallback } from './read-callback.js';
import { UnknownSessions } from './unknown-sessions.js';

interface OpenedWebhook {
  readonly row: ClaimedWebhook;
  readonly callback: Callback | { readonly kind: 'sealed'; readonly error: string };
}

/** Applies claimed callbacks, marks them, and makes the runs of `@OnIdenfyWebhook` handlers: all in one transaction. */
@Injectable()
export class CallbackBatch {
  constructor(
    private readonly dataSource: DataSource,
    private readonly applier: VerdictApplier,
    private readonly unknownSessions: UnknownSessions,
    private readonly cipher: FieldCipher,
    private readonly clock: IdenfyClock,
    private readonly random: IdenfyRandom,
    private readonly settings: WebhookSettings,
  ) {}

  async apply(
    manager: EntityManager,
    rows: readonly ClaimedWebhook[],
    lease?: RunLease,
  ): Promise<readonly Mark[]> {
    const opened = rows.map((row) => this.#open(row));
    const sessions = await this.#applyKnown(manager, opened, lease);
    const marks = opened.map((webhook) => this.#mark(webhook, sessions));
    await markWebhooks(manager, tablesOf(this.dataSource), marks, this.clock.now());
    await this.#createRuns(manager, opened, marks, sessions);
    return marks;
  }

  #open(row: ClaimedWebhook): OpenedWebhook {
    if (!row.body) return { row, callback: { kind: 'unreadable', reason: 'purged' } };
    try {
      const body = this.cipher.open(row.body, placeOfBody(row.account, row.digest));
      return { row, callback: readCallback(body, row.event_type) };
    } catch (error) {
      // a key can come back to the key ring, so the callback is kept for it
      return { row, callback: { kind: 'sealed', error: errorText(error) } };
    } finally {
      // not to be carried along until the end of the batch
      row.body = null;
    }
  }

  /** Inbox id → id of the verification that the callback was applied to. */
  async #applyKnown(
    manager: EntityManager,
    opened: readonly OpenedWebhook[],
    lease?: RunLease,
  ): Promise<Map<string, string>> {
    const findings = opened.flatMap(({ row, callback }) =>
      callback.kind === 'verification' ? [findingOf(row, callback.payload)] : [],
    );
    if (findings.length === 0) return new Map();
    const sessions = await this.#applyFindings(manager, findings, lease);
    if (!this.settings.adoptUnknown) return sessions;
    const orphans = findings.filter(
      (finding) => !sessions.has(finding.inboxId) && this.#waitedInVain(finding),
    );
    const adopted = await this.unknownSessions.adopt(manager, orphans);
    if (adopted.length === 0) return sessions;
    return new Map([...sessions, ...(await this.#applyFindings(manager, adopted))]);
  }

  async #applyFindings(
    manager: EntityManager,
    findings: readonly CallbackFinding[],
    lease?: RunLease,
  ): Promise<Map<string, string>> {
    const outcomes = await this.applier.apply(manager, findings, lease);
    return new Map(
      outcomes.flatMap(({ inboxId, verificationId }) => (verificationId ? [[inboxId, verificationId]] : [])),
    );
  }

  #waitedInVain({ receivedAt }: CallbackFinding): boolean {
    return receivedAt.getTime() + this.settings.worker.waitForSessionMs <= this.clock.now().getTime();
  }

  #mark({ row, callback }: OpenedWebhook, sessions: ReadonlyMap<string, string>): Mark {
    const done = { id: row.id, scanRef: null, nextTryAt: null, error: null };
    switch (callback.kind) {
      case 'unreadable':
        return { ...done, state: 'unreadable', error: callback.reason };
      case 'sealed':
        return { ...done, state: 'received', error: callback.error, nextTryAt: this.#retryAt(row) };
      case 'other':
        return { ...done, state: 'applied' };
      case 'verification': {
        const named = { ...done, scanRef: callback.payload.scanRef };
        if (sessions.has(row.id)) return { ...named, state: 'applied' };
        const nextTryAt = this.#lookAgainAt(row);
        return nextTryAt ? { ...named, state: 'waiting', nextTryAt } : { ...named, state: 'orphan' };
      }
      default:
        return callback satisfies never;
    }
  }

  #retryAt({ attempts }: ClaimedWebhook): Date {
    return nextRetry(attempts, this.clock.now(), () => this.random.next());
  }

  #lookAgainAt({ attempts, received_at: receivedAt }: ClaimedWebhook): Date | null {
    const { waitForSessionMs } = this.settings.worker;
    return nextLook({ attempts, receivedAt }, { now: this.clock.now(), waitForSessionMs }, () =>
      this.random.next(),
    );
  }

  /** A callback that still waits for its session gets its runs later, when they can tell whose it is. */
  async #createRuns(
    manager: EntityManager,
    opened: readonly OpenedWebhook[],
    marks: readonly Mark[],
    sessions: ReadonlyMap<string, string>,
  ): Promise<void> {
    const settled = new Set(
      marks.filter(({ state }) => state === 'applied' || state === 'orphan').map(({ id }) => id),
    );
    const callbacks = opened
      .filter(({ row }) => settled.has(row.id))
      .map(({ row, callback }) => ({
        inboxId: row.id,
        eventType: callback.kind === 'sealed' ? null : credibleEventType(callback, row.event_type),
        verificationId: sessions.get(row.id) ?? null,
      }));
    await createWebhookRuns(manager, tablesOf(this.dataSource), callbacks, this.clock.now());
  }
}

type VerificationPayload = Extract<Callback, { kind: 'verification' }>['payload'];

function findingOf(row: ClaimedWebhook, payload: VerificationPayload): CallbackFinding {
  return {
    inboxId: row.id,
    account: row.account,
    scanRef: payload.scanRef,
    clientId: typeof payload.clientId === 'string' ? payload.clientId : null,
    eventType: row.event_type,
    receivedAt: row.received_at,
    lateRepeat: row.late_repeat,
    payload,
  };
}
