import { describe, expect, it } from 'vitest';
import { overallOf } from './overall.js';

const passed = {
  autoFace: 'FACE_MATCH',
  autoDocument: 'DOC_VALIDATED',
  manualFace: null,
  manualDocument: null,
  fraudTags: [],
  mismatchTags: [],
};

describe('the overall status', () => {
  it.each([
    ['both parts passed', {}, 'APPROVED'],
    ['a tag beside two passes', { mismatchTags: ['NAME'] }, 'SUSPECTED'],
    ['a document that failed', { autoDocument: 'DOC_EXPIRED' }, 'DENIED'],
    [
      'a face that failed, whatever the tags',
      { autoFace: 'FACE_MISMATCH', fraudTags: ['FAKE_PHOTO'] },
      'DENIED',
    ],
    ['a face nobody asked for', { autoFace: 'FACE_NOT_CHECKED' }, 'APPROVED'],
    [
      'a human who overrules the machine',
      { autoDocument: 'DOC_GLARED', manualDocument: 'DOC_VALIDATED' },
      'APPROVED',
    ],
    ['a human who sees a fake', { manualFace: 'FAKE_FACE' }, 'DENIED'],
  ])('of %s', (_, over, overall) => {
    expect(overallOf({ ...passed, ...over })).toBe(overall);
  });
});
