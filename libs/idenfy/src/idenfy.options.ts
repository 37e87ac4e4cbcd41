import type { ModuleMetadata, Provider } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { IdenfyCaseworkOptions } from './casework/casework.options.js';
import type { IdenfyAccountCredentials } from './client/accounts.js';
import type { IdenfyClientOptions } from './client/client.options.js';
import type { IdenfyRetentionOptions } from './erasure/retention.options.js';
import type { IdenfyEvidenceOptions } from './evidence/evidence.options.js';
import type { IdenfyHandlerOptions } from './handlers/handler.options.js';
import type { DebugLog } from './outbox/debug-log.js';
import type { IdenfyRestExtras, IdenfyRestOptions } from './http/rest.options.js';
import type { IdenfyReconciliationOptions } from './reconciliation/reconciliation.options.js';
import type { IdenfyDatabaseOptions } from './database/database.options.js';
import type { IdenfyBudgetOptions } from './database/postgres-rate-budget.js';
import type { IdenfyVerificationOptions } from './verifications/verification.options.js';
import type { IdenfyAccountSigningKeys, IdenfyWebhookOptions } from './webhooks/webhook.options.js';

/** One of several iDenfy accounts: a brand, a region, or the sandbox beside production. */
export interface IdenfyAccountOptions extends IdenfyAccountCredentials, IdenfyAccountSigningKeys {}

/**
 * The options of `IdenfyModule`. Only `apiKey`, `apiSecret` and `webhooks.signingKeys` are required, or the same under
 * `accounts`; production requires `encryptionKeys`, `hashKey`, `auditKeys` and `retention` as well.
 */
export interface IdenfyOptions
  extends
    Pick<Partial<DebugLog>, 'debug'>,
    Omit<IdenfyClientOptions, 'accounts'>,
    IdenfyRestOptions,
    IdenfyVerificationOptions {
  /** Several accounts by name. Top-level credentials are short for `accounts.default`. */
  accounts?: Record<string, IdenfyAccountOptions>;

  /** How webhooks are received and applied. */
  webhooks?: IdenfyWebhookOptions;

  /** How handlers are called and retried, and what is kept of a failure. */
  handlers?: IdenfyHandlerOptions;

  /** How overdue verifications, whose result did not arrive, are looked up. */
  reconciliation?: IdenfyReconciliationOptions;

  /** How this library talks to PostgreSQL. */
  database?: IdenfyDatabaseOptions;

  /** How the requests to iDenfy are shared between the processes of one database. */
  budget?: IdenfyBudgetOptions;

  /** What staff have to work on. */
  casework?: IdenfyCaseworkOptions;

  /** How long verifications are kept. */
  retention?: IdenfyRetentionOptions;

  /** How evidence is made verifiable, which `keep: 'evidence'` keeps. */
  evidence?: IdenfyEvidenceOptions;

  /**
   * Keys for personal data at rest, each as `id:base64 of 32 bytes`. The first one encrypts, all of them decrypt.
   * @default outside production, keys derived from the API secrets
   */
  encryptionKeys?: readonly string[];

  /**
   * Key of hashes that must never change, as base64 of 32 random bytes: idempotency keys of handlers, and pseudonyms of erased
   * people. `rotate-keys` leaves it alone. With another key, handlers are called with other idempotency keys.
   * @default outside production, derived from the API secret
   */
  hashKey?: string;

  /**
   * Keys of the audit chains, each as `id:base64 of 32 bytes`. The first one links new rows of history and audit, all of them
   * check stored rows. `rotate-keys` leaves them alone: a key is needed for as long as a row names it.
   * @default outside production, derived from the API secret
   */
  auditKeys?: readonly string[];
}

/** What Nest needs before the options are resolved: given beside the factory. */
export interface IdenfyExtras extends IdenfyRestExtras {
  /**
   * Name of this registration, where an application has several `IdenfyModule`s: each has a name, a `routePrefix` and a
   * `dataSource` of its own, and its services are injected by `@InjectIdenfy(IdenfyVerifications, 'acme')`. A letter, then up
   * to 39 letters, digits, hyphens and underscores.
   * @default 'default'
   */
  name?: string;
  /** The TypeORM DataSource to keep verifications in, or its name, where the host has several. @default the default one */
  dataSource?: DataSource | string;
  /** Whether services can be injected in every module without importing this one again. @default true */
  isGlobal?: boolean;
  /**
   * Providers that replace the library's own, by the same token:
   * `[{ provide: IdenfyTokenService, useClass: CappedTokenService }]`.
   * @default []
   */
  replace?: readonly Provider[];
  /** Modules that export what the access policy, or a provider in `replace`, needs. @default [] */
  imports?: ModuleMetadata['imports'];
}
