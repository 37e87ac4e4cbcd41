import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { printedWithout } from './hidden-properties.js';

describe('printedWithout', () => {
  it('hides values from printing only, at any depth', () => {
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
