/** The simulated time in milliseconds: a source that runs by itself, and an offset that control calls move. */
export class SimulatorClock {
  private heldAt: number | undefined;
  private offsetMs = 0;

  constructor(private readonly source: () => number) {}

  /** How far the simulated time is ahead of its source, in milliseconds. */
  get offset(): number {
    return this.offsetMs;
  }

  now(): number {
    return this.heldAt ?? this.source() + this.offsetMs;
  }

  moveTo(instant: number): void {
    this.offsetMs = instant - this.source();
  }

  moveBy(milliseconds: number): void {
    this.offsetMs += milliseconds;
  }

  reset(): void {
    this.offsetMs = 0;
  }

  /** Holds the clock at an instant while the work runs: what was due an hour ago happens an hour ago. */
  holdAt(instant: number, work: () => void): void {
    this.heldAt = instant;
    try {
      work();
    } finally {
      this.heldAt = undefined;
    }
  }
}
