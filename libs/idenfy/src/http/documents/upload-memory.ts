import { Injectable } from '@nestjs/common';
import { BYTES_PER_STEP } from '../../operations/uploaded-image.js';

/**
 * The memory of one upload. It returns to the pool only when nothing reads it any more: a block that is still on its way
 * to a socket must never carry the image of another person.
 */
export class Lease {
  readonly #blocks: Buffer[] = [];
  #readers = 0;
  #isOpen = true;

  constructor(
    private readonly takeBlock: () => Buffer,
    private readonly giveBack: (blocks: readonly Buffer[]) => void,
  ) {}

  /** One more block; its content is undefined. */
  take(): Buffer {
    this.#assertOpen();
    const block = this.takeBlock();
    this.#blocks.push(block);
    return block;
  }

  /** Yields the blocks, as long as the lease is open. */
  *read(blocks: Iterable<Buffer>): Generator<Buffer> {
    this.#readers++;
    try {
      for (const block of blocks) {
        this.#assertOpen();
        yield block;
      }
    } finally {
      this.#readers--;
    }
  }

  /** The upload is over and all went well: its memory is wiped and returned, unless it is still being read. */
  close(): void {
    const isRead = this.#readers > 0;
    if (isRead) {
      this.abandon();
    } else if (this.#isOpen) {
      this.#isOpen = false;
      this.#blocks.forEach((block) => block.fill(0));
      this.giveBack(this.#blocks);
    }
  }

  /** The upload has failed, perhaps in the middle of sending: its memory is left to the garbage collector. */
  abandon(): void {
    if (this.#isOpen) {
      this.#isOpen = false;
      this.#blocks.length = 0;
      this.giveBack([]);
    }
  }

  #assertOpen(): void {
    if (!this.#isOpen) {
      throw new Error('The upload is over, and its memory was returned.');
    }
  }
}

export const BLOCK_BYTES = BYTES_PER_STEP;

/**
 * Memory for uploads, reused while there are any. Twenty megabytes allocated and freed with each upload would make V8 mark
 * the whole heap several times a second.
 */
@Injectable()
export class BlockPool {
  readonly #free: Buffer[] = [];
  #leases = 0;

  /** Memory for one upload. The caller must close or abandon it. */
  lease(): Lease {
    this.#leases++;
    return new Lease(
      () => this.#free.pop() ?? Buffer.allocUnsafeSlow(BLOCK_BYTES),
      (blocks) => this.#takeBack(blocks),
    );
  }

  #takeBack(blocks: readonly Buffer[]): void {
    this.#free.push(...blocks);
    this.#leases--;
    if (this.#leases === 0) {
      this.#free.length = 0; // No upload is left to reuse them.
    }
  }
}

/**
 * Bytes collected in the blocks of a lease, however small the pieces they arrive in: a sender who sends single bytes must
 * not cost more memory than another. Read as full blocks and a last one.
 */
export class LeasedBytes implements Iterable<Buffer> {
  readonly #blocks: Buffer[] = [];
  #length = 0;

  /** @param onFull called with a block that is full when more bytes arrive; throws to refuse it */
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

  /** Views that are valid until the lease ends. @throws Error it has */
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
