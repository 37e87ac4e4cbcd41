import { describe, expect, it } from 'vitest';
import { requestedAccount } from './account-of.js';

const staff = { staff: true, id: 'officer-7' } as const;

describe('the account a request is about', () => {
  it.each([
    ['the default one, for a person of whom nothing else is said', { clientId: 'ada' }, undefined, 'default'],
    ["a person's own", { clientId: 'ada', account: 'eu' }, undefined, 'eu'],
    ["a person's own, when they name it", { clientId: 'ada', account: 'eu' }, 'eu', 'eu'],
    ['whichever, for staff who ask for none', staff, undefined, undefined],
    ['the one that staff ask for', staff, 'eu', 'eu'],
    ['the one that staff are confined to', { ...staff, account: 'eu' }, undefined, 'eu'],
  ])('is %s', (_, caller, asked, expected) => {
    expect(requestedAccount(caller, asked)).toBe(expected);
  });

  it.each([
    ['a person', { clientId: 'ada' }],
    ['confined staff', { ...staff, account: 'us' }],
  ])('is never another than that of %s', (_, caller) => {
    expect(() => requestedAccount(caller, 'eu')).toThrow(
      expect.objectContaining({ httpStatus: 403, field: 'account' }),
    );
  });

  it.each(['', 'EU', 'x'.repeat(41), ['eu'], { eu: '' }, 'e\0u'])(
    'must be written like a name: %j',
    (asked) => {
      expect(() => requestedAccount(staff, asked)).toThrow(
        expect.objectContaining({ httpStatus: 400, field: 'account' }),
      );
    },
  );
});
