import { describe, expect, it } from 'vitest';
import { IdenfyConfigurationError } from '../errors/idenfy-configuration.error.js';
import { HttpSettings } from './http-settings.js';

describe('the settings of the REST routes', () => {
  it('let a person choose their language, and nothing else, unless told otherwise', () => {
    expect([...new HttpSettings().personMaySet]).toEqual(['locale']);
  });

  it.each([
    ['personMaySet', { personMaySet: ['clientId'] }],
    ['personMaySet', { personMaySet: ['isAdmin'] }],
    ['redirectOrigins', { personMaySet: ['successUrl'] }],
    ['redirectOrigins', { redirectOrigins: ['http://app.example.com'] }],
    ['redirectOrigins', { redirectOrigins: ['https://app.example.com/path'] }],
    ['redirectOrigins', { redirectOrigins: ['https://ada:secret@app.example.com'] }],
    ['errors.PARTNER_ERROR', { errors: { PARTNER_ERROR: 200 } }],
    ['heartbeatMs', { heartbeatMs: 0 }],
    ['defaults', { defaults: { clientId: 'everybody' } }],
    ['defaults.expiryTime', { defaults: { expiryTime: 0 } }],
    ['defaults.country', { defaults: { country: 'XX' } }],
  ])('refuse to boot over %s: %j', (option, options) => {
    expect(() => new HttpSettings(options as ConstructorParameters<typeof HttpSettings>[0])).toThrow(
      expect.objectContaining({ name: 'IdenfyConfigurationError', option }),
    );
  });

  it('take defaults that depend on who is calling, and hold them to the same rules', async () => {
    const settings = new HttpSettings({
      defaults: (caller) => ('staff' in caller ? { country: 'XX' } : { checkAml: true }),
    });

    expect(await settings.defaultsFor({ clientId: 'ada' })).toEqual({ checkAml: true });
    await expect(settings.defaultsFor({ staff: true, id: 'officer-7' })).rejects.toBeInstanceOf(
      IdenfyConfigurationError,
    );
  });

  it('know an origin however it is written', () => {
    const { redirectOrigins } = new HttpSettings({ redirectOrigins: ['https://APP.example.com:443/'] });

    expect(redirectOrigins).toEqual(new Set(['https://app.example.com']));
  });
});
