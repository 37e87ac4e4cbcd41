import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { Database } from '../database/database.js';
import { GroupCommit } from '../database/group-commit.js';
import type { PreparedStatement } from '../database/prepared-statement.js';
import {
  IdenfySignatureError,
  IdenfyUnavailableError,
  type SignatureProblem,
} from '../errors/refusal.errors.js';
import { DebugLog } from '../outbox/debug-log.js';
import { associatedData, FieldCipher } from '../privacy/field-cipher.js';
import { type StoredRow, storeSql, storeValues, type WrittenDelivery } from './inbox-statements.js';
import { checkSignature, signatureProblem, WebhookSenders } from './sender-authentication.js';
import { WebhookEvents } from './webhook-events.js';
import { WebhookOptions } from './webhook.options.js';

/** A webhook whose signature was verified. */
interface Delivery {
  /** Name of the iDenfy account whose key signed it. */
  readonly account: string;
  /** The raw body. */
  readonly body: Buffer;
  /** `Idenfy-Event-Type` as received; it is not signed. */
  readonly eventType: string | null;
  /** Fingerprint of the key that signed it; null where signatures are not required. */
  readonly keyId: string | null;
}

const GROUP_LIMITS = {
  maxItems: 500,
  maxWeight: 16 * 2 ** 20,
  maxWaitingWeight: 64 * 2 ** 20,
  weigh: ({ body }: WrittenDelivery) => body?.length ?? 0,
};

/** How often to try again to count a late duplicate whose row another transaction holds. */
const COUNT_LATE_EVERY_MS = 100;
/** The same for an ordinary duplicate, which is answered meanwhile. */
const COUNT_EVERY_MS = 1_000;
/** How often that is tried. */
const COUNT_ATTEMPTS = 60;
/** Another replica can insert the same webhook at the same moment; its row is visible to the next statement. */
const STORE_ATTEMPTS = 3;

/** A delivery that waits to be written. */
interface WaitingDelivery extends WrittenDelivery {
  /** As received: it is encrypted with the others of its group. */
  readonly body: Buffer | null;
  /** The associated data of the body; it also identifies the row. */
  readonly key: string;
  /** By the clock's `elapsedMs()`. */
  readonly receivedAtMs: number;
}

/**
 * `new`: stored. `duplicate`: counted, with a row of before or with a new one of the same group. `held`: a duplicate whose
 * row another transaction holds. `held late`: the same, of a late duplicate. `missed`: neither stored nor known yet.
 */
type Outcome = 'new' | 'duplicate' | 'held' | 'held late' | 'missed';

/**
 * Stores webhooks encrypted in PostgreSQL, many in one commit, before anything is done about them.
 *
 * It never waits for a row that another transaction holds, such as the worker's: what is locked is not counted at once. An
 * ordinary duplicate is answered then and counted later, from memory: only the number of deliveries can be lost with the
 * process. A late one carries news, so it is answered once it is marked, or 503 where its row stays locked: iDenfy sends it
 * again.
 */
