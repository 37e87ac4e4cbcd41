import { describe, expect, it } from 'vitest';
import { mismatchTagsOf, overallOf, tagsFor } from './analysis-results.js';

describe('tagsFor', () => {
  it.each([
    ['SUSPECTED', {}, [], ['NAME']],
    ['SUSPECTED', { fraudTags: [], mismatchTags: [] }, [], ['NAME']],
    ['SUSPECTED', { fraudTags: ['VIRTUAL_CAMERA'] }, ['VIRTUAL_CAMERA'], []],
    ['SUSPECTED', { mismatchTags: ['SEX'] }, [], ['SEX']],
    ['APPROVED', {}, [], []],
  ])('turns %s with %j into fraud tags %j and mismatch tags %j', (verdict, given, fraud, mismatch) => {
    expect(tagsFor(verdict, given)).toEqual({ fraudTags: fraud, mismatchTags: mismatch });
  });
});

const TODAY = Date.parse('2026-11-20');

describe('mismatchTagsOf', () => {
  it('has a tag for each field that differs, and none for fields that the token does not give', () => {
    const data = { docFirstName: 'GRACE', docLastName: 'HOPPER', docDob: '1990-12-20', docSex: 'FEMALE' };

    expect(mismatchTagsOf({ clientId: 'a' }, data, TODAY)).toEqual([]);
    expect(mismatchTagsOf({ clientId: 'a', firstName: 'Grace', sex: 'F' }, data, TODAY)).toEqual([]);
    expect(
      mismatchTagsOf({ clientId: 'a', firstName: 'Ada', dateOfBirth: '1990-12-21', sex: 'M' }, data, TODAY),
    ).toEqual(['NAME', 'DATE_OF_BIRTH', 'SEX']);
  });

  it.each([
    ['2008-11-20', []],
    ['2008-11-21', ['UNDER_AGE']],
    ['1955-11-20', ['OVER_AGE']],
    ['1955-11-21', []],
    [null, ['UNKNOWN_AGE']],
  ])('compares the age of a person born on %s with the limits of the token', (docDob, tags) => {
    expect(mismatchTagsOf({ clientId: 'a', ageLimit: 18, ageMax: 70 }, { docDob }, TODAY)).toEqual(tags);
  });
});

const passed = {
  autoFace: 'FACE_MATCH',
  autoDocument: 'DOC_VALIDATED',
  manualFace: null,
  manualDocument: null,
  fraudTags: [],
  mismatchTags: [],
};

describe('overallOf', () => {
  it.each([
    ['both parts passed', {}, 'APPROVED'],
    ['a tag beside two passes', { mismatchTags: ['NAME'] }, 'SUSPECTED'],
    ['a document that failed', { autoDocument: 'DOC_EXPIRED' }, 'DENIED'],
    [
      'a face that failed, whatever the tags',
      { autoFace: 'FACE_MISMATCH', fraudTags: ['FAKE_PHOTO'] },
      'DENIED',
    ],
    ['a face that was not asked for', { autoFace: 'FACE_NOT_CHECKED' }, 'APPROVED'],
    [
      'a human review that overrules the automatic one',
      { autoDocument: 'DOC_GLARED', manualDocument: 'DOC_VALIDATED' },
      'APPROVED',
    ],
    ['a human review that finds a fake', { manualFace: 'FAKE_FACE' }, 'DENIED'],
  ])('of %s, %j, is %s', (_, over, overall) => {
    expect(overallOf({ ...passed, ...over })).toBe(overall);
  });
});
