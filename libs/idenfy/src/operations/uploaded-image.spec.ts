import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Base64Image, BinaryImage, checkImages, chunksOf, type UploadedImage } from './uploaded-image.js';

/** Cuts bytes at the given places, or just before, where a piece must be a multiple of something. */
function cut(bytes: Buffer, places: readonly number[], multiple = 1): Buffer[] {
  const inside = places.map((place) => place % (bytes.length + 1)).map((at) => at - (at % multiple));
  const ends = [...new Set([...inside, bytes.length])].sort((one, other) => one - other);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const places = fc.array(fc.nat(), { maxLength: 20 });
const ofAnySize = fc.oneof(
  { weight: 9, arbitrary: bytes },
  { weight: 1, arbitrary: fc.constant(Buffer.alloc(150_001, 7)) },
);

/** The observable properties of an image. */
function traits(image: UploadedImage, start: number, end: number) {
  return {
    base64: [...image.base64Steps()].map(String).join(''),
    base64Length: image.base64Length,
    byteLength: image.byteLength,
    part: image.bytes(start, end).toString('hex'),
  };
}

/** The same of its bytes. */
function traitsOf(bytes: Buffer, start: number, end: number): ReturnType<typeof traits> {
  const base64 = bytes.toString('base64');
  const part = bytes.toString('hex', start, Math.max(start, Math.min(end, bytes.length)));
  return { base64, base64Length: base64.length, byteLength: bytes.length, part };
}

describe('an image', () => {
  it('gives the same Base64 for any chunking of its bytes', () => {
    fc.assert(
      fc.property(ofAnySize, places, fc.nat(400), fc.nat(400), (original, cuts, start, end) => {
        expect(traits(new BinaryImage(cut(original, cuts, 3), original.length), start, end)).toEqual(
          traitsOf(original, start, end),
        );
      }),
    );
  });

  it('gives the same bytes for any chunking of its Base64', () => {
    fc.assert(
      fc.property(ofAnySize, places, fc.nat(400), fc.nat(400), (original, cuts, start, end) => {
        const text = Buffer.from(original.toString('base64'));
        expect(traits(new Base64Image(cut(text, cuts), text.length), start, end)).toEqual(
          traitsOf(original, start, end),
        );
      }),
    );
  });

  it('is made from a long string without a second copy in memory', () => {
    const original = Buffer.alloc(200_000, 'abc');
    const text = original.toString('base64');

    expect(traits(new Base64Image(chunksOf(text), text.length), 70_000, 140_000)).toEqual(
      traitsOf(original, 70_000, 140_000),
    );
  });
});

const bytesOf = (...hex: string[]): Buffer => Buffer.from(hex.join(''), 'hex');
const PNG = '89504e470d0a1a0a';
const png = (size: string) => bytesOf(PNG, '0000000d', '49484452', size, '0802000000');
const jpeg = (size: string, ...before: string[]) => bytesOf('ffd8', ...before, 'ffc0001108', size, '03');
const exif = `ffe100${'10'}${'00'.repeat(14)}`;
const pdf = (trailer: string) => Buffer.from(`%PDF-1.7\n${' '.repeat(5_000)}\n${trailer}\n%%EOF`);

const small = '00000280000001e0';
const bomb = '0000c3500000c350';

function check(step: string, bytes: Buffer, asBase64 = false): void {
  const text = bytes.toString('base64');
  const image: UploadedImage = asBase64
    ? new Base64Image(chunksOf(text), text.length)
    : new BinaryImage([bytes], bytes.length);
  checkImages(new Map([[step, image]]), []);
}

describe.each([
  ['as bytes', false],
  ['in Base64', true],
])('images %s', (_form, asBase64) => {
  it.each([
    ['FRONT', png(small)],
    ['FRONT', jpeg('01e00280')],
    ['BACK', jpeg('01e00280', exif, exif)],
    ['FACE', bytesOf('ffd8ffe000104a464946')],
    ['UTILITY_BILL', pdf('trailer << /Root 1 0 R >>')],
    ['POA2', pdf('')],
  ])('pass as %s', (step, image) => {
    expect(() => check(step, image, asBase64)).not.toThrow();
  });

  it.each([
    ['nothing', 'FRONT', Buffer.alloc(0)],
    ['a GIF', 'FRONT', Buffer.from('GIF89a')],
    ['a web page', 'FACE', Buffer.from('<!doctype html>')],
    ['a PDF file where a photo belongs', 'FRONT', pdf('')],
    ['an encrypted PDF file', 'UTILITY_BILL', pdf('trailer << /Encrypt 5 0 R >>')],
    ['a PNG bomb', 'FRONT', png(bomb)],
    ['a JPEG bomb', 'FRONT', jpeg('ffffffff', exif)],
    ['a step of no such name', 'front', png(small)],
  ])('are refused when they are %s', (_what, step, image) => {
    expect(() => check(step, image, asBase64)).toThrow(
      expect.objectContaining({ httpStatus: 400, field: `images.${step}` }),
    );
  });
});

it('stops at a JPEG whose segments never end', () => {
  expect(() => check('FRONT', bytesOf('ffd8', 'ffe00002'.repeat(1_000_000)))).not.toThrow();
});

it('names the image that is missing', () => {
  expect(() => checkImages(new Map(), ['FRONT', 'FACE'])).toThrow(
    expect.objectContaining({ field: 'images.FRONT', identifier: 'MISSING_VALUE' }),
  );
});
