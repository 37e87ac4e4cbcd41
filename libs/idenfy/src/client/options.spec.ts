import { describe, expect, it } from 'vitest';
import { Nested, OneOf, Optional, optionNames, Range, requireNumber, resolveOptions } from './options.js';

class InnerOptions {
  @Range(1, 10) depth = 2;
  @Range(1, 10) width = 4;
}

class SampleOptions {
  @Range(1, 10) count = 3;
  @Range(0, 1, 'number') share = 0.5;
  @OneOf('some', 'all') which = 'some';
  enabled = true;
  @Nested(InnerOptions) inner = new InnerOptions();
  @Optional((value, option) => requireNumber(value, option, { min: 0, max: 9 })) limit?: number;
}

describe('an option group', () => {
  it('names its options and fills in their defaults', () => {
    expect(optionNames(SampleOptions)).toEqual(['count', 'share', 'which', 'enabled', 'inner', 'limit']);
    expect(resolveOptions(SampleOptions, { count: 7 })).toEqual({
      count: 7,
      share: 0.5,
      which: 'some',
      enabled: true,
      inner: { depth: 2, width: 4 },
    });
    expect(resolveOptions(SampleOptions, { limit: 4 }).limit).toBe(4);
    expect(resolveOptions(SampleOptions, { inner: { depth: 3 } as InnerOptions }).inner).toEqual({
      depth: 3,
      width: 4,
    });
  });

  it.each([
    ['an unknown option', { cuont: 1 }, 'sample.cuont'],
    ['a number out of range', { count: 11 }, 'sample.count'],
    ['a fraction where a whole number is needed', { count: 1.5 }, 'sample.count'],
    ['a value that is none of those listed', { which: 'none' }, 'sample.which'],
    ['a string where true or false is needed', { enabled: 'no' }, 'sample.enabled'],
    ['an optional number out of range', { limit: 10 }, 'sample.limit'],
    ['an unknown option of a nested group', { inner: { dpeth: 1 } }, 'sample.inner.dpeth'],
    ['a nested number out of range', { inner: { depth: 11 } }, 'sample.inner.depth'],
  ])('refuses %s by name', (_what, given, option) => {
    expect(() => resolveOptions(SampleOptions, given as never, 'sample')).toThrow(option);
  });
});
