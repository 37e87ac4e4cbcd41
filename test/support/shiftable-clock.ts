import { SystemClock } from 'nestjs-idenfy';

/** The machine's clock, moved ahead by as much as a test wants. */
export class ShiftableClock extends SystemClock {
  private aheadMs = 0;

  override now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }

  shift(minutes: number): void {
    this.aheadMs += minutes * 60_000;
  }
}
