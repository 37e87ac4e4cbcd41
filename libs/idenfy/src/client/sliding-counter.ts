import type { IdenfyClock } from './clock.js';

const SLICES = 60;

/** Counts what happened within the last `windowMs` milliseconds, to a sixtieth of it. */
export class SlidingCounter {
  readonly #sliceMs: number;
  #slices: { number: number; count: number }[] = [];
  #total = 0;

  constructor(
    windowMs: number,
    private readonly clock: IdenfyClock,
  ) {
    this.#sliceMs = windowMs / SLICES;
  }

  add(): void {
    const number = this.forgetOldSlices();
    const last = this.#slices.at(-1);
    if (last?.number === number) {
      last.count++;
    } else {
      this.#slices.push({ number, count: 1 });
    }
    this.#total++;
  }

  total(): number {
    this.forgetOldSlices();
    return this.#total;
  }

  /** Milliseconds until the oldest of what is counted leaves the window. */
  untilOldestLeavesMs(): number {
    const oldest = this.#slices[0];
    return oldest === undefined ? 0 : (oldest.number + SLICES + 1) * this.#sliceMs - this.clock.elapsedMs();
  }

  reset(): void {
    this.#slices = [];
    this.#total = 0;
  }

  private forgetOldSlices(): number {
    const current = Math.floor(this.clock.elapsedMs() / this.#sliceMs);
    for (let oldest = this.#slices[0]; oldest !== undefined; oldest = this.#slices[0]) {
      if (oldest.number >= current - SLICES) {
        break;
      }
      this.#total -= oldest.count;
      this.#slices.shift();
    }
    return current;
  }
}
