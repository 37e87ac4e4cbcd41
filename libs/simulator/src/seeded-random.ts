import { createHash, randomBytes } from 'node:crypto';

/** Each purpose has a sequence of its own, so that one more fault does not change the next id. */
type Purpose = 'scanRef' | 'authToken' | 'digitString' | 'person' | 'faults' | 'shuffle' | 'update';

const TOKEN_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** The position in each sequence, with which another process can continue them. */
export interface RandomState {
  readonly seed: string;
  readonly drawn: Readonly<Partial<Record<Purpose, number>>>;
}

/** The only source of randomness in the simulator: the same seed and the same calls give the same ids and faults. */
export class SeededRandom {
  private drawn: Partial<Record<Purpose, number>> = {};
  private salt = '';

  constructor(private seed: string) {}

  /** Starts again, or continues the sequences of another process. @param salt makes everything drawn from here differ */
  restart({ seed, drawn }: RandomState, salt = ''): void {
    this.seed = seed;
    this.salt = salt;
    this.drawn = { ...drawn };
  }

  /** The seed of the next series: one that follows from the present one, or a new one. */
  nextSeed(repeatable: boolean): string {
    if (!repeatable) return randomBytes(16).toString('hex');
    return createHash('sha256').update(`${this.seed}/next`).digest('hex');
  }

  get state(): RandomState {
    return { seed: this.seed, drawn: { ...this.drawn } };
  }

  /** Signs the simulator's own links. Depends on the seed alone. */
  get linkKey(): Buffer {
    return createHash('sha256').update(`${this.seed}/links`).digest();
  }

  uuid(purpose: Purpose): string {
    const hex = this.draw(purpose).toString('hex', 0, 16);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  /** 26 upper-case letters and digits, as in iDenfy's samples. */
  token(purpose: Purpose): string {
    const bytes = this.draw(purpose);
    let token = '';
    for (let index = 0; index < 26; index++) {
      token += TOKEN_ALPHABET[(bytes[index] ?? 0) % TOKEN_ALPHABET.length];
    }
    return token;
  }

  digits(purpose: Purpose, length: number): string {
    const bytes = this.draw(purpose);
    return Array.from({ length }, (_, index) => (bytes[index] ?? 0) % 10).join('');
  }

  /** A number from 0 to 1, 1 excluded. */
  fraction(purpose: Purpose): number {
    return this.draw(purpose).readUInt32BE(0) / 2 ** 32;
  }

  /** True for this share of the calls, 0 to 1. */
  chance(share: number, purpose: Purpose): boolean {
    return share >= 1 || (share > 0 && this.fraction(purpose) < share);
  }

  pick<Item>(purpose: Purpose, items: readonly [Item, ...Item[]]): Item {
    return items[Math.floor(this.fraction(purpose) * items.length)] ?? items[0];
  }

  private draw(purpose: Purpose): Buffer {
    const nth = this.drawn[purpose] ?? 0;
    this.drawn[purpose] = nth + 1;
    return createHash('sha256').update(`${this.seed}${this.salt}/${purpose}/${nth}`).digest();
  }
}
