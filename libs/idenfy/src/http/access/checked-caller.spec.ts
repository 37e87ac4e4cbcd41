import { describe, expect, it } from 'vitest';
import type { IdenfyCaller } from './caller.js';
import { checkedCaller } from './checked-caller.js';

/** What a policy gives that reads it from a token without looking. */
const fromClaims = (claims: string) => JSON.parse(claims) as IdenfyCaller | null;

describe('what an access policy says', () => {
  it.each(['{"clientId":"ada"}', '{"clientId":"ada","account":"eu"}', '{"staff":true,"id":"mary"}', 'null'])(
    'is believed when it says it outright: %s',
    (claims) => {
      expect(checkedCaller(fromClaims(claims))).toEqual(JSON.parse(claims));
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
  ])('makes nobody of it otherwise: %s', (claims) => {
    expect(() => checkedCaller(fromClaims(claims))).toThrow(/access/);
  });
});
