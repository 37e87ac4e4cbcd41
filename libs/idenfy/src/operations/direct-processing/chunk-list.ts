const LARGE = 16_384;
const BLOCK = 65_536;

/**
 * Bytes kept as they arrived, in few pieces. Large chunks are kept themselves; small ones are gathered, because
 * a sender who sends one byte at a time would otherwise cost us hundreds of times what it sends.
 */
export class ChunkList {
  readonly #chunks: Buffer[] = [];
  #block?: Buffer;
  #filled = 0;
  #length = 0;

  /** Bytes so far. */
  get length(): number {
    return this.#length;
  }

  push(chunk: Buffer): void {
    this.#length += chunk.length;
    if (chunk.length >= LARGE) {
      this.#sealBlock();
      this.#chunks.push(chunk);
    } else {
      this.#gather(chunk);
    }
  }

  /** The pieces, when no more will come. */
  end(): readonly Buffer[] {
    this.#sealBlock();
    return this.#chunks;
  }

  #gather(chunk: Buffer): void {
    this.#block ??= Buffer.allocUnsafeSlow(BLOCK);
    const copied = chunk.copy(this.#block, this.#filled);
    this.#filled += copied;
    if (this.#filled === BLOCK) {
      this.#sealBlock();
      if (copied < chunk.length) {
        this.#gather(chunk.subarray(copied));
      }
    }
  }

  #sealBlock(): void {
    if (this.#block === undefined) {
      return;
    }
    const bytes = this.#block.subarray(0, this.#filled);
    this.#chunks.push(this.#filled * 2 < BLOCK ? Buffer.from(bytes) : bytes);
    this.#block = undefined;
    this.#filled = 0;
  }
}
