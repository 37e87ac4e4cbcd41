import { SystemClock } from 'nestjs-idenfy';
import type { ReplicaTime } from './replica-settings.js';

/** The machine's clock, ahead of time or faster. */
export class ReplicaClock extends SystemClock {
  readonly #speed: number;
  readonly #since: number;
  readonly #aheadMs: number;

  constructor({ aheadMinutes = 0, speed = 1, since = Date.now() }: ReplicaTime = {}) {
    super();
    this.#speed = speed;
    this.#since = since;
    this.#aheadMs = aheadMinutes * 60_000;
  }

  override now(): Date {
    return new Date(this.#since + this.#aheadMs + (Date.now() - this.#since) * this.#speed);
  }

  override elapsedMs(): number {
    return super.elapsedMs() * this.#speed;
  }

  override sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return super.sleep(ms / this.#speed, signal);
  }

  override after(ms: number, callback: () => void): () => void {
    return super.after(ms / this.#speed, callback);
  }
}
