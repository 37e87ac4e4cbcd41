import type { SimulatedAccount } from '../options.js';
import { ApiRefusal } from './answer.js';

const HOUR_MS = 3_600_000;

interface Window {
  readonly hour: number;
  used: number;
}

/** Counts the requests of each account in each clock hour (S0, S1; what iDenfy counts by is not documented). */
export class RateLimit {
  private readonly windows = new Map<string, Window>();

  constructor(private readonly perHour: number | null) {}

  /** @throws {ApiRefusal} 429 when the hour's requests are used up */
  count({ name }: SimulatedAccount, now: number): void {
    if (this.perHour === null) return;
    const hour = Math.floor(now / HOUR_MS);
    let window = this.windows.get(name);
    if (window?.hour !== hour) {
      window = { hour, used: 0 };
      this.windows.set(name, window);
    }
    window.used += 1;
    if (window.used > this.perHour) {
      throw new ApiRefusal(429, 'TOO_MANY_REQUESTS', 'You have exceeded the rate limit.');
    }
  }

  clear(): void {
    this.windows.clear();
  }
}
