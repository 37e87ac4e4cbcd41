import { describe, expect, it } from 'vitest';
import { mismatchesOf } from './mismatches.js';

const TODAY = Date.parse('2026-11-20');

describe('the comparison of a document with its token', () => {
  it('finds everything that differs, and nothing that the token did not give', () => {
    const data = { docFirstName: 'GRACE', docLastName: 'HOPPER', docDob: '1990-12-20', docSex: 'FEMALE' };

    expect(mismatchesOf({ clientId: 'a' }, data, TODAY)).toEqual([]);
    expect(mismatchesOf({ clientId: 'a', firstName: 'Grace', sex: 'F' }, data, TODAY)).toEqual([]);
    expect(
      mismatchesOf({ clientId: 'a', firstName: 'Ada', dateOfBirth: '1990-12-21', sex: 'M' }, data, TODAY),
    ).toEqual(['NAME', 'DATE_OF_BIRTH', 'SEX']);
  });

  it.each([
    ['2008-11-20', []],
    ['2008-11-21', ['UNDER_AGE']],
    ['1955-11-20', ['OVER_AGE']],
    ['1955-11-21', []],
    [null, ['UNKNOWN_AGE']],
  ])('knows the age of who was born on %s', (docDob, tags) => {
    expect(mismatchesOf({ clientId: 'a', ageLimit: 18, ageMax: 70 }, { docDob }, TODAY)).toEqual(tags);
  });
});
