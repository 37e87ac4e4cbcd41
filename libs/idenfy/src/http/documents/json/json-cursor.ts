import { isUtf8 } from 'node:buffer';
import { bodyInvalid } from '../../body/body-errors.js';
import { unescaped } from './unescaped.js';

/** Reading that may have to wait: it yields where it needs the next chunk, and gets null when there is none. */
export type Reading<T> = Generator<void, T, Buffer | null>;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACES: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);
const WORDS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

/** Names, country codes and the like. Whatever is longer is none of ours. */
const MAX_TEXT_BYTES = 200;

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

  /** A short string. @throws IdenfyValidationError it is none, or long */
  *text(): Reading<string> {
    yield* this.take('"');
    const bytes: number[] = [];
    for (let isEscaped = false; yield* this.#hasMore();) {
      const byte = this.#chunk.readUInt8(this.#at++);
      if (byte === QUOTE && !isEscaped) {
        return textOf(Buffer.from(bytes));
      }
      isEscaped = byte === BACKSLASH && !isEscaped;
      if (bytes.push(byte) > MAX_TEXT_BYTES) {
        throw bodyInvalid(`The body has a name or a short value of more than ${MAX_TEXT_BYTES} bytes.`);
      }
    }
    throw notJson();
  }

  /** `true` or `false`; undefined when it is anything else. */
  *flag(): Reading<boolean | undefined> {
    yield* this.peek();
    let word = '';
    while (word.length < 'false'.length && (yield* this.#hasMore())) {
      word += String.fromCharCode(this.#chunk.readUInt8(this.#at++));
      if (WORDS.has(word)) {
        return WORDS.get(word);
      }
    }
    return undefined;
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

function textOf(bytes: Buffer): string {
  if (!isUtf8(bytes)) {
    throw notJson();
  }
  try {
    return JSON.parse(`"${bytes.toString('utf8')}"`) as string;
  } catch {
    throw notJson();
  }
}
