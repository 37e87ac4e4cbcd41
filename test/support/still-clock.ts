import { SystemClock } from 'nestjs-idenfy';

/** Shows the same time until a test moves it; sleeping takes real time. */
export class StillClock extends SystemClock {
  #now = new Date('2026-03-01T09:00:00Z');

  override now(): Date {
    return new Date(this.#now);
  }

  advance(minutes: number): void {
    this.#now = new Date(this.#now.getTime() + minutes * 60_000);
  }
}
