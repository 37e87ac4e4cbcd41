import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { HashKey, parseHashKey } from './hash-key.js';

const TEXT = Buffer.alloc(32, 7).toString('base64');

describe('a hash under the hash key', () => {
  it('is the same for each process with that key, and another one under another key or for another purpose', () => {
    const hash = parseHashKey(TEXT).hash('pseudonym', 'default:ada');

    expect(hash).toMatch(/^[\w-]{32}$/);
    expect(parseHashKey(` ${TEXT}\n`).hash('pseudonym', 'default:ada')).toBe(hash);
    expect(parseHashKey(TEXT).hash('idempotencyKey', 'default:ada')).not.toBe(hash);
    expect(new HashKey(Buffer.alloc(32, 8)).hash('pseudonym', 'default:ada')).not.toBe(hash);
  });

  it('does not reveal the key where it is printed', () => {
    const key = parseHashKey(TEXT);

    expect(`${inspect(key)} ${JSON.stringify(key)}`).toBe('HashKey "HashKey"');
  });

  it.each(['', 'short', `k1:${TEXT}`])('needs 32 bytes in base64, not %j', (text) => {
    expect(() => parseHashKey(text)).toThrow(expect.objectContaining({ option: 'hashKey' }));
  });
});
