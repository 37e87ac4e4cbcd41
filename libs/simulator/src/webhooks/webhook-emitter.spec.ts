import { describe, expect, it } from 'vitest';
import { wireJson } from './webhook-emitter.js';

describe('wireJson', () => {
  it('writes blanks and escapes, and parses to the same value', () => {
    const value = { name: 'ŽIVILĖ 𝔘', lines: 'a\n ]b,\n {', list: [1, { deep: [] }], empty: {}, none: null };

    const text = wireJson(value);

    expect(text).toMatch(/^[\x20-\x7e]+$/);
    expect(text).toContain('"list": [1, {"deep": []}], "empty": {}, "none": null}');
    expect(JSON.parse(text)).toEqual(value);
  });
});
