import { isJsonObject } from '@nestjs-idenfy/contract';

/** Longer texts are in none of the fields that are read; an index of PostgreSQL takes no much longer ones. */
const MAX_LENGTH = 255;
const MAX_ITEMS = 200;

/** Later than the year 5000, so it is no time in Unix seconds. */
const MAX_SECONDS = 1e11;

// PostgreSQL text cannot hold NUL, and UTF-8 cannot hold half a surrogate pair.
const UNWRITABLE = /\0|\p{Surrogate}/gu;
const REPLACEMENT = '\u{FFFD}';

/**
 * Reads the fields of what iDenfy sends, whatever they hold: a text that PostgreSQL can store, or null. It throws nothing,
 * and remembers the names of fields that held something else than documented.
 */
export class WireReader {
  /** @param path of the object within the body, such as `status.` */
  constructor(
    private readonly source: object,
    private readonly path = '',
    private readonly oddPaths = new Set<string>(),
  ) {}

  /** The fields read so far that held something odd, by their path. */
  get odd(): readonly string[] {
    return [...this.oddPaths].toSorted();
  }

  /** Null for null, an empty text, an absent field, and whatever is no text. */
  text(field: string): string | null {
    return this.#textOf(this.#valueOf(field), field);
  }

  /** The same for an identifier of the host's, which may be a number. */
  identifier(field: string): string | null {
    const value = this.#valueOf(field);
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) return this.text(field);
    this.#note(field);
    return String(value);
  }

  /** Each text of a list once, sorted. */
  texts(field: string): readonly string[] {
    const value = this.#valueOf(field);
    if (isNothing(value)) return [];
    if (!Array.isArray(value)) {
      this.#note(field);
      return [];
    }
    if (value.length > MAX_ITEMS) this.#note(field);
    const texts = value.slice(0, MAX_ITEMS).flatMap((item: unknown) => {
      if (isNothing(item)) this.#note(field);
      return this.#textOf(item, field) ?? [];
    });
    return [...new Set(texts)].toSorted();
  }

  /** True for `true`, and for what other languages write instead: `"true"`, `1`, `"1"`. Null where nothing is said. */
  flag(field: string): boolean | null {
    const value = this.#valueOf(field);
    if (typeof value === 'boolean') return value;
    if (isNothing(value)) return null;
    this.#note(field);
    const text = typeof value === 'string' || typeof value === 'number' ? String(value).toLowerCase() : '';
    if (text === 'true' || text === '1') return true;
    return text === 'false' || text === '0' ? false : null;
  }

  /** A time in whole Unix seconds; 0 for what is none. */
  seconds(field: string): number {
    const value = this.#valueOf(field);
    if (isNothing(value)) return 0;
    const seconds = typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : value;
    if (seconds !== value) this.#note(field);
    if (typeof seconds === 'number' && seconds >= 0 && seconds < MAX_SECONDS) return Math.trunc(seconds);
    this.#note(field);
    return 0;
  }

  /** A reader of the object in a field; of an empty one where there is none. */
  object(field: string): WireReader {
    return new WireReader(this.#objectIn(field) ?? {}, `${this.path}${field}.`, this.oddPaths);
  }

  /** The object in a field, unchanged; null where there is none, or one that is nested too deep to be written again. */
  asSent(field: string): Readonly<Record<string, unknown>> | null {
    const value = this.#objectIn(field);
    if (value === null || isWritable(value)) return value;
    this.#note(field);
    return null;
  }

  #objectIn(field: string): Readonly<Record<string, unknown>> | null {
    const value = this.#valueOf(field);
    if (isJsonObject(value)) return value;
    if (!isNothing(value)) this.#note(field);
    return null;
  }

  #valueOf(field: string): unknown {
    return Object.hasOwn(this.source, field) ? Reflect.get(this.source, field) : undefined;
  }

  #textOf(value: unknown, field: string): string | null {
    if (isNothing(value)) return null;
    if (typeof value !== 'string' || value.length > MAX_LENGTH) {
      this.#note(field);
      return null;
    }
    const text = value.replaceAll(UNWRITABLE, REPLACEMENT);
    if (text !== value) this.#note(field);
    return text;
  }

  #note(field: string): void {
    this.oddPaths.add(this.path + field);
  }
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** No document is nested like this. */
const MAX_DEPTH = 50;

/** Whether an object can be written as JSON again, which recurses. */
export function isWritable(value: object, depth = MAX_DEPTH): boolean {
  if (depth === 0) return false;
  return Object.values(value).every(
    (child: unknown) => typeof child !== 'object' || child === null || isWritable(child, depth - 1),
  );
}
