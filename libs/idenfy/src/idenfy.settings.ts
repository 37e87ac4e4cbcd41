import type { FactoryProvider } from '@nestjs/common';
import { CaseworkOptions } from './casework/casework.options.js';
import { AuditKeys, developmentAuditKeys, parseAuditKeys } from './audit/audit-keys.js';
import { type IdenfyAccountCredentials, IdenfyAccounts } from './client/accounts.js';
import {
  CLIENT_OPTION_NAMES,
  ClientOptions,
  type IdenfyClientOptions,
  resolveClientOptions,
} from './client/client.options.js';
import { optionNames, refuseUnknownOptions, requireText, resolveOptions } from './client/options.js';
import { DatabaseOptions } from './database/database.options.js';
import { BudgetOptions } from './database/postgres-rate-budget.js';
import { RetentionRules } from './erasure/retention.options.js';
import { EvidenceOptions } from './evidence/evidence.options.js';
import { IdenfyConfigurationError } from './errors/configuration.error.js';
import { resolveRestOptions, RestOptions } from './http/rest.options.js';
import { MODULE_OPTIONS_TOKEN } from './idenfy.module-definition.js';
import type { IdenfyOptions } from './idenfy.options.js';
import { HandlerOptions } from './handlers/handler.options.js';
import { DebugLog } from './outbox/debug-log.js';
import { WorkerOptions } from './outbox/worker.options.js';
import { developmentKey, KeyRing, parseEncryptionKeys } from './privacy/field-cipher.js';
import { developmentHashKey, HashKey, parseHashKey } from './privacy/hash-key.js';
import { ReconciliationOptions } from './reconciliation/reconciliation.options.js';
import { resolveVerificationOptions, VerificationOptions } from './verifications/verification.options.js';
import { WebhookOptions } from './webhooks/webhook.options.js';
import { WebhookSenders } from './webhooks/sender-authentication.js';

const REST_OPTIONS = optionNames(RestOptions) as (keyof RestOptions)[];
const VERIFICATION_OPTIONS = optionNames(VerificationOptions) as (keyof VerificationOptions)[];
const OWN_OPTIONS = [
  'webhooks',
  'handlers',
  'debug',
  'reconciliation',
  'budget',
  'database',
  'retention',
  'evidence',
  'casework',
  'encryptionKeys',
  'hashKey',
  'auditKeys',
] as const;

