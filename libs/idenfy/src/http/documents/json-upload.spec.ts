import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DocumentUpload, UploadDraft, type UploadRules } from './upload-draft.js';
import { IdenfyForbiddenError } from '../../errors/refusal.errors.js';
import { BLOCK_BYTES, BlockPool, Lease } from './upload-memory.js';
import { uploadInJson } from './json-upload.js';

/** Far above what any of them takes, and far below the 400 of escaped quotes that were looked for one by one. */
const MOST_NS_PER_BYTE = 60;

/** Reads a body that arrives in these pieces. */
const read = (...pieces: (string | Buffer)[]): DocumentUpload => readAs(undefined, ...pieces);

function readAs(
  assertPermitted: UploadRules['assertPermitted'],
  ...pieces: (string | Buffer)[]
): DocumentUpload {
  const draft = new UploadDraft(new BlockPool().lease(), assertPermitted && { assertPermitted });
  const reading = uploadInJson(draft);
  reading.next();
  pieces.forEach((piece) => reading.next(Buffer.from(piece)));
  reading.next(null);
  return draft.finish({ requiresDocumentType: false });
}

/** The upload, in the form it was sent in. */
function plain(upload: DocumentUpload): object {
  const images = Object.entries(upload.images).map(([step, image]) => [
    step,
    [...image.base64Steps()].map(String).join(''),
  ]);
  return { ...upload, images: Object.fromEntries(images) as object };
}

const base64 = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('base64'));
const upload = fc.record(
  {
    country: fc.constantFrom('LT', 'XK'),
    documentType: fc.constantFrom('PASSPORT', 'ID_CARD'),
    images: fc.dictionary(fc.constantFrom('FRONT', 'BACK', 'FACE', 'POA2'), base64, {
      minKeys: 1,
      maxKeys: 4,
    }),
    skipAnalysis: fc.boolean(),
  },
  { requiredKeys: ['country', 'images'] },
);

