import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Observable } from 'rxjs';
import { IdenfyClock } from '../client/clock.js';
import { ChangedRows } from '../database/changed-rows.js';
import { Database } from '../database/database.js';
import { IdenfyVerification } from '../database/entities/verification.entity.js';
import { PostgresNotifications } from '../database/notifications.js';

const START_POLL_MS = 200;
const POLL_UNHEARD_EVERY_MS = 3_000;

/** One follower of a verification. There can be thousands of them. */
export interface Follower {
  /** The version of the verification that it has got; 0 for none yet. */
  version: number;
  /** Is called with each later version, in their order; some may be left out. */
  next(verification: IdenfyVerification): void;
}

/**
 * Follows verifications: committed changes, made by any replica.
 *
 * All followers of a process share one subscription to notifications, and one statement at a time that reads the rows
 * which changed. While notifications do not arrive, one more statement every three seconds asks for the versions of all
 * followed rows.
 */
@Injectable()
export class VerificationFeed implements OnModuleDestroy {
  readonly #followers = new Map<string, Set<Follower>>();
  readonly #stopping = new AbortController();
  readonly #changed: ChangedRows<IdenfyVerification>;
  #isPolling = false;
  #unsubscribe: (() => void) | null = null;

  constructor(
    private readonly database: Database,
    private readonly notifications: PostgresNotifications,
    private readonly clock: IdenfyClock,
  ) {
    const [rows, emit] = [this.#rows.bind(this), this.#emit.bind(this)];
    this.#changed = new ChangedRows(clock, rows, emit, this.#stopping.signal);
  }

  /** How many streams follow a verification now. */
  get streams(): number {
    return [...this.#followers.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Emits the verification now and after each committed change; while the database is away, as soon as it is back. */
  watch(id: string): Observable<IdenfyVerification> {
    return new Observable((subscriber) =>
      this.follow(id, { version: 0, next: (verification) => subscriber.next(verification) }),
    );
  }

  /**
   * Calls `follower` with the verification when it is a later version than it has got, now and after each committed change. Returns
   * a function that ends it.
   */
  follow(id: string, follower: Follower): () => void {
    const followers = this.#followers.get(id) ?? new Set();
    this.#followers.set(id, followers.add(follower));
    // subscribe before reading: a change in between is then seen twice instead of never
    this.#subscribe();
    this.#read([id]);
    return () => {
      followers.delete(follower);
      if (followers.size === 0) this.#followers.delete(id);
    };
  }

  /** Polls until the verification is as awaited or its row is gone, for `ms` milliseconds at most. */
  async until(id: string, awaited: (verification: IdenfyVerification) => boolean, ms: number): Promise<void> {
    for (let waited = 0; waited < ms; waited += START_POLL_MS) {
      const [row] = await this.#rows([id]);
      if (row === undefined || awaited(row)) return;
      await this.clock.sleep(START_POLL_MS);
    }
  }

  onModuleDestroy(): void {
    this.#stopping.abort();
    this.#unsubscribe?.();
  }

  #subscribe(): void {
    if (this.#unsubscribe === null) {
      const stopChanges = this.notifications.on('verification', (ids) => this.#read(ids));
      // notifications may have been missed before
      const stopListening = this.notifications.onListening(
        () => void this.#readMoved().catch(() => undefined),
      );
      this.#unsubscribe = () => {
        stopChanges();
        stopListening();
      };
    }
    if (!this.#isPolling) void this.#pollWhileUnheard();
  }

  /** Reads the followed ones among `ids`. */
  #read(ids: readonly string[]): void {
    this.#changed.read(ids.filter((id) => this.#followers.has(id)));
  }

  #emit(row: IdenfyVerification): void {
    for (const follower of this.#followers.get(row.id) ?? []) {
      if (follower.version >= row.version) continue;
      follower.version = row.version;
      follower.next(row);
    }
  }

  async #pollWhileUnheard(): Promise<void> {
    this.#isPolling = true;
    while (this.#followers.size > 0 && !this.#stopping.signal.aborted) {
      await this.#pause(POLL_UNHEARD_EVERY_MS);
      if (this.notifications.heard !== true) await this.#readMoved().catch(() => undefined); // the next poll follows
    }
    this.#isPolling = false;
  }

  /** Reads the followed rows whose version is a later one than their followers have got. */
  async #readMoved(): Promise<void> {
    const ids = [...this.#followers.keys()];
    if (ids.length === 0 || this.#stopping.signal.aborted) return;
    const rows = await this.database.query<{ id: string; version: number }[]>(
      `select id, version from ${this.database.tables.verification} where id = any($1::uuid[])`,
      [ids],
    );
    const moved = rows.filter(({ id, version }) =>
      [...(this.#followers.get(id) ?? [])].some((follower) => follower.version < version),
    );
    this.#read(moved.map(({ id }) => id));
  }

  async #rows(ids: readonly string[]): Promise<IdenfyVerification[]> {
    const rows = await this.database.query<Record<string, unknown>[]>(
      `select ${this.database.columns(IdenfyVerification, 'v')}
         from ${this.database.tables.verification} v where v.id = any($1::uuid[])`,
      [ids],
    );
    return rows.map((row) => this.database.entity(IdenfyVerification, row));
  }

  async #pause(ms: number): Promise<void> {
    await this.clock.sleep(ms, this.#stopping.signal).catch(() => undefined);
  }
}
