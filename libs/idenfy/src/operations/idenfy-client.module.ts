import { ConfigurableModuleBuilder, type FactoryProvider, Module, type Provider } from '@nestjs/common';
import { IdenfyAccounts } from '../client/accounts.js';
import { ClientOptions, type IdenfyClientOptions, resolveClientOptions } from '../client/client.options.js';
import { clientParts } from './client.providers.js';

/** What is given beside the options of `IdenfyClientModule`. */
export interface IdenfyClientExtras {
  /** Whether every module of the host can inject the services without importing this one. @default true */
  isGlobal?: boolean;

  /**
   * Providers that replace the module's own, such as `{ provide: RateBudget, useClass: SharedBudget }`.
   * @default []
   */
  replace?: readonly Provider[];
}

const EXTRAS: IdenfyClientExtras = { isGlobal: true, replace: [] };

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN, OPTIONS_TYPE, ASYNC_OPTIONS_TYPE } =
  new ConfigurableModuleBuilder<IdenfyClientOptions>({ moduleName: 'IdenfyClient' })
    .setClassMethodName('forRoot')
    .setFactoryMethodName('createIdenfyClientOptions')
    .setExtras(EXTRAS, (definition, { isGlobal = true, replace = [] }) => ({
      ...definition,
      global: isGlobal,
      // Of two providers with one token, Nest keeps the last.
      providers: [...(definition.providers ?? []), ...replace],
    }))
    .build();

const providers: Provider[] = [
  fromOptions(ClientOptions, resolveClientOptions),
  fromOptions(IdenfyAccounts, (options) => new IdenfyAccounts(options)),
  ...clientParts.providers,
];

function fromOptions<T>(
  provide: FactoryProvider['provide'],
  useFactory: (options: IdenfyClientOptions) => T,
): FactoryProvider<T> {
  return { provide, useFactory, inject: [MODULE_OPTIONS_TOKEN] };
}

/**
 * The typed client and its operations, without a database, routes or webhooks.
 *
 * `forRoot` and `forRootAsync` throw an IdenfyConfigurationError at boot that names the option and the hint.
 *
 * @example
 * IdenfyClientModule.forRoot({ apiKey: '…', apiSecret: '…' })
 */
@Module({
  imports: clientParts.imports,
  providers,
  exports: providers.map((provider) => (typeof provider === 'function' ? provider : provider.provide)),
})
export class IdenfyClientModule extends ConfigurableModuleClass {}
