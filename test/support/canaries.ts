import { randomBytes } from 'node:crypto';

/** Base64 of `text` as it stands in the middle of a longer Base64 string, at each of the three places it can begin. */
function insideBase64(text: string): string[] {
  return ['', 'x', 'xx'].map((before) => {
    const whole = Buffer.from(before + text).toString('base64');
    return whole.slice(Math.ceil((before.length * 4) / 3), whole.length - 4);
  });
}

/** Values that must never be seen where they do not belong, in every form they could be written in. */
export class Canaries {
  readonly #seeded = new Map<string, readonly string[]>();

  /** A value of its own kind, not to be confused with any other. */
  add(kind: string, value = `CANARY-${kind}-${randomBytes(9).toString('hex')}`): string {
    const bytes = Buffer.from(value);
    this.#seeded.set(`${kind} ${this.#seeded.size}`, [
      value,
      bytes.toString('hex'),
      encodeURIComponent(value),
      JSON.stringify(bytes.toJSON().data).slice(1, -1),
      ...insideBase64(value),
    ]);
    return value;
  }

  /** The kinds of canary that are in a text. */
  in(text: string): string[] {
    return [...this.#seeded]
      .filter(([, forms]) => forms.some((form) => text.includes(form)))
      .map(([kind]) => kind);
  }
}
