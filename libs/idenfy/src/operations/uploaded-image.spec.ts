import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Base64Image, BinaryImage, chunksOf, type UploadedImage } from './uploaded-image.js';

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
