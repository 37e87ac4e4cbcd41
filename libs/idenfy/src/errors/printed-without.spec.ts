import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { printedWithout } from './printed-without.js';

describe('printedWithout', () => {
  it('hides values from what prints the object, at any depth, and from nothing else', () => {
    const session = printedWithout({ scanRef: 'scan-1', authToken: 'CANARY', code: undefined }, [
      'authToken',
      'code',
    ]);

    expect(inspect({ deep: [session] }, { depth: 9 })).toContain(
      `{ scanRef: 'scan-1', authToken: '[hidden]', code: undefined }`,
    );
    expect(JSON.stringify(session)).toBe('{"scanRef":"scan-1","authToken":"CANARY"}');
    expect({ ...session }).toEqual({ scanRef: 'scan-1', authToken: 'CANARY' });
  });
});
