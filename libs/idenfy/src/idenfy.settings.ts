import type { FactoryProvider } from '@nestjs/common';
import { CLIENT_OPTION_NAMES, resolveClientOptions } from './client/resolve-client-options.js';
import type { IdenfyAccountCredentials, IdenfyClientOptions } from './client/client.options.js';
import { refuseUnknownOptions } from './client/option-checks.js';
import { ResolvedClientOptions } from './client/resolved-client-options.js';
import { RetentionSettings } from './erasure/erasure.options.js';
import { IdenfyConfigurationError } from './errors/idenfy-configuration.error.js';
import { HttpSettings } from './http/http-settings.js';
import { MODULE_OPTIONS_TOKEN } from './idenfy.module-definition.js';
import type { IdenfyOptions } from './idenfy.options.js';
import { developmentKey, KeyRing, parseEncryptionKeys } from './privacy/key-ring.js';
import { ReconciliationSettings } from './reconciliation/reconciliation.options.js';
import { BudgetSettings } from './verification/budget/budget.options.js';
import { VerificationSettings } from './verification/verification.options.js';
import { WebhookSettings } from './webhooks/webhook-settings.js';

const REST_OPTIONS = [
  'personMaySet',
  'defaults',
  'redirectOrigins',
  'errors',
  'requireAccessReason',
  'heartbeatMs',
] as const;
const VERIFICATION_OPTIONS = ['limits', 'keep', 'verifiedUntil'] as const;
const OWN_OPTIONS = ['webhooks', 'reconciliation', 'budget', 'retention', 'encryptionKeys'] as const;

/** The options, checked at boot and cut into the parts that the folders own. */
export const settingsProviders: FactoryProvider[] = [
  settings(ResolvedClientOptions, (options) => resolveClientOptions(clientOptions(options))),
  {
    provide: WebhookSettings,
    inject: [MODULE_OPTIONS_TOKEN, ResolvedClientOptions],
    useFactory: ({ webhooks, accounts: given }: IdenfyOptions, { accounts }: ResolvedClientOptions) => {
      const signingKeys = [...accounts.keys()].map((name) => [name, given?.[name] ?? {}]);
      return new WebhookSettings(webhooks, Object.fromEntries(signingKeys));
    },
  },
  settings(VerificationSettings, (options) => new VerificationSettings(options)),
  settings(ReconciliationSettings, ({ reconciliation }) => new ReconciliationSettings(reconciliation)),
  settings(BudgetSettings, ({ budget }) => new BudgetSettings(budget)),
  {
    provide: RetentionSettings,
    inject: [MODULE_OPTIONS_TOKEN, ResolvedClientOptions],
    useFactory: ({ retention }: IdenfyOptions, { accounts }: ResolvedClientOptions) => {
      refuseUnknownOptions(retention?.accounts ?? {}, [...accounts.keys()], 'retention.accounts');
      return new RetentionSettings(retention, isProduction());
    },
  },
  settings(HttpSettings, (options) => new HttpSettings(pick(options, REST_OPTIONS))),
  {
    provide: KeyRing,
    inject: [MODULE_OPTIONS_TOKEN, ResolvedClientOptions],
    useFactory: ({ encryptionKeys = [] }: IdenfyOptions, { accounts }: ResolvedClientOptions) => {
      if (encryptionKeys.length > 0) return new KeyRing(parseEncryptionKeys(encryptionKeys));
      if (isProduction()) {
        throw new IdenfyConfigurationError({
          option: 'encryptionKeys',
          mend: 'in production, give at least one key, written as id:base64 of 32 random bytes',
        });
      }
      return new KeyRing(
        [...accounts.values()].map(({ name, apiSecret }) => developmentKey(name, apiSecret)),
      );
    },
  },
];

function settings<T>(
  token: FactoryProvider['provide'],
  useFactory: (options: IdenfyOptions) => T,
): FactoryProvider<T> {
  return { provide: token, inject: [MODULE_OPTIONS_TOKEN], useFactory };
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
