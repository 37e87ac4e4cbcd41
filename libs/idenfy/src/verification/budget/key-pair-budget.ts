import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import type { IdenfyClock } from '../../client/clock.js';
import { IdenfyBudgetError } from '../../errors/idenfy-budget.error.js';

const LARGEST_BLOCK = 25;
const REFUSE_UNASKED_MS = 5_000;

/**
 * What one key pair may still ask iDenfy. Requests are reserved in blocks and handed out here, so that few calls
 * cost a query; a block is at most a hundredth of what is left, so that little of the hour is lost with a process.
 */
export class KeyPairBudget {
  #reserved = 0;
  #reservedUntilMs = 0;
  #nextBlock = 1;
  #reserving: Promise<void> | undefined;
  #refusal: { readonly untilMs: number; readonly roomAtMs: number } | undefined;

  constructor(
    private readonly key: string,
    private readonly limiter: RateLimiterAbstract,
    private readonly clock: IdenfyClock,
  ) {}

  /** @throws IdenfyBudgetError */
  async take(): Promise<void> {
    while (!this.takeReserved()) {
      this.#reserving ??= this.reserve().finally(() => (this.#reserving = undefined));
      await this.#reserving;
    }
  }

  /** What nobody has reserved yet. */
  async remaining(): Promise<number> {
    const hour = await this.limiter.get(this.key);
    return hour?.remainingPoints ?? this.limiter.points;
  }

  private takeReserved(): boolean {
    if (this.#reserved === 0 || this.clock.elapsedMs() >= this.#reservedUntilMs) return false;
    this.#reserved--;
    return true;
  }

  private async reserve(): Promise<void> {
    this.refuseIfJustRefused();
    const block = this.#nextBlock;
    try {
      const { msBeforeNext, remainingPoints } = await this.limiter.consume(this.key, block);
      this.#reserved = block;
      this.#reservedUntilMs = this.clock.elapsedMs() + msBeforeNext;
      this.#nextBlock = Math.min(Math.max(1, Math.floor(remainingPoints / 100)), LARGEST_BLOCK);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const now = this.clock.elapsedMs();
      this.#nextBlock = 1;
      this.#refusal = { untilMs: now + REFUSE_UNASKED_MS, roomAtMs: now + refusal.msBeforeNext };
      this.refuseIfJustRefused();
    }
  }

  private refuseIfJustRefused(): void {
    const now = this.clock.elapsedMs();
    if (this.#refusal === undefined || now >= Math.min(this.#refusal.untilMs, this.#refusal.roomAtMs)) return;
    throw new IdenfyBudgetError({ retryAfterSeconds: Math.ceil((this.#refusal.roomAtMs - now) / 1_000) });
  }
}
