/**
 * The memory of one upload. It is given back only where nobody can be reading it any more; a block that is still
 * on its way to a socket must never carry the next person's picture.
 */
export class Lease {
  readonly #blocks: Buffer[] = [];
  #readers = 0;
  #isOpen = true;

  constructor(
    private readonly takeBlock: () => Buffer,
    private readonly giveBack: (blocks: readonly Buffer[]) => void,
  ) {}

  /** One more block, with whatever is in it. */
  take(): Buffer {
    this.#assertOpen();
    const block = this.takeBlock();
    this.#blocks.push(block);
    return block;
  }

  /** Passes blocks on, one by one, as long as the lease is open. */
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

  /** The upload is over and all went well: its memory is wiped and given back, unless somebody still reads it. */
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
      throw new Error('The upload is over, and its memory was given back.');
    }
  }
}
