import { IDENFY_API_URL, IDENFY_UI_URL } from '@nestjs-idenfy/contract';
import { IdenfyConfigurationError } from '../errors/configuration.error.js';
import { IdenfyNotFoundError } from '../errors/refusal.errors.js';
import { CheckedBy, optionNames, requireSecureUrl, requireText, resolveOptions } from './options.js';

const FROM_DASHBOARD = 'give the value from the iDenfy dashboard (Settings, API keys)';

/** One iDenfy account: a key pair and the hosts it is used with. */
class AccountOptions {
  /** API key from the iDenfy dashboard. White space around it is removed (a documented cause of UNAUTHORIZED). */
  @CheckedBy((value, option) => requireText(value, option, FROM_DASHBOARD)) apiKey = '';

  /** API secret, shown once by the dashboard. White space around it is removed. */
  @CheckedBy((value, option) => requireText(value, option, FROM_DASHBOARD)) apiSecret = '';

  /**
   * Base URL of the API, without a query. HTTPS, unless the host is this machine.
   * @default 'https://ivs.idenfy.com'
   */
  @CheckedBy(requireSecureUrl) baseUrl: string = IDENFY_API_URL;

  /**
   * Base URL of the verification UI; white-label customers have their own.
   * @default 'https://ui.idenfy.com'
   */
  @CheckedBy(requireSecureUrl) uiUrl: string = IDENFY_UI_URL;
}

/** One iDenfy account: a key pair and the hosts it is used with. */
export type IdenfyAccountCredentials = Pick<AccountOptions, 'apiKey' | 'apiSecret'> & {
  // `process.env.IDENFY_BASE_URL` is accepted under `exactOptionalPropertyTypes` too.
  [Address in keyof Pick<AccountOptions, 'baseUrl' | 'uiUrl'>]?: AccountOptions[Address] | undefined;
};

/** The accounts of a module. Credentials at the top level are short for `accounts.default`. */
export interface IdenfyAccountsOptions extends Partial<IdenfyAccountCredentials> {
  /** Several accounts (brands, regions, sandbox beside production), by a name of `a-z`, `0-9` and `-`. */
  accounts?: Readonly<Record<string, IdenfyAccountCredentials>>;
}

/**
 * One iDenfy account with its credentials. The secrets are private fields: neither `console.log`, nor
 * `JSON.stringify`, nor a spread shows them.
 */
export class IdenfyAccount {
  readonly #apiKey: string;
  readonly #apiSecret: string;
  readonly #authorization: string;

  /** Base URL of the API, without a trailing slash. */
  readonly baseUrl: string;

  /** Base URL of the verification UI, without a trailing slash. */
  readonly uiUrl: string;

  constructor(
    readonly name: string,
    { apiKey, apiSecret, baseUrl, uiUrl }: Readonly<AccountOptions>,
  ) {
    this.#apiKey = apiKey;
    this.#apiSecret = apiSecret;
    this.#authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
    this.baseUrl = baseUrl;
    this.uiUrl = uiUrl;
  }

  /** The API key, without white space around it. A secret: never log it. */
  get apiKey(): string {
    return this.#apiKey;
  }

  /** The API secret, without white space around it. A secret: never log it. */
  get apiSecret(): string {
    return this.#apiSecret;
  }

  /** Value of the `Authorization` header (S1: HTTP Basic). A secret: never log it. */
  get authorization(): string {
    return this.#authorization;
  }
}

/** The configured accounts, by name. Injectable. */
export class IdenfyAccounts {
  readonly #accounts: ReadonlyMap<string, IdenfyAccount>;

  /** @throws IdenfyConfigurationError naming the first option at fault; it never quotes a value */
  constructor(options: IdenfyAccountsOptions) {
    this.#accounts = resolveAccounts(options);
  }

  /**
   * The account of this name.
   * @param name `'default'` when it is not given
   * @throws IdenfyNotFoundError no account has this name
   */
  get(name = 'default'): IdenfyAccount {
    const account = this.#accounts.get(name);
    if (account === undefined) {
      throw new IdenfyNotFoundError({ message: 'There is no such iDenfy account.' });
    }
    return account;
  }

  /** The names of all accounts, in the order in which they were configured. */
  names(): readonly string[] {
    return [...this.#accounts.keys()];
  }
}

const CREDENTIALS = optionNames(AccountOptions) as readonly (keyof AccountOptions)[];

/** The names of the options of accounts, for modules whose own options contain them. */
export const ACCOUNTS_OPTION_NAMES: readonly (keyof IdenfyAccountsOptions)[] = [...CREDENTIALS, 'accounts'];

/** The form of an account's name. */
export const ACCOUNT_NAME = /^[a-z0-9-]{1,40}$/;

function resolveAccounts(options: IdenfyAccountsOptions): ReadonlyMap<string, IdenfyAccount> {
  const { accounts = {} } = options;
  const isShort = CREDENTIALS.some((name) => options[name] !== undefined);
  if (isShort && accounts['default'] !== undefined) {
    throw new IdenfyConfigurationError({
      option: 'accounts.default',
      hint: 'give the default account once, either here or as apiKey and apiSecret at the top level',
    });
  }
  const resolved = new Map<string, IdenfyAccount>();
  if (isShort || Object.keys(accounts).length === 0) {
    const { apiKey, apiSecret, baseUrl, uiUrl } = options;
    resolved.set('default', resolveAccount('default', { apiKey, apiSecret, baseUrl, uiUrl }, ''));
  }
  for (const [name, credentials] of Object.entries(accounts)) {
    refuseBadName(name);
    resolved.set(name, resolveAccount(name, credentials, `accounts.${name}`));
  }
  return resolved;
}

function resolveAccount(name: string, given: Partial<IdenfyAccountCredentials>, path: string): IdenfyAccount {
  return new IdenfyAccount(name, resolveOptions<AccountOptions>(AccountOptions, given, path));
}

function refuseBadName(name: string): void {
  if (!ACCOUNT_NAME.test(name)) {
    throw new IdenfyConfigurationError({
      option: 'accounts',
      hint: 'name each account with 1 to 40 characters of a-z, 0-9 and -',
    });
  }
}
