import { isUtf8 } from 'node:buffer';
import { bodyInvalid } from '../body/body-errors.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING: ReadonlySet<number> = new Set([0x7b, 0x5b]);
const CLOSING: ReadonlySet<number> = new Set([0x7d, 0x5d]);
const SPACES: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** Reading that can wait: it yields where it needs the next chunk, and receives null after the last one. */
export type Reading<T> = Generator<void, T, Buffer | null>;

const WORDS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

/** Names, country codes and the like, with their quotes. A longer one is not known here. */
const MAX_SHORT_BYTES = 200;

/** Reads the expected JSON from chunks as they arrive, and keeps none of them. */
export class JsonCursor {
  #chunk: Buffer = Buffer.alloc(0);
  #at = 0;

  /** The next character that is not white space, without passing it; empty at the end of the body. */
  *peek(): Reading<string> {
    while (yield* this.#hasMore()) {
      for (; this.#at < this.#chunk.length; this.#at++) {
        const byte = this.#chunk[this.#at] as number;
        if (!SPACES.has(byte)) {
          return String.fromCharCode(byte);
        }
      }
    }
    return '';
  }

  /** Passes the next character, which must be one of these. @throws IdenfyValidationError it is not */
  *take(...expected: readonly string[]): Reading<string> {
    const character = yield* this.peek();
    if (!expected.includes(character)) {
      throw notJson();
    }
    this.#at++;
    return character;
  }

  /** A short string; undefined when it is longer than any known one. @throws IdenfyValidationError it is not a string */
  *text(): Reading<string | undefined> {
    if ((yield* this.peek()) !== '"') {
      throw notJson();
    }
    const json = yield* this.#shortJson();
    return json && textOf(json);
  }

  /** A short string, `true` or `false`; undefined when it is another value, which is passed as well. */
  *shortValue(): Reading<string | boolean | undefined> {
    if ((yield* this.peek()) === '"') {
      return yield* this.text();
    }
    const json = yield* this.#shortJson();
    return json && WORDS.get(json.toString('latin1'));
  }

  /** Passes a value of any type and size, and keeps nothing of it. */
  *passValue(): Reading<void> {
    yield* this.peek();
    yield* this.#pass(() => undefined);
  }

  /** A string of any length, with its escapes resolved, in the pieces it arrives in. */
  *longText(takePiece: (piece: Buffer) => void): Reading<void> {
    yield* this.take('"');
    const text = new EscapedText();
    while (yield* this.#hasMore()) {
      takePiece(text.read(this.#chunk, this.#at));
      this.#at = text.end ?? this.#chunk.length;
      if (text.end !== undefined) {
        return;
      }
    }
    throw notJson();
  }

  /** The bytes of the next value; undefined when they are too many. */
  *#shortJson(): Reading<Buffer | undefined> {
    let json: Buffer = Buffer.alloc(0);
    yield* this.#pass((piece) => {
      if (json.length <= MAX_SHORT_BYTES) {
        json = Buffer.concat([json, piece.subarray(0, MAX_SHORT_BYTES + 1)]);
      }
    });
    return json.length > MAX_SHORT_BYTES ? undefined : json;
  }

  /** Hands on the bytes of a value, up to its end. */
  *#pass(takePiece: (piece: Buffer) => void): Reading<void> {
    const valueEnd = new ValueEnd();
    while (yield* this.#hasMore()) {
      const end = valueEnd.in(this.#chunk, this.#at);
      takePiece(this.#chunk.subarray(this.#at, end));
      this.#at = end ?? this.#chunk.length;
      if (end !== undefined) {
        return;
      }
    }
    throw notJson();
  }

  *#hasMore(): Reading<boolean> {
    while (this.#at >= this.#chunk.length) {
      const next = yield;
      if (next === null) {
        return false;
      }
      this.#chunk = next;
      this.#at = 0;
    }
    return true;
  }
}

/**
 * Finds the end of a JSON value that arrives in chunks, and remembers only its depth. It does not check that the value is
 * valid JSON.
 */
class ValueEnd {
  #depth = 0;
  #isInText = false;
  #isEscaped = false;

  /** Position of the first byte in the chunk after the value; undefined when the value goes on. */
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

/** 400: the body is not a JSON object. */
export function notJson(): Error {
  return bodyInvalid('The body must be a JSON object in UTF-8.');
}

function textOf(json: Buffer): string {
  if (!isUtf8(json)) {
    throw notJson();
  }
  try {
    return JSON.parse(json.toString('utf8')) as string;
  } catch {
    throw notJson();
  }
}

const SLASH = 0x2f;
const U = 0x75;

/** Stands for each character that Base64 does not have. */
const NO_CHARACTER = 0;

/** Hexadecimal digit → its value; 0x80, which no digit changes, for all other bytes. */
const HEX_DIGITS = Uint8Array.from({ length: 256 }, (_, byte) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(byte).toLowerCase());
  return digit === -1 ? 0x80 : digit;
});

// How far an escape was read: a chunk may end anywhere in it. Between FIRST_DIGIT and LAST_DIGIT are two more.
const NO_ESCAPE = 0;
const BEGUN = 1;
const FIRST_DIGIT = 2;
const LAST_DIGIT = 5;

/**
 * Base64 in a JSON string that arrives in chunks, with its escapes resolved as senders write them: PHP writes `\/` for each
 * slash, .NET `\u002B` for each plus. All other escapes stand for characters that Base64 does not have.
 *
 * A chunk without escapes is neither copied nor looked at byte by byte; in any other, no byte is looked at twice, so that a
 * body of nothing but escapes costs little more.
 */
class EscapedText {
  /** Position in the chunk after the closing quote; undefined while the string goes on. */
  end: number | undefined;
  #escape = NO_ESCAPE;
  #code = 0;

  /** The text in the chunk from that position on. */
  read(chunk: Buffer, from: number): Buffer {
    if (this.#escape === NO_ESCAPE) {
      const quote = chunk.indexOf(QUOTE, from);
      const plain = chunk.subarray(from, quote === -1 ? undefined : quote);
      if (!plain.includes(BACKSLASH)) {
        this.end = quote === -1 ? undefined : quote + 1;
        return plain;
      }
    }
    return this.#resolve(chunk, from);
  }

  #resolve(chunk: Buffer, from: number): Buffer {
    const text = Buffer.allocUnsafe(chunk.length - from);
    let length = 0;
    let escape = this.#escape;
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (byte === QUOTE && escape !== BEGUN) {
        if (escape !== NO_ESCAPE) text[length++] = NO_CHARACTER;
        this.end = at + 1;
        break;
      }
      if (escape === NO_ESCAPE) {
        if (byte === BACKSLASH) escape = BEGUN;
        else text[length++] = byte;
      } else if (escape === BEGUN && byte === U) {
        escape = FIRST_DIGIT;
        this.#code = 0;
      } else if (escape === BEGUN) {
        escape = NO_ESCAPE;
        text[length++] = byte === SLASH ? SLASH : NO_CHARACTER;
      } else {
        this.#code = (this.#code << 4) | (HEX_DIGITS[byte] as number);
        if (escape === LAST_DIGIT) text[length++] = this.#code < 0x80 ? this.#code : NO_CHARACTER;
        escape = escape === LAST_DIGIT ? NO_ESCAPE : escape + 1;
      }
    }
    this.#escape = escape;
    return text.subarray(0, length);
  }
}
