import { isUtf8 } from 'node:buffer';
import { bodyInvalid } from '../../body/body-errors.js';
import { unescaped } from './unescaped.js';
import { ValueEnd } from './value-end.js';

/** Reading that may have to wait: it yields where it needs the next chunk, and gets null when there is none. */
export type Reading<T> = Generator<void, T, Buffer | null>;

const QUOTE = 0x22;
const SPACES: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);
const WORDS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

/** Names, country codes and the like, with their quotes. Whatever is longer is none of ours. */
const MAX_SHORT_BYTES = 200;

/** Reads the JSON we expect from chunks as they arrive, and keeps none of them. */
export class JsonCursor {
  #chunk: Buffer = Buffer.alloc(0);
  #at = 0;

  /** The next character that is no white space, without passing it; empty at the end of the body. */
  *peek(): Reading<string> {
    while (yield* this.#hasMore()) {
      const byte = this.#chunk.readUInt8(this.#at);
      if (!SPACES.has(byte)) {
        return String.fromCharCode(byte);
      }
      this.#at++;
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

  /** A short string; undefined when it is longer than any of ours. @throws IdenfyValidationError it is none */
  *text(): Reading<string | undefined> {
    if ((yield* this.peek()) !== '"') {
      throw notJson();
    }
    const json = yield* this.#shortJson();
    return json && textOf(json);
  }

  /** A short string, `true` or `false`; undefined when it is anything else, which is passed as well. */
  *shortValue(): Reading<string | boolean | undefined> {
    if ((yield* this.peek()) === '"') {
      return yield* this.text();
    }
    const json = yield* this.#shortJson();
    return json && WORDS.get(json.toString('latin1'));
  }

  /** Passes a value of any kind and size, and keeps nothing of it. */
  *passValue(): Reading<void> {
    yield* this.peek();
    yield* this.#pass(() => undefined);
  }

  /** A string of any length, without its escapes, in the pieces it arrives in. */
  *longText(takePiece: (piece: Buffer) => void): Reading<void> {
    yield* this.take('"');
    let cutEscape: Buffer = Buffer.alloc(0);
    while (yield* this.#hasMore()) {
      const arrived = this.#chunk.subarray(this.#at);
      const quote = arrived.indexOf(QUOTE);
      const inside = quote === -1 ? arrived : arrived.subarray(0, quote);
      const { text, rest } = unescaped(cutEscape.length === 0 ? inside : Buffer.concat([cutEscape, inside]));
      takePiece(text);
      cutEscape = rest;
      this.#at += inside.length;
      if (quote !== -1) {
        this.#at++;
        takePiece(cutEscape); // An escaped quote, or half an escape: whoever takes pieces will refuse it.
        const isEscapedQuote = cutEscape.length === 1;
        if (!isEscapedQuote) {
          return;
        }
        cutEscape = Buffer.alloc(0);
      }
    }
    throw notJson();
  }

  /** The bytes of the next value, unless they are too many. */
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

/** 400: what came is no JSON object. */
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
