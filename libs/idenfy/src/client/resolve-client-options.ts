import { PROCESS_TOKEN_FIELDS } from '../contract/process.js';
import { IdenfyConfigurationError } from '../errors/idenfy-configuration.error.js';
import { IdenfyAccount } from './account.js';
import {
  CLIENT_DEFAULTS,
  type IdenfyAccountCredentials,
  type IdenfyClientOptions,
} from './client.options.js';
import { refuseUnknownOptions, requireSecureUrl, requireText } from './option-checks.js';
import { resolveHttpOptions } from './resolve-http-options.js';
import { resolveMediaOptions } from './resolve-media-options.js';
import type { ResolvedClientOptions } from './resolved-client-options.js';

const CREDENTIALS = [
  'apiKey',
  'apiSecret',
  'baseUrl',
  'uiUrl',
] as const satisfies (keyof IdenfyAccountCredentials)[];

/** The names of every option of the client, for modules whose own options contain them. */
export const CLIENT_OPTION_NAMES = [
  ...CREDENTIALS,
  'accounts',
  'http',
  'media',
  'processTokenField',
  'requestInformationPath',
] as const satisfies (keyof IdenfyClientOptions)[];

const ACCOUNT_NAME = /^[a-z0-9-]{1,40}$/;

/**
 * Checks the options, trims credentials and fills in defaults.
 * @throws IdenfyConfigurationError naming the first option at fault and the mend; it never quotes a value.
 */
export function resolveClientOptions(options: IdenfyClientOptions): ResolvedClientOptions {
  refuseUnknownOptions(options, CLIENT_OPTION_NAMES);
  return {
    accounts: resolveAccounts(options),
    http: resolveHttpOptions(options.http),
    media: resolveMediaOptions(options.media),
    processTokenField: resolveTokenField(options.processTokenField),
    requestInformationPath: resolvePath(options.requestInformationPath),
  };
}

function resolveAccounts({ accounts, ...short }: IdenfyClientOptions): ReadonlyMap<string, IdenfyAccount> {
  const isShort = CREDENTIALS.some((name) => short[name] !== undefined);
  if (isShort && accounts?.['default'] !== undefined) {
    throw new IdenfyConfigurationError({
      option: 'accounts.default',
      mend: 'give the default account once, either here or as apiKey and apiSecret at the top level',
    });
  }
  const resolved = new Map<string, IdenfyAccount>();
  if (isShort || accounts === undefined || Object.keys(accounts).length === 0) {
    resolved.set('default', resolveAccount('default', pickCredentials(short), ''));
  }
  for (const [name, credentials] of Object.entries(accounts ?? {})) {
    refuseBadName(name);
    refuseUnknownOptions(credentials, CREDENTIALS, `accounts.${name}`);
    resolved.set(name, resolveAccount(name, credentials, `accounts.${name}.`));
  }
  return resolved;
}

function resolveAccount(name: string, given: Partial<IdenfyAccountCredentials>, path: string): IdenfyAccount {
  const mend = 'give the value from the iDenfy dashboard (Settings, API keys)';
  return new IdenfyAccount(name, {
    apiKey: requireText(given.apiKey, `${path}apiKey`, mend),
    apiSecret: requireText(given.apiSecret, `${path}apiSecret`, mend),
    baseUrl: requireSecureUrl(given.baseUrl ?? CLIENT_DEFAULTS.baseUrl, `${path}baseUrl`),
    uiUrl: requireSecureUrl(given.uiUrl ?? CLIENT_DEFAULTS.uiUrl, `${path}uiUrl`),
  });
}

function pickCredentials({
  apiKey,
  apiSecret,
  baseUrl,
  uiUrl,
}: IdenfyClientOptions): Partial<IdenfyAccountCredentials> {
  return { apiKey, apiSecret, baseUrl, uiUrl };
}

function refuseBadName(name: string): void {
  if (!ACCOUNT_NAME.test(name)) {
    throw new IdenfyConfigurationError({
      option: 'accounts',
      mend: 'name each account with 1 to 40 characters of a-z, 0-9 and -',
    });
  }
}

function resolveTokenField(field: unknown = CLIENT_DEFAULTS.processTokenField): 'authToken' | 'token' {
  const known = PROCESS_TOKEN_FIELDS.find((name) => name === field);
  if (known === undefined) {
    throw new IdenfyConfigurationError({ option: 'processTokenField', mend: "give 'authToken' or 'token'" });
  }
  return known;
}

function resolvePath(path: unknown = CLIENT_DEFAULTS.requestInformationPath): string {
  if (typeof path !== 'string' || !/^\/[\w\-./:]*$/.test(path)) {
    throw new IdenfyConfigurationError({
      option: 'requestInformationPath',
      mend: 'give a path that begins with /, with :scanRef where the verification belongs',
    });
  }
  return path;
}
