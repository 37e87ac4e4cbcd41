const STEP = 65_536;
const MINUS = 0x2d;
const UNDERSCORE = 0x5f;
const scratch = Buffer.allocUnsafeSlow(STEP);

/**
 * Tells whether text that arrives in pieces is Base64 as iDenfy takes it: the standard alphabet, padded, nothing
 * around or in between. Node's decoder is native and leaves out what it cannot read, so the length of what it
 * makes of a piece tells whether all of it was Base64; looking at every character takes several times as long.
 */
export class Base64Check {
  #left = '';
  #isPadded = false;

  /** Whether it still can be. */
  take(piece: Buffer): boolean {
    // The decoder takes the alphabet for URLs as well.
    if (piece.includes(MINUS) || piece.includes(UNDERSCORE)) {
      return false;
    }
    const start = this.#left === '' ? 0 : Math.min(4 - this.#left.length, piece.length);
    const end = piece.length - ((piece.length - start) % 4);
    if (!this.#takeLeft(piece.toString('latin1', 0, start))) {
      return false;
    }
    for (let from = start; from < end; from += STEP) {
      if (!this.#takeWhole(piece.toString('latin1', from, Math.min(from + STEP, end)))) {
        return false;
      }
    }
    this.#left += piece.toString('latin1', end);
    return true;
  }

  /** Whether it was, now that no more will come. */
  isComplete(): boolean {
    return this.#left === '';
  }

  /** Completes the four characters that the last piece began. */
  #takeLeft(more: string): boolean {
    const text = this.#left + more;
    const isWhole = text.length === 4;
    this.#left = isWhole ? '' : text;
    return !isWhole || this.#takeWhole(text);
  }

  #takeWhole(text: string): boolean {
    if (this.#isPadded) {
      return false;
    }
    const padding = text.endsWith('==') ? 2 : Number(text.endsWith('='));
    this.#isPadded = padding > 0;
    return scratch.write(text, 'base64') === (text.length / 4) * 3 - padding;
  }
}
