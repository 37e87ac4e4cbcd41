import { describe, expect, it } from 'vitest';
import { type IdenfyVerificationOptions, VerificationSettings } from './verification.options.js';

describe('the rules on starting and keeping', () => {
  it.each([
    ['limits.startsPerDay', { limits: { startsPerDay: -1 } }],
    ['limits.startsPerDay', { limits: { startsPerDay: Number.NaN } }],
    ['limits.attempts', { limits: { attempts: 2.5 } }],
    ['limits.coolDownSeconds', { limits: { coolDownSeconds: -60 } }],
    ['limits.cooldownSeconds', { limits: { cooldownSeconds: 60 } }],
    ['keep', { keep: 'noting' }],
  ])('refuse to boot over %s: %j', (option, options) => {
    expect(() => new VerificationSettings(options as IdenfyVerificationOptions)).toThrow(
      expect.objectContaining({ name: 'IdenfyConfigurationError', option }),
    );
  });

  it('may say that there is no limit', () => {
    expect(new VerificationSettings({ limits: { attempts: Infinity } }).attempts).toBe(Infinity);
  });
});
