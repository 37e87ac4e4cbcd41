import { BLOCK_BYTES } from './block-pool.js';
import type { Lease } from './lease.js';

/**
 * Bytes gathered in the blocks of a lease, however small the pieces are that they come in: a sender who sends
 * them one by one must not cost us more than another. Read as blocks that are full, and a last one.
 */
export class LeasedBytes implements Iterable<Buffer> {
  readonly #blocks: Buffer[] = [];
  #length = 0;

  /** @param onFull looks at a block when it is full and more comes; to refuse it, it throws */
  constructor(
    private readonly lease: Lease,
    private readonly onFull: (block: Buffer) => void = () => undefined,
  ) {}

  /** Bytes so far. */
  get length(): number {
    return this.#length;
  }

  /** The last block, as far as it is filled; empty where there is none. */
  get last(): Buffer {
    return this.#views().at(-1) ?? Buffer.alloc(0);
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
    return this.lease.read(this.#views());
  }

  #views(): Buffer[] {
    return this.#blocks.map((block, index) => block.subarray(0, this.#length - index * BLOCK_BYTES));
  }

  #nextBlock(): Buffer {
    const full = this.#blocks.at(-1);
    if (full !== undefined) {
      this.onFull(full);
    }
    const block = this.lease.take();
    this.#blocks.push(block);
    return block;
  }
}