/** Checks the options at boot, and provides each group of them to the folder that owns it. */
export const settingsProviders: FactoryProvider[] = [
  provided(ClientOptions, (options) => resolveClientOptions(clientOptions(options))),
  provided(IdenfyAccounts, (options) => new IdenfyAccounts(clientOptions(options))),
  provided(VerificationOptions, (options) => resolveVerificationOptions(pick(options, VERIFICATION_OPTIONS))),
  provided(ReconciliationOptions, ({ reconciliation }) =>
    resolveOptions(ReconciliationOptions, reconciliation, 'reconciliation'),
  ),
  provided(DatabaseOptions, ({ database }) => resolveOptions(DatabaseOptions, database, 'database')),
  provided(BudgetOptions, ({ budget }) => resolveOptions(BudgetOptions, budget, 'budget')),
  provided(CaseworkOptions, ({ casework }) =>
    // nested groups may be partial
    resolveOptions(CaseworkOptions, casework as Partial<CaseworkOptions>, 'casework'),
  ),
  provided(RestOptions, (options) => resolveRestOptions(pick(options, REST_OPTIONS))),
  provided(WebhookOptions, webhookOptions),
  { provide: WorkerOptions, inject: [WebhookOptions], useFactory: ({ worker }: WebhookOptions) => worker },
  provided(EvidenceOptions, ({ evidence }) =>
    resolveOptions(EvidenceOptions, evidence as Partial<EvidenceOptions>, 'evidence'),
  ),
  provided(HandlerOptions, ({ handlers }) => resolveOptions(HandlerOptions, handlers, 'handlers')),
  provided(DebugLog, (options) => resolveOptions(DebugLog, pick(options, ['debug']))),
  {
    provide: WebhookSenders,
    inject: [MODULE_OPTIONS_TOKEN, IdenfyAccounts, WebhookOptions, KeyRing],
    useFactory: (
      options: IdenfyOptions,
      accounts: IdenfyAccounts,
      webhooks: WebhookOptions,
      keyRing: KeyRing,
    ) => {
      const keys = accounts.names().map((name) => [name, options.accounts?.[name] ?? {}]);
      return new WebhookSenders(
        { ...webhooks, signingKeys: options.webhooks?.signingKeys },
        Object.fromEntries(keys),
        keyRing,
      );
    },
  },
  providedForAccounts(RetentionRules, ({ retention }, accounts) => {
    refuseUnknownOptions(retention?.accounts ?? {}, accounts.names(), 'retention.accounts');
    return new RetentionRules(retention, isProduction());
  }),
  providedForAccounts(HashKey, ({ hashKey }, accounts) => {
    if (hashKey !== undefined)
      return parseHashKey(requireText(hashKey, 'hashKey', 'give base64 of 32 random bytes'));
    if (isProduction()) {
      throw new IdenfyConfigurationError({
        option: 'hashKey',
        hint: 'in production, give base64 of 32 random bytes, and keep it for as long as the database',
      });
    }
    const [first = ''] = accounts.names();
    return developmentHashKey(accounts.get(first).apiSecret);
  }),
  providedForAccounts(AuditKeys, ({ auditKeys = [] }, accounts) => {
    if (auditKeys.length > 0) return parseAuditKeys(auditKeys);
    if (isProduction()) {
      throw new IdenfyConfigurationError({
        option: 'auditKeys',
        hint: 'in production, give at least one key, written as id:base64 of 32 random bytes, and keep it for as long as the database',
      });
    }
    const [first = ''] = accounts.names();
    return developmentAuditKeys(accounts.get(first).apiSecret);
  }),
  providedForAccounts(KeyRing, ({ encryptionKeys = [] }, accounts) => {
    if (encryptionKeys.length > 0) return new KeyRing(parseEncryptionKeys(encryptionKeys));
    if (isProduction()) {
      throw new IdenfyConfigurationError({
        option: 'encryptionKeys',
        hint: 'in production, give at least one key, written as id:base64 of 32 random bytes',
      });
    }
    return new KeyRing(accounts.names().map((name) => developmentKey(name, accounts.get(name).apiSecret)));
  }),
];

function provided<T>(
  token: FactoryProvider['provide'],
  useFactory: (options: IdenfyOptions) => T,
): FactoryProvider<T> {
  return { provide: token, inject: [MODULE_OPTIONS_TOKEN], useFactory };
}

function providedForAccounts<T>(
  token: FactoryProvider['provide'],
  useFactory: (options: IdenfyOptions, accounts: IdenfyAccounts) => T,
): FactoryProvider<T> {
  return { provide: token, inject: [MODULE_OPTIONS_TOKEN, IdenfyAccounts], useFactory };
}

/** Without the signing keys: an injectable object that is printed must not show them. */
function webhookOptions({ webhooks }: IdenfyOptions): WebhookOptions {
  const resolved = resolveOptions(WebhookOptions, webhooks as Partial<WebhookOptions>, 'webhooks');
  delete resolved.signingKeys;
  return resolved;
}

function clientOptions(options: IdenfyOptions): IdenfyClientOptions {
  refuseUnknownOptions(options, [
    ...CLIENT_OPTION_NAMES,
    ...REST_OPTIONS,
    ...VERIFICATION_OPTIONS,
    ...OWN_OPTIONS,
  ]);
  const { accounts } = options;
  return {
    ...pick(options, CLIENT_OPTION_NAMES),
    ...(accounts && { accounts: withoutSigningKeys(accounts) }),
  };
}

function withoutSigningKeys(
  accounts: NonNullable<IdenfyOptions['accounts']>,
): Record<string, IdenfyAccountCredentials> {
  return Object.fromEntries(
    Object.entries(accounts).map(([name, { signingKeys: _, ...credentials }]) => [name, credentials]),
  );
}

function pick<T extends object, K extends keyof T>(from: T, names: readonly K[]): Pick<T, K> {
  return Object.fromEntries(names.filter((name) => name in from).map((name) => [name, from[name]])) as Pick<
    T,
    K
  >;
}

function isProduction(): boolean {
  return process.env['NODE_ENV'] === 'production';
}
