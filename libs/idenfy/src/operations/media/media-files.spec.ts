import { describe, expect, it } from 'vitest';
import { mediaFiles } from './media-files.js';

describe('the files of a verification', () => {
  it('have the names of their steps, and numbers where a step has several', () => {
    const files = mediaFiles({
      fileUrls: { FRONT: 'https://a', UTILITY_BILL: 'https://b', BACK: null },
      videoUrls: { FRONT_VIDEO: 'https://c' },
      additionalStepPdfUrls: { UTILITY_BILL: ['https://d', 'https://e'] },
    });

    expect([...files]).toEqual([
      ['FRONT', 'https://a'],
      ['UTILITY_BILL', 'https://b'],
      ['FRONT_VIDEO', 'https://c'],
      ['UTILITY_BILL-2', 'https://d'],
      ['UTILITY_BILL-3', 'https://e'],
    ]);
  });

  it('are none where iDenfy names none', () => {
    expect(mediaFiles({ fileUrls: null, videoUrls: {} }).size).toBe(0);
  });
});
