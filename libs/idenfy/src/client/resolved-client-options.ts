import type { IdenfyAccount } from './account.js';
import type { ResolvedHttpOptions, ResolvedMediaOptions } from './client.options.js';

/** The checked options, complete with defaults: what the client works with, and the injection token for it. */
export abstract class ResolvedClientOptions {
  abstract readonly accounts: ReadonlyMap<string, IdenfyAccount>;
  abstract readonly http: ResolvedHttpOptions;
  abstract readonly media: ResolvedMediaOptions;
  abstract readonly processTokenField: 'authToken' | 'token';
  abstract readonly requestInformationPath: string;
}
