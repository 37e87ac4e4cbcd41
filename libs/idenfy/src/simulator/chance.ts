import { createHash } from 'node:crypto';

/** What a draw is for. Each purpose has its own sequence, so that one more fault does not change the next id. */
export type Purpose = 'scanRef' | 'authToken' | 'digitString' | 'person' | 'faults' | 'shuffle' | 'update';

const TOKEN_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** How far each sequence has been drawn; enough to go on where a former process ended. */
export interface ChanceState {
  readonly seed: string;
  readonly drawn: Readonly<Partial<Record<Purpose, number>>>;
}

/** Everything random in the simulator. The same seed and the same calls give the same ids and the same faults. */
export class Chance {
  private drawn: Partial<Record<Purpose, number>> = {};
  private salt = '';

  constructor(private seed: string) {}

  /** Begins anew, or goes on where another process ended. A salt makes all that is drawn from here on differ. */
  restart({ seed, drawn }: ChanceState, salt = ''): void {
    this.seed = seed;
    this.salt = salt;
    this.drawn = { ...drawn };
  }

  get state(): ChanceState {
    return { seed: this.seed, drawn: { ...this.drawn } };
  }

  /** A key that depends on the seed alone, for signing the simulator's own links. */
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
    for (let index = 0; index < 26; index++)
      token += TOKEN_ALPHABET[(bytes[index] ?? 0) % TOKEN_ALPHABET.length];
    return token;
  }

  digits(purpose: Purpose, length: number): string {
    const bytes = this.draw(purpose);
    return Array.from({ length }, (_, index) => (bytes[index] ?? 0) % 10).join('');
  }

  /** A number from 0 (included) to 1 (not included). */
  fraction(purpose: Purpose): number {
    return this.draw(purpose).readUInt32BE(0) / 2 ** 32;
  }

  /** True for this share of all calls. */
  falls(share: number, purpose: Purpose): boolean {
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
