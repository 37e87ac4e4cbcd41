import type { IdenfyClock } from '../../client/clock.js';

/** Members whose turns lie within this fraction of the interval are served together. */
const TOGETHER = 1 / 100;

/**
 * Calls `action` with each member once per interval, counted from when that member was added. All members share one timer:
 * their turns are spread as their beginnings were, so thousands of them do not come at the same moment.
 */
export class SharedInterval<Member extends object> {
  /** Member → when its turn is, in the order of their turns. */
  readonly #turns = new Map<Member, number>();
  #stopTimer: (() => void) | null = null;

  constructor(
    private readonly clock: IdenfyClock,
    private readonly everyMs: number,
    private readonly action: (member: Member) => void,
  ) {}

  add(member: Member): void {
    this.#turns.set(member, this.clock.elapsedMs() + this.everyMs);
    if (this.#stopTimer === null) this.#wait(this.everyMs);
  }

  delete(member: Member): void {
    this.#turns.delete(member);
    if (this.#turns.size > 0) return;
    this.#stopTimer?.();
    this.#stopTimer = null;
  }

  #wait(ms: number): void {
    this.#stopTimer = this.clock.after(ms, () => {
      this.#stopTimer = null;
      this.#serve();
    });
  }

  #serve(): void {
    const now = this.clock.elapsedMs();
    for (const [member, at] of this.#turns) {
      if (at > now + this.everyMs * TOGETHER) {
        if (this.#stopTimer === null) this.#wait(at - now);
        return;
      }
      this.#turns.delete(member);
      this.#turns.set(member, now + this.everyMs);
      this.action(member);
    }
  }
}
