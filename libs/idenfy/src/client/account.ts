import type { IdenfyAccountCredentials } from './client.options.js';

/**
 * One iDenfy account with its credentials. The secrets are private fields: neither `console.log`, nor
 * `JSON.stringify`, nor a spread shows them.
 */
export class IdenfyAccount {
  readonly #apiKey: string;
  readonly #apiSecret: string;
  readonly #authorization: string;

  /** Where server-to-server calls go, without a trailing slash. */
  readonly baseUrl: string;

  /** Where the verification UI is served from, without a trailing slash. */
  readonly uiUrl: string;

  constructor(
    readonly name: string,
    { apiKey, apiSecret, baseUrl, uiUrl }: Required<IdenfyAccountCredentials>,
  ) {
    this.#apiKey = apiKey;
    this.#apiSecret = apiSecret;
    this.#authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
    this.baseUrl = baseUrl;
    this.uiUrl = uiUrl;
  }

  get apiKey(): string {
    return this.#apiKey;
  }

  get apiSecret(): string {
    return this.#apiSecret;
  }

  /** Value of the `Authorization` header (S1: HTTP Basic). */
  get authorization(): string {
    return this.#authorization;
  }
}