/** The ways in which serialisers write the same string. */
const escapings: ((json: string) => string)[] = [
  (json) => json,
  (json) => json.replaceAll('/', '\\/'), // PHP
  (json) => json.replaceAll('+', '\\u002B'), // .NET
  (json) => json.replace(/[a-z]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`),
];

describe('reading a document upload in JSON', () => {
  it('reads what JSON.parse reads, in any notation, order and chunks', () => {
    const cases = fc.record({
      body: upload,
      escape: fc.constantFrom(...escapings),
      indent: fc.constantFrom('', '\t', ' \r\n'),
      cuts: fc.array(fc.nat(), { maxLength: 30 }),
      backwards: fc.boolean(),
    });
    fc.assert(
      fc.property(cases, ({ body, escape, indent, cuts, backwards }) => {
        const entries = Object.entries(body);
        const ordered = Object.fromEntries(backwards ? entries.reverse() : entries) as object;
        const strings = /"(?:true|false)"|"[^"]*"/g;
        const json = JSON.stringify(ordered, null, indent).replace(strings, escape);
        const ends = [...new Set([...cuts.map((at) => at % (json.length + 1)), json.length])].sort(
          (a, b) => a - b,
        );

        const result = read(...ends.map((end, index) => json.slice(ends[index - 1] ?? 0, end)));

        expect(plain(result)).toEqual({
          documentType: undefined,
          skipAnalysis: undefined,
          ...(JSON.parse(json) as object),
        });
      }),
    );
  });

  it('refuses what JSON.parse refuses, and never crashes', () => {
    const marks = fc.constantFrom('{', '}', '[', ']', ':', ',', '"', '\\', '\\"', ' ', '\u0000', 'é');
    const words = fc.constantFrom('true', 'null', '1', '"country"', '"LT"', '"images"', '"FRONT"', '"AAAA"');
    const members = fc.constantFrom('"country":"LT"', '"images":{"FRONT":"AAAA"}', '"skipAnalysis":true');
    fc.assert(
      fc.property(fc.array(fc.oneof(marks, words, members), { maxLength: 12 }), (parts) => {
        let result: DocumentUpload;
        try {
          result = read(...parts);
        } catch (error) {
          expect(error).toMatchObject({ httpStatus: 400 });
          return;
        }
        expect(JSON.parse(parts.join(''))).toMatchObject(plain(result));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['nothing', '', 'body'],
    ['a list', '[]', 'body'],
    ['null', 'null', 'body'],
    ['half of it', '{"country":"LT","images":{"FRONT":"AAAA', 'body'],
    ['something behind it', '{"country":"LT","images":{"FRONT":"AAAA"}}{}', 'body'],
    ['a pit', '{"images":'.repeat(1_000), 'body'],
    ['a pit with a floor', `${'{"images":'.repeat(1_000)}1${'}'.repeat(1_000)}`, 'images.images'],
    ['a crowd', `{${Array.from({ length: 101 }, (_, at) => `"a${at}":1`).join()}}`, 'body'],
    ['a long name', `{"${'x'.repeat(1_000)}":1}`, 'body'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22]), 'body'],
    ['an unknown field', '{"colour":"red"}', 'colour'],
    ['a prototype', '{"__proto__":{}}', '__proto__'],
    ['no country', '{"images":{"FRONT":"AAAA"}}', 'country'],
    ['a lower-case country', '{"country":"lt"}', 'country'],
    ['a list of countries', '{"country":["LT"]}', 'country'],
    ['an unknown type', '{"documentType":"VISA"}', 'documentType'],
    ['null', '{"documentType":null}', 'documentType'],
    ['a string for a flag', '{"skipAnalysis":"true"}', 'skipAnalysis'],
    ['a field twice', '{"country":"LT","country":"LV"}', 'country'],
    ['no images', '{"country":"LT"}', 'images'],
    ['an empty object of them', '{"country":"LT","images":{}}', 'images'],
    ['a list of them', '{"images":[]}', 'images'],
    ['a step in lower case', '{"images":{"front":"AAAA"}}', 'images.front'],
    ['a step twice', '{"images":{"FRONT":"AAAA","FRONT":"AAAA"}}', 'images.FRONT'],
    ['a number for an image', '{"images":{"FRONT":1}}', 'images.FRONT'],
    ['Base64 of another alphabet', '{"images":{"FRONT":"secret-_"}}', 'images.FRONT'],
    ['Base64 without padding', '{"images":{"FRONT":"secret"}}', 'images.FRONT'],
    ['Base64 in lines', '{"images":{"FRONT":"AAAA\\nAAA="}}', 'images.FRONT'],
    ['an escaped quote', '{"images":{"FRONT":"AAA\\""}}', 'images.FRONT'],
    ['a broken escape', '{"images":{"FRONT":"AA\\u00"}}', 'images.FRONT'],
    ['an escape of a letter that only looks right', '{"images":{"FRONT":"AAA\\u0141"}}', 'images.FRONT'],
  ])('refuses %s', (_what, body, field) => {
    expect(() => read(body)).toThrow(expect.objectContaining({ httpStatus: 400, field }));
    expect(() => read(body)).not.toThrow(/secret/);
  });

  it.each([
    ['a stranger', '"colour":{"a":["}",{"b":"\\\\\\""}],"skipAnalysis":null}'],
    ['a long stranger', `"${'x'.repeat(1_000)}":[]`],
    ['an unknown country', '"country":"lt"'],
    ['a long country', `"country":"${'L'.repeat(1_000)}"`],
    ['null for a type', '"documentType":null'],
    ['a field twice', '"country":"LT","country":"LT"'],
    ['a list of images', '"images":[{"FRONT":"AAAA"}]'],
    ['a number for an image', '"images":{"FRONT":-1.5e3}'],
    ['an object for an image', '"images":{"FRONT":{"a":"AAAA"},"BACK":"AAAA"}'],
    ['text that is not Base64', '"images":{"FRONT":"AA,}\\"\\"]","BACK":"AAAA"}'],
  ])('goes on after %s, because a field that is not permitted is refused first', (_what, member) => {
    const assertPermitted = (field: string): void => {
      if (field === 'skipAnalysis') throw new IdenfyForbiddenError({ field });
    };
    const body = `{${member} , "skipAnalysis":true}`;

    expect(() => readAs(assertPermitted, body)).toThrow(expect.objectContaining({ httpStatus: 403 }));
    expect(() => readAs(assertPermitted, ...body)).toThrow(expect.objectContaining({ httpStatus: 403 }));
    expect(() => read(body)).toThrow(expect.objectContaining({ httpStatus: 400 }));
  });

  it('names the first problem, and keeps no image after it', () => {
    let taken = 0;
    const lease = new Lease(
      () => Buffer.alloc(BLOCK_BYTES, taken++),
      () => undefined,
    );
    const draft = new UploadDraft(lease);
    const reading = uploadInJson(draft);
    reading.next();
    reading.next(
      Buffer.from(`{"images":{"FRONT":"AAAA","BACK":"A","FACE":"${'A'.repeat(200_000)}"},"colour":1}`),
    );
    reading.next(null);

    expect(() => draft.finish({ requiresDocumentType: false })).toThrow(
      expect.objectContaining({ field: 'images.BACK' }),
    );
    expect(taken).toBe(2);
  });

  it('checks whether a field is permitted before its value is read', () => {
    const told: string[] = [];
    const reading = uploadInJson(
      new UploadDraft(new BlockPool().lease(), { assertPermitted: (field) => void told.push(field) }),
    );
    reading.next();
    reading.next(Buffer.from('{"country":"LT","skipAnalysis":'));

    expect(told).toEqual(['country', 'skipAnalysis']);
  });

  it.each([
    ['escaped quotes', '{"images":{"FRONT":"', '\\"'],
    ['escaped slashes', '{"images":{"FRONT":"', '\\/'],
    ['escaped pluses', '{"images":{"FRONT":"', '\\u002B'],
    ['backslashes', '{"images":{"FRONT":"', '\\\\'],
    ['short strings', '{"a":[', '"",'],
    ['lists', '{"a":', '['],
    ['objects', '{"a":', '{"a":'],
    ['white space', '{', ' '],
  ])('costs little processor time for each byte of %s', (_what, start, filler) => {
    const chunk = Buffer.alloc(65_536, filler);
    const chunks = 100;
    const reading = uploadInJson(new UploadDraft(new BlockPool().lease()));
    reading.next();
    reading.next(Buffer.from(start));
    const before = process.cpuUsage();

    for (let n = 0; n < chunks; n++) reading.next(chunk);

    const { user, system } = process.cpuUsage(before);
    expect(((user + system) * 1_000) / (chunks * chunk.length)).toBeLessThan(MOST_NS_PER_BYTE);
  });
});
