import { describe, expect, it } from 'vitest';
import { IdenfyUnavailableError } from '../../errors/idenfy-unavailable.error.js';
import { errorFrames, errorText } from './error-text.js';

class PaymentError extends Error {
  code = 'CARD_DECLINED';
}

describe('what is kept of a failure', () => {
  it.each([
    [
      'our own error, which is safe to quote',
      new IdenfyUnavailableError({ message: 'Away.' }),
      'IdenfyUnavailableError: Away.',
    ],
    ['the kind of any other', new TypeError('Ada Lovelace, passport X123'), 'TypeError'],
    ['its code', new PaymentError('Ada Lovelace'), 'PaymentError CARD_DECLINED'],
    ['no code that could be a value', Object.assign(new Error('x'), { code: 'ada@example.com' }), 'Error'],
    ['nothing of a thrown text', 'Ada Lovelace', 'Error'],
    ['nothing of a thrown nothing', undefined, 'Error'],
  ])('is %s', (_, error, text) => {
    expect(errorText(error)).toBe(text);
  });

  it('tells where it happened without its message', () => {
    const frames = errorFrames(new Error('Ada Lovelace\n    of London'));

    expect(frames).toContain('error-text.spec.ts');
    expect(frames).not.toContain('Ada');
  });
});
