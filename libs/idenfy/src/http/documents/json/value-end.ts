const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING: ReadonlySet<number> = new Set([0x7b, 0x5b]);
const CLOSING: ReadonlySet<number> = new Set([0x7d, 0x5d]);
const SPACES: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);

/**
 * Finds where a JSON value ends that comes in chunks, whatever is in it, and remembers no more than how deep it is.
 * Whether it is JSON at all is not looked at.
 */
export class ValueEnd {
  #depth = 0;
  #isInText = false;
  #isEscaped = false;

  /** Position of the first byte in the chunk that is not of the value any more; undefined when all are. */
  in(chunk: Buffer, from: number): number | undefined {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      const isLast = this.#isInText ? this.#passInText(byte) : this.#passOutside(byte);
      if (isLast !== undefined) {
        return isLast ? at + 1 : at;
      }
    }
    return undefined;
  }

  /** Whether the value ends with that byte (true) or ended before it (false). */
  #passInText(byte: number): boolean | undefined {
    if (byte === QUOTE && !this.#isEscaped) {
      this.#isInText = false;
      return this.#depth === 0 ? true : undefined;
    }
    this.#isEscaped = byte === BACKSLASH && !this.#isEscaped;
    return undefined;
  }

  #passOutside(byte: number): boolean | undefined {
    if (byte === QUOTE) {
      this.#isInText = true;
    } else if (OPENING.has(byte)) {
      this.#depth++;
    } else if (CLOSING.has(byte)) {
      this.#depth--;
      return this.#depth > 0 ? undefined : this.#depth === 0;
    } else if (this.#depth === 0 && (byte === COMMA || SPACES.has(byte))) {
      return false;
    }
    return undefined;
  }
}
