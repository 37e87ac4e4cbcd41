import { Injectable } from '@nestjs/common';
import { IdenfyClock } from '../../client/clock.js';
import { IdenfyUnavailableError } from '../../errors/idenfy-unavailable.error.js';
import { DocumentsSettings } from './documents-settings.js';

/** Seconds after which most uploads that were in the way are through. */
const RETRY_AFTER_SECONDS = 5;

interface Waiter {
  readonly bytes: number;
  readonly admit: () => void;
}

/** Lets in as many uploads at the same time as fit into the memory set aside for them, in the order they came. */
@Injectable()
export class UploadAdmission {
  readonly #waiters: Waiter[] = [];
  #taken = 0;

  constructor(
    private readonly settings: DocumentsSettings,
    private readonly clock: IdenfyClock,
  ) {}

  /** Uploads waiting for their turn. */
  get waiting(): number {
    return this.#waiters.length;
  }

  /**
   * Runs the work when there is room for so many bytes, and holds the room until the work has ended.
   *
   * @throws IdenfyUnavailableError 503: too many wait already, or the turn did not come in time
   */
  async run<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    const share = Math.min(bytes, this.settings.maxBytesAtOnce);
    await this.enter(share);
    try {
      return await work();
    } finally {
      this.leave(share);
    }
  }

  private async enter(bytes: number): Promise<void> {
    if (this.#waiters.length === 0 && this.hasRoomFor(bytes)) {
      this.#taken += bytes;
      return;
    }
    if (this.#waiters.length >= this.settings.maxWaiting) {
      throw busy();
    }
    await this.waitForTurn(bytes);
  }

  private waitForTurn(bytes: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        bytes,
        admit: () => {
          stopTimer();
          resolve();
        },
      };
      const stopTimer = this.clock.after(this.settings.maxWaitMs, () => {
        this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
        reject(busy());
        this.admitNext();
      });
      this.#waiters.push(waiter);
    });
  }

  private leave(bytes: number): void {
    this.#taken -= bytes;
    this.admitNext();
  }

  // Strictly in order: a large upload must not starve behind small ones that always find room.
  private admitNext(): void {
    for (let next = this.#waiters[0]; next !== undefined && this.hasRoomFor(next.bytes);) {
      this.#waiters.shift();
      this.#taken += next.bytes;
      next.admit();
      next = this.#waiters[0];
    }
  }

  private hasRoomFor(bytes: number): boolean {
    return this.#taken + bytes <= this.settings.maxBytesAtOnce;
  }
}

function busy(): IdenfyUnavailableError {
  return new IdenfyUnavailableError({
    message: 'Too many uploads at the moment; try again later.',
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}
