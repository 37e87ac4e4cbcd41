import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Observable, type Subscriber } from 'rxjs';
import type { CaseReason } from '@nestjs-idenfy/contract';
import { IdenfyClock } from '../client/clock.js';
import { ChangedRows } from '../database/changed-rows.js';
import { Database } from '../database/database.js';
import { PostgresNotifications } from '../database/notifications.js';

const MISSED_EVERY_MS = 10_000;

/** A verification whose rows in the queue changed: ids and reasons, and nothing else. */
export interface CaseChange {
  readonly id: string;
  readonly account: string;
  readonly scanRef: string | null;
  /** Why it waits for staff now; empty when it left the queue. */
  readonly reasons: readonly CaseReason[];
}

/**
 * Follows the queue: committed changes, made by any replica. All followers of a process share one subscription to
 * notifications and one statement at a time. Which changes were missed while notifications did not arrive is not known, so
 * followers are told `'missed'` then: to read the queue again.
 */
@Injectable()
export class QueueFeed implements OnModuleDestroy {
  readonly #followers = new Set<Subscriber<CaseChange | 'missed'>>();
  readonly #stopping = new AbortController();
  readonly #changed: ChangedRows<CaseChange>;
  #isWaiting = false;
  #unsubscribe: (() => void) | null = null;

  constructor(
    private readonly database: Database,
    private readonly notifications: PostgresNotifications,
    private readonly clock: IdenfyClock,
  ) {
    const [rows, emit] = [this.#rows.bind(this), this.#emit.bind(this)];
    this.#changed = new ChangedRows(clock, rows, emit, this.#stopping.signal);
  }

  /** Emits `'missed'` as soon as nothing is missed from then on, and each change after that. */
  watch(): Observable<CaseChange | 'missed'> {
    return new Observable((subscriber) => {
      this.#subscribe();
      this.#followers.add(subscriber);
      if (this.notifications.heard !== null) subscriber.next('missed');
      if (!this.#isWaiting) void this.#tellWhileUnheard();
      return () => this.#followers.delete(subscriber);
    });
  }

  onModuleDestroy(): void {
    this.#stopping.abort();
    this.#unsubscribe?.();
  }

  #subscribe(): void {
    if (this.#unsubscribe !== null) return;
    const stopChanges = this.notifications.on('cases', (ids) => this.#read(ids));
    const stopListening = this.notifications.onListening(() => this.#emit('missed'));
    this.#unsubscribe = () => {
      stopChanges();
      stopListening();
    };
  }

  #emit(change: CaseChange | 'missed'): void {
    this.#followers.forEach((follower) => follower.next(change));
  }

  #read(ids: readonly string[]): void {
    if (this.#followers.size > 0) this.#changed.read(ids);
  }

  #rows(ids: readonly string[]): Promise<CaseChange[]> {
    const { openCase, verification } = this.database.tables;
    return this.database.query(
      `select v.id, v.account, v.scan_ref as "scanRef",
              array(select c.reason from ${openCase} c where c.verification_id = v.id order by c.due_at, c.reason) as reasons
         from ${verification} v where v.id = any($1::uuid[])`,
      [ids],
    );
  }

  async #tellWhileUnheard(): Promise<void> {
    this.#isWaiting = true;
    while (this.#followers.size > 0 && !this.#stopping.signal.aborted) {
      await this.#pause(MISSED_EVERY_MS);
      if (this.notifications.heard === false) this.#emit('missed');
    }
    this.#isWaiting = false;
  }

  async #pause(ms: number): Promise<void> {
    await this.clock.sleep(ms, this.#stopping.signal).catch(() => undefined);
  }
}
