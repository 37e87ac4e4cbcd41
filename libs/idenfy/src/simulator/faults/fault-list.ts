import type { Chance } from '../chance.js';

/** How often a fault strikes. */
export interface Frequency {
  /** How many times in all. */
  readonly count: number;
  /** The share of what matches, 0 to 1. */
  readonly rate: number;
}

interface Armed<Fault> {
  readonly fault: Fault;
  readonly rate: number;
  remaining: number;
}

/** Faults waiting to strike, oldest first. One request meets one fault at most. */
export class FaultList<Fault> {
  private armed: Armed<Fault>[] = [];

  constructor(private readonly chance: Chance) {}

  add(fault: Fault, { count, rate }: Frequency): void {
    this.armed.push({ fault, rate, remaining: count });
  }

  /** The fault that strikes now, if one does. */
  take(matches: (fault: Fault) => boolean): Fault | undefined {
    if (this.armed.length === 0) return undefined;
    const struck = this.armed.find(
      (candidate) => matches(candidate.fault) && this.chance.falls(candidate.rate, 'faults'),
    );
    if (struck === undefined) return undefined;
    struck.remaining -= 1;
    if (struck.remaining <= 0) this.armed = this.armed.filter((candidate) => candidate !== struck);
    return struck.fault;
  }

  clear(): void {
    this.armed = [];
  }
}
