import { randomFillSync } from 'node:crypto';

/** What AES-GCM wants. */
export const NONCE_BYTES = 12;

const DRAWN_AT_ONCE = 256;

/** Random nonces, drawn many at a time: to ask for twelve random bytes costs half as much as to seal 2 KB. */
export class Nonces {
  readonly #drawn = Buffer.alloc(DRAWN_AT_ONCE * NONCE_BYTES);
  #next = this.#drawn.length;

  /** A nonce that was never given before. Its bytes stay until many more have been taken: copy it at once. */
  take(): Buffer {
    if (this.#next === this.#drawn.length) {
      randomFillSync(this.#drawn);
      this.#next = 0;
    }
    return this.#drawn.subarray(this.#next, (this.#next += NONCE_BYTES));
  }
}
