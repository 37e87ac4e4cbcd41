import { describe, expect, it } from 'vitest';
import { decodeBase64 } from './image-bytes.js';

describe('decodeBase64', () => {
  it.each(['AAAA', 'AAA=', 'AA==', '/9j/4AAQ', '++++'])('accepts %s', (text) => {
    expect(decodeBase64(text)?.toString('base64')).toBe(text);
  });

  it.each([
    '',
    'A',
    'AAA',
    'A===',
    'AA=A',
    '====',
    'AAAA\n',
    'AA AA===',
    'AA-_',
    'data:image/png;base64,AAAA',
    'ĀĀĀĀ',
  ])('refuses %j', (text) => {
    expect(decodeBase64(text)).toBeUndefined();
  });
});