@Injectable()
export class WebhookInbox {
  readonly #groups = new GroupCommit<WaitingDelivery, Outcome>(GROUP_LIMITS, (deliveries) =>
    this.#inTime(deliveries, () => this.#write(deliveries)),
  );
  /** Ordinary duplicates that are answered and not counted yet, by key. */
  readonly #uncounted = new Map<string, WaitingDelivery>();

  #statement: PreparedStatement<StoredRow> | null = null;

  constructor(
    private readonly database: Database,
    private readonly cipher: FieldCipher,
    private readonly clock: IdenfyClock,
    private readonly options: WebhookOptions,
    private readonly debug: DebugLog,
  ) {}

  /**
   * Stores a delivery once. It is committed when this resolves; only then may iDenfy be answered 200.
   * @returns whether the same bytes had been stored for the account before
   * @throws IdenfyUnavailableError when it could not be stored: iDenfy has to send it again
   */
  async store({ account, body, eventType, keyId }: Delivery): Promise<boolean> {
    const digest = hash('sha256', body, 'hex');
    const key = associatedData.webhookBody(account, digest);
    const waiting: WaitingDelivery = {
      account,
      eventType,
      keyId,
      key,
      digest,
      body,
      receivedAtMs: this.clock.elapsedMs(),
      count: 1,
    };
    if (!this.#groups.hasRoomFor(waiting)) throw notStored();
    const duplicate = await this.#isDuplicate(waiting);
    this.debug.write(
      'IdenfyWebhooks',
      () =>
        `Stored ${duplicate ? 'a duplicate of ' : ''}webhook ${digest.slice(0, 12)} of account ${account}`,
    );
    return duplicate;
  }

  /** Stores or counts the delivery. */
  async #isDuplicate(delivery: WaitingDelivery): Promise<boolean> {
    let attempts = 0;
    for (;;) {
      const outcome = await this.#groups.add(delivery);
      switch (outcome) {
        case 'new':
          return false;
        case 'duplicate':
          return true;
        case 'held':
          this.#countLater(delivery);
          return true;
        case 'held late':
          if (this.#leftMs([delivery]) === 0) throw notStored();
          await this.clock.sleep(COUNT_LATE_EVERY_MS);
          break;
        case 'missed':
          if (++attempts === STORE_ATTEMPTS) throw notStored();
      }
    }
  }

  #countLater(delivery: WaitingDelivery): void {
    const known = this.#uncounted.get(delivery.key);
    const begin = this.#uncounted.size === 0;
    this.#uncounted.set(delivery.key, {
      ...delivery,
      body: null,
      count: (known?.count ?? 0) + delivery.count,
    });
    if (begin) this.clock.after(COUNT_EVERY_MS, () => void this.#countHeld(1));
  }

  /** Never throws: what is lost here is a number of deliveries. */
  async #countHeld(attempt: number): Promise<void> {
    const deliveries = [...this.#uncounted.values()];
    this.#uncounted.clear();
    const outcomes = await this.#write(deliveries).catch((): Outcome[] => []);
    const held = deliveries.filter((_, index) => outcomes[index]?.startsWith('held'));
    if (attempt >= COUNT_ATTEMPTS || held.length === 0) return;
    const begin = this.#uncounted.size === 0;
    for (const delivery of held) {
      const added = this.#uncounted.get(delivery.key)?.count ?? 0;
      this.#uncounted.set(delivery.key, { ...delivery, count: delivery.count + added });
    }
    if (begin) this.clock.after(COUNT_EVERY_MS, () => void this.#countHeld(attempt + 1));
  }

  async #write(deliveries: readonly WaitingDelivery[]): Promise<readonly Outcome[]> {
    // created late: the table names are known once the DataSource is initialised
    this.#statement ??= this.database.prepare(storeSql);
    const rows = await this.#statement.run(
      storeValues(this.#sealed(merged(deliveries)), this.clock.databaseTime()),
    );
    const outcomes = new Map(rows.map((row) => [keyOf(row), outcomeOf(row)]));
    return deliveries.map(({ key }) => {
      const outcome = outcomes.get(key) ?? 'missed';
      if (outcome === 'new') outcomes.set(key, 'duplicate');
      return outcome;
    });
  }

  #sealed(deliveries: readonly WaitingDelivery[]): readonly WrittenDelivery[] {
    const bodies = this.cipher
      .sealAll(
        deliveries.flatMap(({ body, key }) => (body ? [{ plaintext: body, associatedData: key }] : [])),
      )
      .values();
    return deliveries.map((delivery) =>
      delivery.body ? { ...delivery, body: bodies.next().value ?? null } : delivery,
    );
  }

  /**
   * A database that does not answer must not keep iDenfy waiting: iDenfy repeats a webhook that was answered, not one that
   * hangs. The time that a delivery waited for the group before counts, so a group has as long as its oldest has left.
   */
  async #inTime<Result>(
    deliveries: readonly WaitingDelivery[],
    write: () => Promise<readonly Result[]>,
  ): Promise<readonly Result[]> {
    const written = write();
    let giveUp = (): void => undefined;
    const late = new Promise<never>((_, reject) => {
      giveUp = this.clock.after(this.#leftMs(deliveries), () => reject(notStored()));
    });
    try {
      return await Promise.race([written, late]);
    } catch (error) {
      throw notStored(error);
    } finally {
      giveUp();
    }
  }

  /** How long the oldest of them may still take, in milliseconds. */
  #leftMs([oldest]: readonly WaitingDelivery[]): number {
    const waitedMs = oldest ? this.clock.elapsedMs() - oldest.receivedAtMs : 0;
    return Math.max(0, this.options.storeTimeoutMs - waitedMs);
  }
}

/** Each webhook once, with the number of its deliveries, by account and digest: the server would sort whole bodies. */
function merged(deliveries: readonly WaitingDelivery[]): readonly WaitingDelivery[] {
  const byKey = new Map<string, WaitingDelivery>();
  for (const delivery of deliveries) {
    const known = byKey.get(delivery.key);
    byKey.set(delivery.key, known ? { ...known, count: known.count + delivery.count } : delivery);
  }
  return [...byKey.values()].toSorted((one, other) => (one.key < other.key ? -1 : 1));
}

