import { Agenda } from './agenda.js';
import type { SimulatorClock } from './simulator-clock.js';

/** Longest sleep of a real timer; a source of time that jumps is noticed after it at the latest. */
const LONGEST_SLEEP_MS = 60_000;

/** What to do when a verification's time has come. It makes its next appointment itself. */
export type DueHandler = (scanRef: string, at: number) => void;

/** Lets what is due happen, in order: as real time goes by, and at once when the clock is moved. */
export class SimulatedTime {
  private readonly agenda = new Agenda();
  private timer: NodeJS.Timeout | undefined;
  private timerFor = Infinity;

  constructor(
    private readonly clock: SimulatorClock,
    private readonly onDue: DueHandler,
  ) {}

  appoint(scanRef: string, at: number): void {
    this.agenda.add({ scanRef, at });
    if (at < this.timerFor) this.sleep();
  }

  /** Everything due until now happens now. Cheap when there is nothing. */
  catchUp(): void {
    this.runUntil(this.clock.now());
  }

  advance(seconds: number): void {
    this.moveTo(this.clock.now() + seconds * 1000);
  }

  /** Moving back undoes nothing, it only makes what is still to come come later. */
  moveTo(instant: number): void {
    this.runUntil(instant);
    this.clock.moveTo(instant);
    this.sleep();
  }

  clear(): void {
    this.agenda.clear();
    this.sleep();
  }

  private runUntil(instant: number): void {
    for (let next = this.agenda.next; next !== undefined && next.at <= instant; next = this.agenda.next) {
      const { scanRef, at } = next;
      this.agenda.take();
      this.clock.holdAt(at, () => this.onDue(scanRef, at));
    }
  }

  private sleep(): void {
    clearTimeout(this.timer);
    const next = this.agenda.next;
    this.timerFor = next?.at ?? Infinity;
    if (next === undefined) return;
    const waitMs = Math.min(Math.max(next.at - this.clock.now(), 0), LONGEST_SLEEP_MS);
    this.timer = setTimeout(() => {
      this.catchUp();
      this.sleep();
    }, waitMs);
    this.timer.unref();
  }
}
