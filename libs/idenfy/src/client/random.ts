/** Where this library takes chance from. Replace it to make jitter predictable in your tests. */
export abstract class IdenfyRandom {
  /** A number from 0 (included) to 1 (excluded). */
  abstract next(): number;
}

/** Chance as the machine gives it; good for spreading load, not for secrets. */
export class SystemRandom extends IdenfyRandom {
  next(): number {
    return Math.random();
  }
}
