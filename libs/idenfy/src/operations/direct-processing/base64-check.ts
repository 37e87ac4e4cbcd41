const STEP = 65_536;
const scratch = Buffer.allocUnsafeSlow(STEP);

/**
 * Tells whether text that arrives in pieces is Base64 as iDenfy takes it: the standard alphabet, padded, nothing
 * around or in between. Each piece is decoded and encoded again, which is several times faster than looking at
 * every character: both are native code.
 */
export class Base64Check {
  #left = '';
  #isPadded = false;

  /** Whether it still can be. */
  take(piece: string): boolean {
    for (let start = 0; start < piece.length; start += STEP - 4) {
      if (!this.#takeStep(this.#left + piece.slice(start, start + STEP - 4))) {
        return false;
      }
    }
    return true;
  }

  /** Whether it was, now that no more will come. */
  isComplete(): boolean {
    return this.#left === '';
  }

  #takeStep(text: string): boolean {
    const whole = text.slice(0, text.length - (text.length % 4));
    this.#left = text.slice(whole.length);
    if (this.#isPadded) {
      return false;
    }
    this.#isPadded = whole.endsWith('=');
    const length = scratch.write(whole, 'base64');
    return scratch.toString('base64', 0, length) === whole;
  }
}
