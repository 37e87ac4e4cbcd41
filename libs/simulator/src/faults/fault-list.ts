import type { SeededRandom } from '../seeded-random.js';
import type { Frequency } from './fault.js';

/** Armed faults, oldest first. A request or webhook meets at most one of them. */
export class FaultList<Fault> {
  private armed: ArmedFault<Fault>[] = [];

  constructor(private readonly random: SeededRandom) {}

  add(fault: Fault, { count, rate }: Frequency): void {
    this.armed.push({ fault, rate, remaining: count });
  }

  /** The fault that strikes now, if one does. */
  take(matches: (fault: Fault) => boolean): Fault | undefined {
    if (this.armed.length === 0) return undefined;
    const struck = this.armed.find(
      (candidate) => matches(candidate.fault) && this.random.chance(candidate.rate, 'faults'),
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

interface ArmedFault<Fault> {
  readonly fault: Fault;
  readonly rate: number;
  remaining: number;
}
