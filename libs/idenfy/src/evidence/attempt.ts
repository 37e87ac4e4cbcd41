import type { IdenfyVerification } from '../database/entities/verification.entity.js';
import type { IdenfyError } from '../errors/idenfy.error.js';
import { IdenfyThrottledError } from '../errors/refusal.errors.js';
import type { ClaimedCollection } from './evidence-collections.js';
import type { EvidenceName } from './kept-evidence.js';

/** One attempt at a collection: what is settled, and what has to be left to another one. */
export class Attempt {
  readonly #settled: Set<string>;
  #isComplete = true;
  #afterMs: number | undefined;

  constructor(
    readonly claimed: ClaimedCollection,
    readonly verification: IdenfyVerification,
    readonly signal: AbortSignal,
    settled: readonly EvidenceName[],
  ) {
    this.#settled = new Set(settled.map(keyOf));
  }

  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** How long the lookup throttle wants to wait; undefined where another reason decides. */
  get afterMs(): number | undefined {
    return this.#afterMs;
  }

  isSettled(piece: EvidenceName): boolean {
    return this.#settled.has(keyOf(piece));
  }

  settle(piece: EvidenceName): void {
    this.#settled.add(keyOf(piece));
  }

  leave(error: IdenfyError): void {
    this.#isComplete = false;
    if (error instanceof IdenfyThrottledError) this.#afterMs = (error.retryAfterSeconds ?? 0) * 1_000;
  }
}

function keyOf({ kind, name }: EvidenceName): string {
  return `${kind} ${name}`;
}
