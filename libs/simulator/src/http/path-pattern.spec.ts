import { describe, expect, it } from 'vitest';
import { matchesPath } from './path-pattern.js';

describe('matchesPath', () => {
  it.each([
    ['/api/v2/token', '/api/v2/token', true],
    ['/api/v2/token', '/api/v2/token/', false],
    ['/api/v2/*', '/api/v2/token', true],
    ['/api/v2/*', '/api/v3/token', false],
    ['/kyc/:scanRef/request/', '/kyc/abc/request/', true],
    ['/kyc/:scanRef/request/', '/kyc/abc/def/request/', false],
    ['/kyc/:scanRef/request/', '/kyc/abc/other/', false],
  ])('of %s and %s is %s', (pattern, path, matches) => {
    expect(matchesPath(pattern, path)).toBe(matches);
  });
});
