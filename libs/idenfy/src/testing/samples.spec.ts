import { describe, expect, it } from 'vitest';
import { sampleJpeg, samplePdf, samplePng } from './samples.js';

describe.each([
  ['JPEG', sampleJpeg, 'ffd8ff', 'ffd9'],
  ['PNG', samplePng, '89504e470d0a1a0a', 'ae426082'],
  ['PDF', samplePdf, '255044462d', '2525454f460a'],
])('a sample %s', (_, sample, start, end) => {
  const smallest = sample().length;

  it.each([0, 1, 2, 3, 4, 5, 65_532, 65_533, 65_534, 65_536, 65_540, 131_070, 131_073, 1_000_000])(
    'has exactly the requested size: %i bytes more than the smallest',
    (more) => {
      const bytes = sample(smallest + more);

      expect(bytes).toHaveLength(smallest + more);
      expect(bytes.toString('hex', 0, start.length / 2)).toBe(start);
      expect(bytes.subarray(-end.length / 2).toString('hex')).toBe(end);
    },
  );

  it('reports its smallest size', () => {
    expect(() => sample(smallest - 1)).toThrow(
      new RangeError(`the smallest sample of this kind has ${smallest} bytes`),
    );
  });
});
