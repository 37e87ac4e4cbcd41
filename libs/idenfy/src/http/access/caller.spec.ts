import { describe, expect, it } from 'vitest';
import { checkedCaller, type IdenfyCaller, requestedAccount } from './caller.js';

/** The result of a policy that copies it from a token unchecked. */
const fromClaims = (claims: string) => JSON.parse(claims) as IdenfyCaller | null;

describe('the caller that an access policy returns', () => {
  it.each([
    '{"clientId":"ada"}',
    '{"clientId":"ada","account":"eu"}',
    '{"staff":true,"id":"mary"}',
    '{"staff":true,"id":"mary","permissions":[]}',
    '{"staff":true,"id":"mary","permissions":["review","read-data"]}',
    'null',
  ])('is accepted when it is a person, a member of staff or null: %s', (claims) => {
    expect(checkedCaller(fromClaims(claims))).toEqual(JSON.parse(claims));
  });

  it.each(['null', '"review"', '["reviews"]', '["review",7]', '{"0":"review"}'])(
    'is refused when its permissions are no list of known ones: %s',
    (permissions) => {
      const caller = fromClaims(`{"staff":true,"id":"mary","permissions":${permissions}}`);
      expect(() => checkedCaller(caller)).toThrow(/some of review, decide,/);
    },
  );

  it.each([
    '{}',
    '{"clientId":""}',
    '{"clientId":null}',
    '{"clientId":42}',
    '{"clientId":["ada"]}',
    '{"clientId":"žmogus"}',
    '{"staff":true}',
    '{"staff":true,"id":""}',
    '{"staff":"true","id":"mary"}',
    '{"staff":1,"id":"mary"}',
  ])('is refused when its id is missing or malformed: %s', (claims) => {
    expect(() => checkedCaller(fromClaims(claims))).toThrow(/access/);
  });
});

const staff = { staff: true, id: 'officer-7' } as const;

describe('the account of a request', () => {
  it.each([
    ['the default one, for a person without an account', { clientId: 'ada' }, undefined, 'default'],
    ["a person's own", { clientId: 'ada', account: 'eu' }, undefined, 'eu'],
    ["a person's own, when they name it", { clientId: 'ada', account: 'eu' }, 'eu', 'eu'],
    ['undefined, for staff who name none', staff, undefined, undefined],
    ['the one that staff name', staff, 'eu', 'eu'],
    ['the one that staff are confined to', { ...staff, account: 'eu' }, undefined, 'eu'],
  ])('is %s', (_, caller, asked, expected) => {
    expect(requestedAccount(caller, asked)).toBe(expected);
  });

  it.each([
    ['a person', { clientId: 'ada' }],
    ['confined staff', { ...staff, account: 'us' }],
  ])('is never another one than that of %s', (_, caller) => {
    expect(() => requestedAccount(caller, 'eu')).toThrow(
      expect.objectContaining({ httpStatus: 403, field: 'account' }),
    );
  });

  it.each(['', 'EU', 'x'.repeat(41), ['eu'], { eu: '' }, 'e\0u'])(
    'must have the form of a name: %j',
    (asked) => {
      expect(() => requestedAccount(staff, asked)).toThrow(
        expect.objectContaining({ httpStatus: 400, field: 'account' }),
      );
    },
  );
});
