import { Module, type Provider } from '@nestjs/common';
import { clientParts } from '../client/client-parts.js';
import type { IdenfyClientOptions } from '../client/client.options.js';
import { resolveClientOptions } from '../client/resolve-client-options.js';
import { ResolvedClientOptions } from '../client/resolved-client-options.js';
import { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } from './idenfy-client.module-definition.js';
import { operationProviders } from './operation.providers.js';

const providers: Provider[] = [
  {
    provide: ResolvedClientOptions,
    useFactory: (options: IdenfyClientOptions) => resolveClientOptions(options),
    inject: [MODULE_OPTIONS_TOKEN],
  },
  ...clientParts.providers,
  ...operationProviders,
];

/**
 * The typed client and its operations, without a database, routes or callbacks.
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
