import { Injectable } from '@nestjs/common';

/** A multiple of 3 and of 4, so that Base64 never crosses from one block into the next; as Base64, 64 KB. */
export const BLOCK_BYTES = 49_152;

/**
 * Memory for uploads, used again and again while there are any. Twenty megabytes that come and go with every
 * upload would make V8 mark the whole heap several times a second; and what is given back is wiped, rather than
 * left lying about until the memory is needed for something else.
 */
@Injectable()
export class BlockPool {
  readonly #free: Buffer[] = [];
  #leases = 0;

  /** Room for one upload. Whoever takes it must close it. */
  lease(): Lease {
    this.#leases++;
    return new Lease(
      () => this.#free.pop() ?? Buffer.allocUnsafeSlow(BLOCK_BYTES),
      (blocks) => this.#takeBack(blocks),
    );
  }

  #takeBack(blocks: readonly Buffer[]): void {
    blocks.forEach((block) => block.fill(0));
    this.#free.push(...blocks);
    this.#leases--;
    if (this.#leases === 0) {
      this.#free.length = 0; // Nobody is there to use them again.
    }
  }
}

/** The memory of one upload. */
export class Lease {
  readonly #blocks: Buffer[] = [];
  #isOpen = true;

  constructor(
    private readonly takeBlock: () => Buffer,
    private readonly giveBack: (blocks: readonly Buffer[]) => void,
  ) {}

  /** One more block, with whatever is in it. */
  take(): Buffer {
    this.assertOpen();
    const block = this.takeBlock();
    this.#blocks.push(block);
    return block;
  }

  /** Throws where somebody would read what may be another person's by now. */
  assertOpen(): void {
    if (!this.#isOpen) {
      throw new Error('The memory of this upload was given back.');
    }
  }

  /** Wipes and gives back everything. */
  close(): void {
    if (this.#isOpen) {
      this.#isOpen = false;
      this.giveBack(this.#blocks);
    }
  }
}
