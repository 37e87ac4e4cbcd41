import { BLOCK_BYTES } from './block-pool.js';
import type { Lease } from './lease.js';

/**
 * Bytes gathered in the blocks of a lease, however small the pieces are that they come in: a sender who sends
 * them one by one must not cost us more than another. Read as blocks that are full, and a last one.
 */
export class LeasedBytes implements Iterable<Buffer> {
  readonly #blocks: Buffer[] = [];
  #length = 0;

  constructor(private readonly lease: Lease) {}

  /** Bytes so far. */
  get length(): number {
    return this.#length;
  }

  push(bytes: Buffer): void {
    for (let from = 0; from < bytes.length;) {
      const filled = this.#length % BLOCK_BYTES;
      const block = (filled === 0 ? undefined : this.#blocks.at(-1)) ?? this.#nextBlock();
      const copied = bytes.copy(block, filled, from);
      from += copied;
      this.#length += copied;
    }
  }

  /** Views that are good until the lease ends. @throws Error it has */
  [Symbol.iterator](): Generator<Buffer> {
    const views = this.#blocks.map((block, index) => block.subarray(0, this.#length - index * BLOCK_BYTES));
    return this.lease.read(views);
  }

  #nextBlock(): Buffer {
    const block = this.lease.take();
    this.#blocks.push(block);
    return block;
  }
}
