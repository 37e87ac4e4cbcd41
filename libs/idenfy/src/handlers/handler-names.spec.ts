import { describe, expect, it } from 'vitest';
import { looksMinified } from './handler-names.js';

describe('a name that looks minified', () => {
  it.each([
    'eJ.open',
    't.open',
    'A.open',
    'Ab.open',
    'a1b.open',
    'Xe1.open',
    '_a.open',
    '.open',
    'Accounts.t',
  ])('is %s', (name) => expect(looksMinified(name)).toBe(true));

  it.each(['Accounts.open', 'Kyc.on', 'CRM.tell', 'Account2.do', 'Kyc.log', 'accounts.open', 'Kyc.$handle'])(
    'is not %s',
    (name) => expect(looksMinified(name)).toBe(false),
  );
});
