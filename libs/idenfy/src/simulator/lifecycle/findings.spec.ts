import { describe, expect, it } from 'vitest';
import { tagsFor } from './findings.js';

describe('the tags of a verdict', () => {
  it.each([
    ['SUSPECTED', {}, [], ['NAME']],
    ['SUSPECTED', { fraudTags: [], mismatchTags: [] }, [], ['NAME']],
    ['SUSPECTED', { fraudTags: ['VIRTUAL_CAMERA'] }, ['VIRTUAL_CAMERA'], []],
    ['SUSPECTED', { mismatchTags: ['SEX'] }, [], ['SEX']],
    ['APPROVED', {}, [], []],
  ])(
    'of %s with %j: those given, and NAME where a SUSPECTED would have none',
    (verdict, given, fraud, mismatch) => {
      expect(tagsFor(verdict, given)).toEqual({ fraudTags: fraud, mismatchTags: mismatch });
    },
  );
});
