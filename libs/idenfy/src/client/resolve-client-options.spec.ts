import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { IdenfyConfigurationError } from '../errors/idenfy-configuration.error.js';
import { CLIENT_DEFAULTS, type IdenfyClientOptions } from './client.options.js';
import { resolveClientOptions } from './resolve-client-options.js';

const account = { apiKey: 'key', apiSecret: 'the-secret' };

/** The option at fault and the whole message. */
function complaintAbout(options: unknown): { option: string; message: string } {
  try {
    resolveClientOptions(options as IdenfyClientOptions);
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
    const { accounts, ...rest } = resolveClientOptions(account);
    const { baseUrl, uiUrl, ...defaults } = CLIENT_DEFAULTS;

    expect(rest).toEqual(defaults);
    expect(accounts.get('default')).toMatchObject({ name: 'default', baseUrl, uiUrl });
  });

  it('have their credentials trimmed and their URLs cut to size', () => {
    const { accounts } = resolveClientOptions({
      accounts: { eu: { apiKey: '\tkey ', apiSecret: ' s\n', baseUrl: ' https://eu.example.com/x/ ' } },
    });

    expect(accounts.get('eu')).toMatchObject({
      apiKey: 'key',
      apiSecret: 's',
      baseUrl: 'https://eu.example.com/x',
    });
    expect(accounts.has('default')).toBe(false);
  });

  it('never show a secret, however an account is printed', () => {
    const resolved = resolveClientOptions(account);
    const shown = [
      inspect(resolved, { depth: 9, showHidden: true }),
      JSON.stringify({ ...resolved.accounts.get('default') }),
    ];

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
  ])('name %s when it is wrong, and never quote a value', (option, options) => {
    const complaint = complaintAbout(options);

    expect(complaint.option).toBe(option);
    expect(complaint.message).not.toMatch(/the-secret|user:pass/);
  });

  it.each(['http://localhost:4010', 'http://127.0.0.1:4010', 'http://[::1]:4010'])(
    'take plain HTTP on this machine: %s',
    (baseUrl) => {
      expect(resolveClientOptions({ ...account, baseUrl }).accounts.get('default')?.baseUrl).toBe(baseUrl);
    },
  );
});
