import { describe, expect, it } from 'vitest';
import { resolveOptions } from '../client/options.js';
import { VerificationOptions } from './verification.options.js';

const resolve = (options: object) => resolveOptions(VerificationOptions, options);

describe('the options of verifications', () => {
  it.each([
    ['limits.startsPerDay', { limits: { startsPerDay: -1 } }],
    ['limits.startsPerDay', { limits: { startsPerDay: Number.NaN } }],
    ['limits.attempts', { limits: { attempts: 2.5 } }],
    ['limits.coolDownSeconds', { limits: { coolDownSeconds: -60 } }],
    ['limits.cooldownSeconds', { limits: { cooldownSeconds: 60 } }],
    ['keep', { keep: 'noting' }],
  ])('are refused at boot for %s: %j', (option, options) => {
    expect(() => resolve(options)).toThrow(
      expect.objectContaining({ name: 'IdenfyConfigurationError', option }),
    );
  });

  it('accept Infinity as no limit', () => {
    expect(resolve({ limits: { attempts: Infinity } }).limits.attempts).toBe(Infinity);
  });
});
