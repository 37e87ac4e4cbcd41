import { Injectable } from '@nestjs/common';
import { Lease } from './lease.js';

/** A multiple of 3 and of 4, so that Base64 never crosses from one block into the next; as Base64, 64 KB. */
export const BLOCK_BYTES = 49_152;

/**
 * Memory for uploads, used again and again while there are any. Twenty megabytes that come and go with every
 * upload would make V8 mark the whole heap several times a second.
 */
@Injectable()
export class BlockPool {
  readonly #free: Buffer[] = [];
  #leases = 0;

  /** Room for one upload. Whoever takes it must end it. */
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
      this.#free.length = 0; // Nobody is there to use them again.
    }
  }
}
