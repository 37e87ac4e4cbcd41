import type { SimulatorClock } from './clock.js';
import { TimerQueue } from './timer-queue.js';

/** Longest real timer, so that a jump of the clock's source is noticed within this time. */
const LONGEST_SLEEP_MS = 60_000;

/** Called when a verification's timer is due. It schedules the next timer of the verification itself. */
export type DueHandler = (scanRef: string, at: number) => void;

/** Runs what is due, in order: as real time passes, and at once when the clock is moved. */
export class SessionTimers {
  private readonly queue = new TimerQueue();
  private realTimer: NodeJS.Timeout | undefined;
  private sleepsUntil = Infinity;

  constructor(
    private readonly clock: SimulatorClock,
    private readonly onDue: DueHandler,
  ) {}

  /** @param at simulated time, in milliseconds */
  schedule(scanRef: string, at: number): void {
    this.queue.add({ scanRef, at });
    if (at < this.sleepsUntil) this.sleep();
  }

  /** Runs everything that is due by now. Cheap when there is nothing. */
  catchUp(): void {
    this.runUntil(this.clock.now());
  }

  advance(seconds: number): void {
    this.moveTo(this.clock.now() + seconds * 1000);
  }

  /** Moves the clock and runs what is due by then. Moving it back undoes nothing; it delays what is still to come. */
  moveTo(instant: number): void {
    this.runUntil(instant);
    this.clock.moveTo(instant);
    this.sleep();
  }

  clear(): void {
    this.queue.clear();
    this.sleep();
  }

  private runUntil(instant: number): void {
    for (let next = this.queue.next; next !== undefined && next.at <= instant; next = this.queue.next) {
      const { scanRef, at } = next;
      this.queue.take();
      this.clock.holdAt(at, () => this.onDue(scanRef, at));
    }
  }

  private sleep(): void {
    clearTimeout(this.realTimer);
    const next = this.queue.next;
    this.sleepsUntil = next?.at ?? Infinity;
    if (next === undefined) return;
    const waitMs = Math.min(Math.max(next.at - this.clock.now(), 0), LONGEST_SLEEP_MS);
    this.realTimer = setTimeout(() => {
      this.catchUp();
      this.sleep();
    }, waitMs);
    this.realTimer.unref();
  }
}
