import type { ModuleMetadata, Provider } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { IdenfyAccountCredentials, IdenfyClientOptions } from './client/client.options.js';
import type { IdenfyRetentionOptions } from './erasure/erasure.options.js';
import type { IdenfyRestExtras, IdenfyRestOptions } from './http/http.options.js';
import type { IdenfyReconciliationOptions } from './reconciliation/reconciliation.options.js';
import type { IdenfyBudgetOptions } from './verification/budget/budget.options.js';
import type { IdenfyVerificationOptions } from './verification/verification.options.js';
import type { IdenfyAccountSigningKeys, IdenfyWebhookOptions } from './webhooks/webhook.options.js';

/** One of several iDenfy accounts: a brand, a region, or the sandbox beside production. */
export interface IdenfyAccountOptions extends IdenfyAccountCredentials, IdenfyAccountSigningKeys {}

/**
 * Everything `IdenfyModule` is told. Required are only `apiKey`, `apiSecret` and `webhooks.signingKeys`, or the
 * same under `accounts`; production also asks for `encryptionKeys` and `retention`.
 */
export interface IdenfyOptions
  extends Omit<IdenfyClientOptions, 'accounts'>, IdenfyRestOptions, IdenfyVerificationOptions {
  /** Several accounts by name. Top-level credentials are short for `accounts.default`. */
  accounts?: Record<string, IdenfyAccountOptions>;

  webhooks?: IdenfyWebhookOptions;

  reconciliation?: IdenfyReconciliationOptions;

  budget?: IdenfyBudgetOptions;

  retention?: IdenfyRetentionOptions;

  /**
   * Keys for personal data at rest, each `id:base64 of 32 bytes`. The first one writes, all of them read.
   * @default outside production, a key derived from the API secret
   */
  encryptionKeys?: readonly string[];
}

/** What must be known before the options are: given beside the factory. */
export interface IdenfyExtras extends IdenfyRestExtras {
  /** The TypeORM DataSource to keep verifications in, or its name, where the host has several. @default the default one */
  dataSource?: DataSource | string;
  /** Whether services can be injected everywhere without importing the module again. @default true */
  isGlobal?: boolean;
  /**
   * Providers that take the place of the library's own, by the same token:
   * `[{ provide: IdenfyTokenService, useClass: CappedTokenService }]`.
   * @default []
   */
  replace?: readonly Provider[];
  /** Modules that export what the access policy, or a provider in `replace`, needs. @default [] */
  imports?: ModuleMetadata['imports'];
}
