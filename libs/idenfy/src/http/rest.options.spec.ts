import { describe, expect, it } from 'vitest';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';
import { type IdenfyRestOptions, type RestOptions, resolveRestOptions } from './rest.options.js';

describe('the options of the REST routes', () => {
  it('permit a person to choose their language, and nothing else, by default', () => {
    expect(resolveRestOptions().personMaySet).toEqual(['locale']);
  });

  it.each([
    ['personMaySet', { personMaySet: ['clientId'] }],
    ['personMaySet', { personMaySet: ['isAdmin'] }],
    ['redirectOrigins', { personMaySet: ['successUrl'] }],
    ['redirectOrigins', { redirectOrigins: ['http://app.example.com'] }],
    ['redirectOrigins', { redirectOrigins: ['https://app.example.com/path'] }],
    ['redirectOrigins', { redirectOrigins: ['https://ada:secret@app.example.com'] }],
    ['callbackUrls', { callbackUrls: 'https://api.example.com' }],
    ['callbackUrls', { callbackUrls: ['http://api.example.com'] }],
    ['callbackUrls', { callbackUrls: [null] }],
    ['callbackUrls', { personMaySet: ['callbackUrl'] }],
    ['errors.PARTNER_ERROR', { errors: { PARTNER_ERROR: 200 } }],
    ['requireAccessReason', { requireAccessReason: 'yes' }],
    ['heartbeatMs', { heartbeatMs: 0 }],
    ['defaults', { defaults: { clientId: 'everybody' } }],
    ['defaults.expiryTime', { defaults: { expiryTime: 0 } }],
    ['defaults.country', { defaults: { country: 'XX' } }],
  ])('are refused at boot, naming %s: %j', (option, options) => {
    expect(() => resolveRestOptions(options as IdenfyRestOptions)).toThrow(
      expect.objectContaining({ name: 'IdenfyConfigurationError', option }),
    );
  });

  it('may give defaults that depend on the caller, checked against the same rules', async () => {
    const { defaults } = resolveRestOptions({
      defaults: (caller) => ('staff' in caller ? { country: 'XX' } : { checkAml: true }),
    });
    const defaultsFor = defaults as Extract<RestOptions['defaults'], (...args: never) => unknown>;

    expect(await defaultsFor({ clientId: 'ada' })).toEqual({ checkAml: true });
    await expect(defaultsFor({ staff: true, id: 'officer-7' })).rejects.toBeInstanceOf(
      IdenfyConfigurationError,
    );
  });

  it('normalise an origin', () => {
    const { redirectOrigins } = resolveRestOptions({ redirectOrigins: ['https://APP.example.com:443/'] });

    expect(redirectOrigins).toEqual(['https://app.example.com']);
  });
});