function keyOf({ account, digest }: StoredRow): string {
  return associatedData.webhookBody(account, digest);
}

function outcomeOf({ effect, late }: StoredRow): Outcome {
  if (effect === 'counted') return 'duplicate';
  return effect === 'held' && late ? 'held late' : effect;
}

function notStored(cause?: unknown): IdenfyUnavailableError {
  return new IdenfyUnavailableError({ cause });
}

const MAX_EVENT_TYPE = 100;

/**
 * Event type of what `nestjs-idenfy doctor` sends to the route from outside: checked like a webhook, answered 200, and not
 * stored. The header is not signed, and need not be: a sender who can change it can also drop the webhook.
 */
export const PROBE_EVENT_TYPE = 'NESTJS_IDENFY_PROBE';

/** A webhook as received over HTTP. */
export interface IncomingWebhook {
  /** Name of the iDenfy account it was sent for. @default 'default' */
  account?: string;
  /** The raw body, whole or in pieces: the signature covers these bytes and no others. */
  body: Buffer | readonly Buffer[];
  /** `Idenfy-Signature` as received. */
  signature: string | undefined;
  /** `Idenfy-Event-Type` as received; it is not signed. */
  eventType: string | undefined;
}

/** Receives webhooks: check the signature, store, answer. Nothing else happens within the request. */
@Injectable()
export class WebhookReceiver {
  constructor(
    private readonly inbox: WebhookInbox,
    private readonly options: WebhookOptions,
    private readonly senders: WebhookSenders,
    private readonly events: WebhookEvents,
  ) {}

  /**
   * Refuses what no body could make acceptable, before any of it is read.
   * @throws IdenfySignatureError when the account is unknown, or the signature is missing or malformed
   */
  refuseByHeaders({ account = 'default', signature }: Pick<IncomingWebhook, 'account' | 'signature'>): void {
    const problem = signatureProblem(signature, this.senders.signingKeysOf(account));
    if (problem !== undefined && !this.#mayPassUnchecked(account, problem)) this.#refuse(account, problem);
  }

  /**
   * Resolves once the webhook is committed: only then may iDenfy be answered 200.
   * @throws IdenfySignatureError when no key of the account signed these bytes; nothing is stored
   * @throws IdenfyUnavailableError when it could not be stored: iDenfy has to send it again
   */
  async receive({
    account = 'default',
    body: received,
    signature,
    eventType,
  }: IncomingWebhook): Promise<{ duplicate: boolean }> {
    const keyId = this.#signedBy(account, received, signature);
    const body = wholeOf(received);
    if (eventType === PROBE_EVENT_TYPE) return { duplicate: false };
    const delivery = { account, body, keyId, eventType: eventType?.slice(0, MAX_EVENT_TYPE) || null };
    try {
      const duplicate = await this.inbox.store(delivery);
      this.events.emit('received', { account, bytes: body.length, duplicate });
      return { duplicate };
    } catch (error) {
      this.events.emit('notStored', { account });
      throw error;
    }
  }

  #signedBy(account: string, body: IncomingWebhook['body'], signature: string | undefined): string | null {
    const check = checkSignature(body, signature, this.senders.signingKeysOf(account));
    if ('signedBy' in check) return check.signedBy.fingerprint;
    if (this.#mayPassUnchecked(account, check.problem)) return null;
    return this.#refuse(account, check.problem);
  }

  #refuse(account: string, problem: SignatureProblem): never {
    // the name comes from the URL: a stranger must not be able to invent metric labels
    const known = this.senders.hasAccount(account) ? account : 'unknown';
    this.events.emit('rejected', { account: known, reason: problem });
    throw new IdenfySignatureError({ reason: problem });
  }

  /** A wrong signature is never accepted, whatever the options are. */
  #mayPassUnchecked(account: string, problem: SignatureProblem): boolean {
    const uncheckable = problem === 'missing' || problem === 'no-key';
    return uncheckable && !this.options.requireSignature && this.senders.hasAccount(account);
  }
}

/** One buffer; made only of a body that is signed, so that a forger cannot make it cost twice its size. */
function wholeOf(body: IncomingWebhook['body']): Buffer {
  if (Buffer.isBuffer(body)) return body;
  const [first] = body;
  return first !== undefined && body.length === 1 ? first : Buffer.concat(body);
}
