import type { ClaimedRun } from '../outbox/run-store.js';
import type { RegisteredHandler } from './handler-registry.js';
import type { ContextOf } from './run-contexts.js';

/** About this much work is claimed ahead: fast handlers get runs in bulk, slow ones leave runs to other processes. */
const AHEAD_MS = 100;
const MAX_AHEAD = 2_000;

/** How much the newest duration weighs in the average. */
const NEWEST = 0.1;

interface Queued {
  readonly run: ClaimedRun;
  readonly contextOf: ContextOf;
}

/** The runs of one handler in this process: claimed ahead, and called as many at a time as the handler allows. */
export class HandlerLane {
  #queue: Queued[] = [];
  #active = 0;
  #offered = 0;
  #behind = true;
  #averageMs = Number.POSITIVE_INFINITY;

  constructor(
    readonly handler: RegisteredHandler,
    private readonly attempt: (run: ClaimedRun, contextOf: ContextOf) => Promise<number>,
  ) {}

  /** How many runs to claim now: none while some that are claimed have not begun. */
  get free(): number {
    return this.#queue.length > 0 ? 0 : this.#capacity - this.#active;
  }

  /** How many of `limit` new runs will find room: none while older ones wait to be claimed. */
  offer(limit: number): number {
    // a lease counts as an attempt, and the only attempt must not be lost before it began
    if (this.#behind || this.handler.maxAttempts === 1) return 0;
    const room = this.#capacity - this.#active - this.#queue.length - this.#offered;
    const offered = Math.max(0, Math.min(limit, room));
    this.#offered += offered;
    return offered;
  }

  withdraw(offered: number): void {
    this.#offered -= offered;
  }

  /** Fewer than asked for means that no other run is due. */
  claimed(count: number, askedFor: number): void {
    this.#behind = count >= askedFor;
  }

  take(runs: readonly ClaimedRun[], contextOf: ContextOf): void {
    this.#queue.push(...runs.map((run) => ({ run, contextOf })));
    this.#beginNext();
  }

  /** Takes out the runs that have not begun. */
  takeBack(): readonly ClaimedRun[] {
    return this.#queue.splice(0).map(({ run }) => run);
  }

  get #capacity(): number {
    const { concurrency } = this.handler;
    const ahead = Math.floor((concurrency * AHEAD_MS) / Math.max(this.#averageMs, 0.01));
    return Math.max(concurrency, Math.min(MAX_AHEAD, ahead));
  }

  #beginNext(): void {
    while (this.#active < this.handler.concurrency) {
      const queued = this.#queue.shift();
      if (!queued) return;
      this.#active += 1;
      void this.#do(queued);
    }
  }

  async #do({ run, contextOf }: Queued): Promise<void> {
    const durationMs = await this.attempt(run, contextOf);
    this.#averageMs = Number.isFinite(this.#averageMs)
      ? this.#averageMs + NEWEST * (durationMs - this.#averageMs)
      : durationMs;
    this.#active -= 1;
    this.#beginNext();
  }
}
