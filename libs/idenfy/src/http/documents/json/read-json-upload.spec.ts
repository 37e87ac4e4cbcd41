import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DocumentsUpload } from '../documents-upload.js';
import { IdenfyForbiddenError } from '../../../errors/idenfy-forbidden.error.js';
import { BLOCK_BYTES, BlockPool } from '../memory/block-pool.js';
import { Lease } from '../memory/lease.js';
import { type ReadOptions, UploadDraft } from '../upload-draft.js';
import { uploadInJson } from './read-json-upload.js';

/** Reads a body that arrives in these pieces. */
const read = (...pieces: (string | Buffer)[]): DocumentsUpload => readAs(undefined, ...pieces);

function readAs(before: ReadOptions['before'], ...pieces: (string | Buffer)[]): DocumentsUpload {
  const draft = new UploadDraft(new BlockPool().lease(), before && { before });
  const reading = uploadInJson(draft);
  reading.next();
  pieces.forEach((piece) => reading.next(Buffer.from(piece)));
  reading.next(null);
  return draft.finish({ requiresDocumentType: false });
}

/** What was read, in the form it was sent in. */
function plain(upload: DocumentsUpload): object {
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

describe('reading pictures in JSON', () => {
  it('reads what JSON.parse reads, however it is written, ordered and cut', () => {
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

  it('never takes for JSON what JSON.parse does not, nor crashes on it', () => {
    const marks = fc.constantFrom('{', '}', '[', ']', ':', ',', '"', '\\', '\\"', ' ', '\u0000', 'é');
    const words = fc.constantFrom('true', 'null', '1', '"country"', '"LT"', '"images"', '"FRONT"', '"AAAA"');
    const members = fc.constantFrom('"country":"LT"', '"images":{"FRONT":"AAAA"}', '"skipAnalysis":true');
    fc.assert(
      fc.property(fc.array(fc.oneof(marks, words, members), { maxLength: 12 }), (parts) => {
        let result: DocumentsUpload;
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
    ['a word for a flag', '{"skipAnalysis":"true"}', 'skipAnalysis'],
    ['a field twice', '{"country":"LT","country":"LV"}', 'country'],
    ['no pictures', '{"country":"LT"}', 'images'],
    ['an empty object of them', '{"country":"LT","images":{}}', 'images'],
    ['a list of them', '{"images":[]}', 'images'],
    ['a step in lower case', '{"images":{"front":"AAAA"}}', 'images.front'],
    ['a step twice', '{"images":{"FRONT":"AAAA","FRONT":"AAAA"}}', 'images.FRONT'],
    ['a number for a picture', '{"images":{"FRONT":1}}', 'images.FRONT'],
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
    ['a country that is none', '"country":"lt"'],
    ['a long country', `"country":"${'L'.repeat(1_000)}"`],
    ['null for a type', '"documentType":null'],
    ['a field twice', '"country":"LT","country":"LT"'],
    ['a list of pictures', '"images":[{"FRONT":"AAAA"}]'],
    ['a number for a picture', '"images":{"FRONT":-1.5e3}'],
    ['an object for a picture', '"images":{"FRONT":{"a":"AAAA"},"BACK":"AAAA"}'],
    ['no Base64', '"images":{"FRONT":"AA,}\\"\\"]","BACK":"AAAA"}'],
  ])('goes on after %s, as who may not send it at all is told that first', (_what, member) => {
    const before = ([field]: readonly string[]): void => {
      if (field === 'skipAnalysis') throw new IdenfyForbiddenError({ field });
    };
    const body = `{${member} , "skipAnalysis":true}`;

    expect(() => readAs(before, body)).toThrow(expect.objectContaining({ httpStatus: 403 }));
    expect(() => readAs(before, ...body)).toThrow(expect.objectContaining({ httpStatus: 403 }));
    expect(() => read(body)).toThrow(expect.objectContaining({ httpStatus: 400 }));
  });

  it('names what was wrong first, and keeps no picture from then on', () => {
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

  it('tells the names of fields before their values are read', () => {
    const told: (readonly string[])[] = [];
    const reading = uploadInJson(
      new UploadDraft(new BlockPool().lease(), { before: (fields) => void told.push(fields) }),
    );
    reading.next();
    reading.next(Buffer.from('{"country":"LT","skipAnalysis":'));

    expect(told).toEqual([['country'], ['skipAnalysis']]);
  });
});
