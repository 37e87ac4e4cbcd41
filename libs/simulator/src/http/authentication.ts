import type { SimulatedAccount } from '../options.js';
import { ApiRefusal } from './answer.js';

/** Finds the account by Basic authentication: the user name is the API key, the password the API secret (S1). */
export class Authentication {
  private readonly byHeader = new Map<string, SimulatedAccount>();

  constructor(
    private readonly accounts: readonly SimulatedAccount[],
    private readonly withIdentifier: boolean,
  ) {
    for (const account of accounts) {
      const credentials = Buffer.from(`${account.apiKey}:${account.apiSecret}`).toString('base64');
      this.byHeader.set(`Basic ${credentials}`, account);
    }
  }

  /** @throws {ApiRefusal} 401 for missing or wrong credentials, 403 for an account that is switched off */
  accountOf(authorization: string | undefined): SimulatedAccount {
    const account = this.byHeader.get(authorization ?? '') ?? this.decoded(authorization);
    if (account === undefined) {
      throw this.refusal(401, 'UNAUTHORIZED', 'Invalid authorization credentials');
    }
    if (!account.active) throw this.refusal(403, 'PERMISSIONS_ERROR', 'Partner inactive');
    return account;
  }

  /** @throws {ApiRefusal} 403 outside the DEV environment */
  requireDevelopment({ environment }: SimulatedAccount): void {
    if (environment === 'DEV') return;
    const name = environment === 'DEMO' ? 'DEMO' : 'TESTING/PRODUCTION';
    throw this.refusal(403, 'PERMISSIONS_ERROR', `This endpoint is not available for ${name} partners.`);
  }

  /** @throws {ApiRefusal} 402 when the account has no credits left */
  requireFunds({ credits }: SimulatedAccount): void {
    if (credits === null || credits > 0) return;
    const message = 'Action not allowed due to lack of funds or exceeded limit.';
    throw this.refusal(402, 'PARTNER_CONTRACT_ERROR', message);
  }

  private decoded(authorization: string | undefined): SimulatedAccount | undefined {
    const credentials = /^basic +([a-z0-9+/=]+) *$/i.exec(authorization ?? '')?.[1];
    if (credentials === undefined) return undefined;
    const pair = Buffer.from(credentials, 'base64').toString('utf8');
    return this.accounts.find(({ apiKey, apiSecret }) => pair === `${apiKey}:${apiSecret}`);
  }

  private refusal(
    status: number,
    identifier: ConstructorParameters<typeof ApiRefusal>[1],
    message: string,
  ): ApiRefusal {
    return new ApiRefusal(status, identifier, message, !this.withIdentifier);
  }
}
