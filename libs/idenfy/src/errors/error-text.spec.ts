import { describe, expect, it } from 'vitest';
import { IdenfyUnavailableError } from './refusal.errors.js';
import { errorFrames, errorText } from './idenfy.error.js';

class PaymentError extends Error {
  code = 'CARD_DECLINED';
}

describe('the stored text of an error', () => {
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
  ])('contains %s', (_, error, text) => {
    expect(errorText(error)).toBe(text);
  });

  it.each<[string, () => unknown, string]>([
    ['has no constructor', () => Object.assign(new Error('x'), { constructor: undefined }), 'Error'],
    [
      'has a constructor whose name is no text',
      () => Object.assign(new Error('x'), { constructor: { name: 7 } }),
      'Error',
    ],
    [
      'has a stack that is no text',
      () => Object.assign(new TypeError('x'), { stack: { toString: null } }),
      'TypeError',
    ],
    ['throws from its getters', () => throwingGetters(new TypeError('x')), 'TypeError'],
    ['is a Proxy that throws from every trap', () => hostileProxy(), 'Error'],
    ['is a revoked Proxy', () => revokedProxy(), 'Error'],
    ['has no prototype', () => Object.create(null), 'Error'],
    ['is a symbol', () => Symbol('x'), 'Error'],
    [
      'calls itself ours and is not',
      () => ({
        [Symbol.for('nestjs-idenfy.error')]: true,
        get name() {
          throw new Error('x');
        },
      }),
      'Error',
    ],
  ])('is made of a value that %s', (_, thrown, text) => {
    const error = thrown();

    expect(errorText(error)).toBe(text);
    expect(() => errorFrames(error)).not.toThrow();
  });

  it('names the stack frames without the message', () => {
    const frames = errorFrames(new Error('Ada Lovelace\n    of London'));

    expect(frames).toContain('error-text.spec.ts');
    expect(frames).not.toContain('Ada');
  });
});

function throwingGetters(error: Error): Error {
  for (const name of ['code', 'stack', 'message', 'name', 'cause'])
    Object.defineProperty(error, name, {
      get: () => {
        throw new Error('from a getter');
      },
    });
  return error;
}

function hostileProxy(): object {
  const trap = () => {
    throw new Error('from a trap');
  };
  return new Proxy(new Error('x'), { get: trap, has: trap, getPrototypeOf: trap, ownKeys: trap });
}

function revokedProxy(): object {
  const { proxy, revoke } = Proxy.revocable(new Error('x'), {});
  revoke();
  return proxy;
}
