import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBase64 } from './base64.js';
import { chunksOf } from './uploaded-image.js';

const PLAIN = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

describe('the check of Base64', () => {
  it('accepts what Node encodes, of any length', () => {
    const sizes = fc.oneof(fc.nat(200), fc.integer({ min: 49_000, max: 100_000 }));
    fc.assert(
      fc.property(sizes, fc.nat(255), (size, byte) => {
        expect(isBase64(chunksOf(Buffer.alloc(size, byte).toString('base64')))).toBe(true);
      }),
    );
  });

  it('accepts nothing else', () => {
    const text = fc.string({ unit: fc.constantFrom(...'AZaz09+/=-_ \n\u0141'), maxLength: 40 });
    fc.assert(
      fc.property(text, (any) => {
        expect(isBase64(chunksOf(any))).toBe(PLAIN.test(any));
      }),
      { numRuns: 1_000 },
    );
  });

  it('finds an invalid byte at any position', () => {
    const base64 = Buffer.alloc(70_002, 'AZaz09+/').toString('base64');
    fc.assert(
      fc.property(fc.nat(base64.length - 3), fc.nat(255), (at, code) => {
        const changed = `${base64.slice(0, at)}${String.fromCharCode(code)}${base64.slice(at + 1)}`;
        expect(isBase64(chunksOf(changed))).toBe(PLAIN.test(String.fromCharCode(code).repeat(4)));
      }),
      { numRuns: 300 },
    );
  });

  it.each(['AB==CD==', 'AAAA=', 'AAA', '====', 'AAA\n', 'data:image/jpeg;base64,AAAA', 'AA-_', 'ŁAAA'])(
    'refuses %j',
    (text) => {
      expect(isBase64(chunksOf(text))).toBe(false);
      expect(isBase64([Buffer.concat([Buffer.from('x'), Buffer.from(text)]).subarray(1)])).toBe(false);
    },
  );
});
