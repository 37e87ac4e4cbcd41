import { Injectable } from '@nestjs/common';
import { IdenfyClock } from '../client/clock.js';
import { IdenfyClient } from '../client/idenfy-client.js';

/** How many of the latest answers are remembered of an account. */
const LATEST = 20;

/** How iDenfy answered this process lately. */
export interface AnswersReading {
  /** When the last request was answered, or failed; null before the first one. */
  readonly lastAt: Date | null;
  /** Whether the last request was answered, be it with a refusal. */
  readonly answered: boolean | null;
  /** Median time to an answer of the last 20 requests that got one, in milliseconds; null where none did. */
  readonly medianMs: number | null;
}

interface Remembered {
  lastAt: Date;
  answered: boolean;
  durationsMs: number[];
}

/** Remembers how quickly iDenfy answers this process. */
@Injectable()
export class IdenfyAnswers {
  readonly #accounts = new Map<string, Remembered>();

  constructor(client: IdenfyClient, clock: IdenfyClock) {
    client.events.on('answered', ({ account, durationMs, outcome }) => {
      if (outcome === 'cancelled') return;
      const answered = outcome === 'success' || outcome === 'refused';
      const durationsMs = [
        ...(this.#accounts.get(account)?.durationsMs ?? []),
        ...(answered ? [durationMs] : []),
      ];
      this.#accounts.set(account, { lastAt: clock.now(), answered, durationsMs: durationsMs.slice(-LATEST) });
    });
  }

  of(account: string): AnswersReading {
    const remembered = this.#accounts.get(account);
    if (!remembered) return { lastAt: null, answered: null, medianMs: null };
    const { lastAt, answered, durationsMs } = remembered;
    const sorted = durationsMs.toSorted((one, other) => one - other);
    return { lastAt, answered, medianMs: sorted[Math.floor(sorted.length / 2)] ?? null };
  }
}
