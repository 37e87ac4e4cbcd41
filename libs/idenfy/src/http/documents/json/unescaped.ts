const BACKSLASH = 0x5c;
const SLASH = 0x2f;
const U = 0x75;

/** What takes the place of a character that Base64 does not have, whichever it is: nobody takes it for another. */
const NO_CHARACTER = 0;

const NOTHING = Buffer.alloc(0);

/** A piece of a JSON string without its escapes, and the beginning of an escape that the piece cut off. */
export interface Unescaped {
  readonly text: Buffer;
  readonly rest: Buffer;
}

/**
 * Resolves the escapes that Base64 is sent with: PHP writes `\/` for every slash, .NET `\u002B` for every plus.
 * Anything else that an escape can stand for is no Base64.
 */
export function unescaped(piece: Buffer): Unescaped {
  if (!piece.includes(BACKSLASH)) {
    return { text: piece, rest: NOTHING };
  }
  const text = Buffer.allocUnsafe(piece.length);
  let length = 0;
  let from = 0;
  for (let at = piece.indexOf(BACKSLASH); at !== -1; at = piece.indexOf(BACKSLASH, from)) {
    length += piece.copy(text, length, from, at);
    const end = at + escapeLength(piece[at + 1]);
    if (end > piece.length) {
      return { text: text.subarray(0, length), rest: Buffer.from(piece.subarray(at)) };
    }
    length = text.writeUInt8(characterOf(piece, at), length);
    from = end;
  }
  length += piece.copy(text, length, from);
  return { text: text.subarray(0, length), rest: NOTHING };
}

function escapeLength(letter: number | undefined): number {
  return letter === U ? 6 : 2;
}

function characterOf(piece: Buffer, at: number): number {
  if (piece[at + 1] === SLASH) {
    return SLASH;
  }
  const digits = piece.toString('latin1', at + 2, at + 6);
  const code =
    piece[at + 1] === U && /^[0-9a-f]{4}$/i.test(digits) ? Number.parseInt(digits, 16) : NO_CHARACTER;
  return code < 0x80 ? code : NO_CHARACTER;
}
