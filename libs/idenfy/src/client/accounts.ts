import { Injectable } from '@nestjs/common';
import { IdenfyNotFoundError } from '../errors/idenfy-not-found.error.js';
import type { IdenfyAccount } from './account.js';
import { ResolvedClientOptions } from './resolved-client-options.js';

/** The accounts that were configured, by name. */
@Injectable()
export class IdenfyAccounts {
  constructor(private readonly options: ResolvedClientOptions) {}

  /** @throws IdenfyNotFoundError if no account has this name. */
  get(name = 'default'): IdenfyAccount {
    const account = this.options.accounts.get(name);
    if (account === undefined) {
      throw new IdenfyNotFoundError({ message: 'There is no such iDenfy account.' });
    }
    return account;
  }

  names(): readonly string[] {
    return [...this.options.accounts.keys()];
  }
}
