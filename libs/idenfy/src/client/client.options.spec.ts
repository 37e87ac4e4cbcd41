import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';
import { IdenfyAccounts } from './accounts.js';
import { ClientOptions, type IdenfyClientOptions, resolveClientOptions } from './client.options.js';

const account = { apiKey: 'key', apiSecret: 'the-secret' };

/** The option at fault and the whole message. */
function complaintAbout(options: unknown): { option: string; message: string } {
  try {
    resolveClientOptions(options as IdenfyClientOptions);
    void new IdenfyAccounts(options as IdenfyClientOptions);
  } catch (error) {
    if (error instanceof IdenfyConfigurationError) {
      return { option: error.option, message: error.message };
    }
    throw error;
  }
  return expect.unreachable('the options should have been refused');
}

describe('the options of the client', () => {
  it('are complete with defaults', () => {
    expect(resolveClientOptions(account)).toEqual(new ClientOptions());
    expect(new IdenfyAccounts(account).get()).toMatchObject({
      name: 'default',
      baseUrl: 'https://ivs.idenfy.com',
      uiUrl: 'https://ui.idenfy.com',
    });
  });

  it('trim credentials and normalise URLs', () => {
    const accounts = new IdenfyAccounts({
      accounts: { eu: { apiKey: '\tkey ', apiSecret: ' s\n', baseUrl: ' https://eu.example.com/x/ ' } },
    });

    expect(accounts.get('eu')).toMatchObject({
      apiKey: 'key',
      apiSecret: 's',
      baseUrl: 'https://eu.example.com/x',
    });
    expect(accounts.names()).toEqual(['eu']);
  });

  it('hide the secrets of an account from every kind of printing', () => {
    const accounts = new IdenfyAccounts(account);
    const shown = [inspect(accounts, { depth: 9, showHidden: true }), JSON.stringify({ ...accounts.get() })];

    expect(shown.join()).not.toContain('the-secret');
  });

  it.each([
    ['apiKey', {}],
    ['apiSecret', { apiKey: 'key', apiSecret: ' ' }],
    ['accounts.eu.apiKey', { accounts: { eu: { apiSecret: 's' } } }],
    ['accounts.default', { ...account, accounts: { default: account } }],
    ['accounts', { accounts: { 'E U': account } }],
    ['accounts.eu.baseURL', { accounts: { eu: { ...account, baseURL: 'https://x.example.com' } } }],
    ['apikey', { ...account, apikey: 'key' }],
    ['baseUrl', { ...account, baseUrl: 'http://ivs.idenfy.com' }],
    ['baseUrl', { ...account, baseUrl: 'ivs.idenfy.com' }],
    ['baseUrl', { ...account, baseUrl: 'https://user:pass@ivs.idenfy.com' }],
    ['uiUrl', { ...account, uiUrl: 'https://ui.idenfy.com/?x=1' }],
    ['http.tryTimeout', { ...account, http: { tryTimeout: 1 } }],
    ['http.tryTimeoutMs', { ...account, http: { tryTimeoutMs: '10' } }],
    ['http.maxRetries', { ...account, http: { maxRetries: 11 } }],
    ['http.maxInFlight', { ...account, http: { maxInFlight: 1.5 } }],
    ['http.totalTimeoutMs', { ...account, http: { totalTimeoutMs: 5_000 } }],
    ['http.circuit.failureRatio', { ...account, http: { circuit: { failureRatio: 0 } } }],
    ['media.hosts', { ...account, media: { hosts: ['*'] } }],
    ['media.hosts', { ...account, media: { hosts: ['https://files.example.com'] } }],
    ['media.hosts', { ...account, media: { hosts: ['10.0.0.1'] } }],
    ['media.maxBytes', { ...account, media: { maxBytes: 0 } }],
    ['processTokenField', { ...account, processTokenField: 'auth' }],
    ['requestInformationPath', { ...account, requestInformationPath: 'https://x.example.com/' }],
  ])('name %s when it is wrong, without its value', (option, options) => {
    const complaint = complaintAbout(options);

    expect(complaint.option).toBe(option);
    expect(complaint.message).not.toMatch(/the-secret|user:pass/);
  });

  it.each(['http://localhost:4010', 'http://127.0.0.1:4010', 'http://[::1]:4010'])(
    'accept plain HTTP on this machine: %s',
    (baseUrl) => {
      expect(new IdenfyAccounts({ ...account, baseUrl }).get().baseUrl).toBe(baseUrl);
    },
  );
});
