import { IdenfyUnavailableError } from '../../errors/refusal.errors.js';

/** The place of one body in an admission. It counts bytes as they arrive, so that a slow sender holds only what it sent. */
export interface BodyPlace {
  /**
   * Counts bytes that arrived.
   *
   * @returns a promise where the sender has to wait until there is room for more
   * @throws IdenfyUnavailableError 503: there is no room
   */
  take(bytes: number): Promise<void> | undefined;

  /** Set while the body is read: ends the reading with this error, and what was kept of the body is dropped. */
  withdraw?: ((reason: Error) => void) | undefined;
}

/** Seconds after which most of the bodies are done. */
export const RETRY_AFTER_SECONDS = 5;

/** 503: bodies of others take all of the memory. */
export function noRoomForBody(): IdenfyUnavailableError {
  return new IdenfyUnavailableError({
    message: 'Too many bodies are sent to us at the moment; try again later.',
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}

/** Size of a block of memory that bodies are kept in. */
const BLOCK_BYTES = 16_384;

/**
 * Memory that bodies share. Where it is used up, the largest body that is still being read is refused, so that small ones
 * pass while others are flooding. Its blocks are used again: left to the garbage collector, those of refused bodies would
 * pile up much faster than it comes.
 */
export class BodyBudget {
  readonly #places = new Set<SharedPlace>();
  readonly #free: Buffer[] = [];
  #taken = 0;

  constructor(private readonly maxBytes: number) {}

  /** A place for one body. It must be left when nothing reads the body any more. */
  enter(): SharedPlace {
    const place = new SharedPlace(this);
    this.#places.add(place);
    return place;
  }

  grow(place: SharedPlace, bytes: number): void {
    place.bytes += bytes;
    this.#taken += bytes;
    while (this.#taken > this.maxBytes) {
      const largest = this.#largestUnread();
      if (largest === undefined || largest.bytes <= place.bytes) throw noRoomForBody();
      largest.withdraw?.(noRoomForBody());
      this.#release(largest);
    }
  }

  block(): Buffer {
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(BLOCK_BYTES);
  }

  leave(place: SharedPlace, blocks: readonly Buffer[]): void {
    this.#places.delete(place);
    this.#release(place);
    for (const block of blocks) this.#free.push(block.fill(0));
    if (this.#places.size === 0) this.#free.length = 0;
  }

  #largestUnread(): SharedPlace | undefined {
    let largest: SharedPlace | undefined;
    for (const place of this.#places) {
      if (place.withdraw !== undefined && place.bytes > (largest?.bytes ?? 0)) largest = place;
    }
    return largest;
  }

  #release(place: SharedPlace): void {
    this.#taken -= place.bytes;
    place.bytes = 0;
  }
}

/** A place in a {@link BodyBudget}, and what is kept of its body. */
export class SharedPlace implements BodyPlace {
  bytes = 0;
  withdraw: BodyPlace['withdraw'];
  /** Of the last piece. */
  #free = 0;
  readonly #pieces: Buffer[] = [];
  readonly #blocks: Buffer[] = [];

  constructor(private readonly budget: BodyBudget) {}

  take(bytes: number): undefined {
    this.budget.grow(this, bytes);
  }

  /** Keeps a chunk. Single bytes are copied together, so that they cost no more memory than large chunks. */
  keep(chunk: Buffer): void {
    if (this.#pieces.length === 0) {
      this.#pieces.push(chunk); // most bodies arrive in one chunk
      return;
    }
    for (let from = 0; from < chunk.length;) {
      const block = this.#free === 0 ? this.#nextBlock() : (this.#blocks.at(-1) as Buffer);
      const copied = chunk.copy(block, block.length - this.#free, from);
      this.#free -= copied;
      from += copied;
    }
  }

  /** The whole body in pieces, valid until the place is left. */
  pieces(): readonly Buffer[] {
    if (this.#free === 0) return this.#pieces;
    const last = this.#blocks.at(-1) as Buffer;
    return [...this.#pieces.slice(0, -1), last.subarray(0, last.length - this.#free)];
  }

  /** Nothing reads the body any more: its memory goes to others. */
  leave(): void {
    this.budget.leave(this, this.#blocks);
  }

  #nextBlock(): Buffer {
    const block = this.budget.block();
    this.#blocks.push(block);
    this.#pieces.push(block);
    this.#free = block.length;
    return block;
  }
}
