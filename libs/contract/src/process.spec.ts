import { describe, expect, it } from 'vitest';
import { isAcceptedProcessBody, requiredImages } from './process.js';

describe('requiredImages', () => {
  it.each([
    [{ documentType: 'PASSPORT' }, ['FRONT', 'FACE']],
    [{ documentType: 'ID_CARD' }, ['FRONT', 'BACK', 'FACE']],
    [{ documentType: 'RESIDENCE_PERMIT', tokenType: 'DOCUMENT' }, ['FRONT', 'BACK']],
    [{ documentType: 'DRIVER_LICENSE' }, ['FRONT', 'FACE']],
    [{ documentType: 'DRIVER_LICENSE', driverLicenseBack: true }, ['FRONT', 'BACK', 'FACE']],
    [
      { documentType: 'PASSPORT', driverLicenseBack: true, utilityBill: true },
      ['FRONT', 'FACE', 'UTILITY_BILL'],
    ],
    [{}, ['FRONT', 'FACE']],
  ])('for %j are %j', (needs, images) => {
    expect(requiredImages(needs)).toEqual(images);
  });
});

describe('isAcceptedProcessBody', () => {
  it.each(['', ' \r\n', '{}', ' { } \n'])('is true for %j', (text) => {
    expect(isAcceptedProcessBody(text)).toBe(true);
  });

  it.each(['{"identifier":"BAD_VALUE"}', '{"message":"x"}', '[]', 'null', '""', '<html>', '{}{}'])(
    'is false for %j',
    (text) => {
      expect(isAcceptedProcessBody(text)).toBe(false);
    },
  );
});
