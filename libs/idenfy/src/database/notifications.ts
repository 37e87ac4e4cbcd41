import { randomUUID } from 'node:crypto';
import { Injectable, type Logger, type OnModuleDestroy } from '@nestjs/common';
import type { ListeningClient } from './listening-client.js';
import { IdenfyClock } from '../client/clock.js';
import { Registration } from '../client/registration.js';
import { errorText } from '../errors/idenfy.error.js';
import { Database } from './database.js';

/** The channel of PostgreSQL on which all replicas notify each other. */
export const CHANNEL = 'idenfy';

const TOPICS = ['inbox', 'runs', 'jobs', 'verification', 'cases'] as const;

/** What a notification is about. Only ids travel, never a value of a person. */
export type Topic = (typeof TOPICS)[number];

// PostgreSQL accepts 8,000 bytes in one notification
const IDS_PER_MESSAGE = 150;

/** SQL that tells all replicas, once the transaction is committed, to look for work on `topic` now. */
export function notifySql(topic: Topic): string {
  return `pg_notify('${CHANNEL}', '${topic}:')`;
}

/** A statement that sends the messages in `$1`, as `topicMessages()` returns them, once the transaction is committed. */
export const NOTIFY_EACH_SQL = `select pg_notify('${CHANNEL}', message) from unnest($1::text[]) message`;

/** The messages that name all of `ids`. */
export function topicMessages(topic: Topic, ids: readonly string[]): string[] {
  const messages: string[] = [];
  for (let start = 0; start < ids.length; start += IDS_PER_MESSAGE) {
    messages.push(`${topic}:${ids.slice(start, start + IDS_PER_MESSAGE).join(',')}`);
  }
  return messages;
}

const RECONNECT_AFTER_MS = 1_000;
/** How often a notification to oneself proves that LISTEN works. */
const PROVE_EVERY_MS = 10_000;
/** How long such a notification may take. */
const PROVED_WITHIN_MS = 5_000;

type Listener = (ids: readonly string[]) => void;

/**
 * Receives what replicas notify each other of through LISTEN/NOTIFY, on one connection outside the pool that opens with
 * the first listener. A notification is only a hint: it can be missed, so every listener polls as well.
 *
 * That LISTEN works is proved, not assumed: behind a pooler in transaction mode it succeeds and nothing arrives, and a
 * connection to a machine that vanished stays open. A notification to itself, sent every 10 seconds through the pool,
 * tells. While it does not arrive, `heard` is false, one warning says so, and event streams are fed by polling.
 */
@Injectable()
export class PostgresNotifications implements OnModuleDestroy {
  readonly #logger: Logger;
  readonly #listeners: Readonly<Record<Topic, Set<Listener>>> = {
    inbox: new Set(),
    runs: new Set(),
    jobs: new Set(),
    verification: new Set(),
    cases: new Set(),
  };
  readonly #whenHeard = new Set<() => void>();
  readonly #stopping = new AbortController();
  #running: Promise<void> | null = null;
  #heard: boolean | null = null;
  #warned = false;
  #proof: { readonly id: string; readonly arrived: () => void } | null = null;

  constructor(
    private readonly database: Database,
    private readonly clock: IdenfyClock,
    registration: Registration,
  ) {
    this.#logger = registration.logger('IdenfyNotifications');
  }

  /** Whether notifications arrive; null until that is known, or where there is no listener. */
  get heard(): boolean | null {
    return this.#heard;
  }

  /** Calls `listener` with the ids of each notification on `topic`. Returns a function that unsubscribes it. */
  on(topic: Topic, listener: Listener): () => void {
    this.#listeners[topic].add(listener);
    this.#running ??= this.#run();
    return () => this.#listeners[topic].delete(listener);
  }

  /**
   * Calls `listener` as soon as notifications arrive, from when on nothing is missed, and again each time they do after
   * the connection was lost, when something may have been missed. Returns a function that unsubscribes it.
   */
  onListening(listener: () => void): () => void {
    this.#whenHeard.add(listener);
    if (this.#heard === true) listener();
    this.#running ??= this.#run();
    return () => this.#whenHeard.delete(listener);
  }

  async onModuleDestroy(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const client = this.database.listeningClient();
      try {
        await this.#listen(client);
      } catch (error) {
        this.#lost(error);
      }
      // not awaited: a server that vanished never confirms the end
      void client.end().catch(() => undefined);
      client.connection.stream.destroy();
      await this.#pause(RECONNECT_AFTER_MS);
    }
  }

  /** @throws when the connection is lost, when it stays silent, or when the process stops */
  async #listen(client: ListeningClient): Promise<void> {
    const over = new AbortController();
    const ended = new Promise<never>((_, reject) => {
      client.on('error', reject);
      client.on('end', () => reject(new Error('the connection was closed')));
      // a database that does not answer must not hold up the shutdown
      const stop = (): void => reject(new Error('the process stops'));
      this.#stopping.signal.addEventListener('abort', stop, { signal: over.signal });
    });
    ended.catch(() => undefined);
    client.on('notification', ({ payload = '' }) => this.#receive(payload));
    try {
      await Promise.race([client.connect(), ended]);
      await Promise.race([client.query(`listen ${CHANNEL}`), ended]);
      for (;;) {
        const before = this.#heard;
        const heard = await Promise.race([this.#prove(), ended]);
        // it worked before, so the other side is gone, and another connection may reach its successor
        if (!heard && before === true) throw new Error('the connection fell silent');
        this.#report(heard);
        await Promise.race([this.#pause(PROVE_EVERY_MS), ended]);
      }
    } finally {
      over.abort();
    }
  }

  /** Whether a notification to itself arrives. */
  async #prove(): Promise<boolean> {
    const id = randomUUID();
    const waiting = new AbortController();
    this.#proof = { id, arrived: () => waiting.abort() };
    await this.database.query(`select pg_notify('${CHANNEL}', $1)`, [`proof:${id}`]);
    await this.clock
      .sleep(PROVED_WITHIN_MS, AbortSignal.any([waiting.signal, this.#stopping.signal]))
      .catch(() => undefined);
    this.#proof = null;
    return waiting.signal.aborted;
  }

  /** Any role may notify the channel, so a message that is none of ours is ignored. */
  #receive(message: string): void {
    const colon = message.indexOf(':');
    const subject = message.slice(0, colon);
    const ids = message.slice(colon + 1).split(',');
    if (subject === 'proof' && ids[0] === this.#proof?.id) this.#proof?.arrived();
    const topic = TOPICS.find((known) => known === subject);
    if (topic !== undefined) this.#listeners[topic].forEach((listener) => listener(ids));
  }

  #report(heard: boolean): void {
    const isNews = heard && this.#heard !== true;
    this.#heard = heard;
    if (isNews) {
      if (this.#warned) this.#logger.log('Notifications arrive again.');
      this.#warned = false;
      this.#whenHeard.forEach((listener) => listener());
    } else if (!heard && !this.#warned) {
      this.#warned = true;
      this.#logger.warn(
        'LISTEN succeeds, but no notification arrives: a pooler in transaction mode drops them. Results reach pages ' +
          'by polling, which is slower; set database.listenUrl to an address that leads to PostgreSQL itself.',
      );
    }
  }

  #lost(error: unknown): void {
    this.#heard = false;
    if (this.#warned || this.#stopping.signal.aborted) return;
    this.#warned = true;
    this.#logger.warn(
      `The connection that listens for notifications was lost (${errorText(error)}); polling until it is back.`,
    );
  }

  async #pause(ms: number): Promise<void> {
    await this.clock.sleep(ms, this.#stopping.signal).catch(() => undefined);
  }
}
