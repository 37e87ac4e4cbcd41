import { ConfigurableModuleBuilder, type Provider } from '@nestjs/common';
import type { IdenfyClientOptions } from '../client/client.options.js';

/** What stands beside the options of `IdenfyClientModule`. */
export interface IdenfyClientExtras {
  /** Whether the services can be injected everywhere without importing the module again. @default true */
  isGlobal?: boolean;

  /** Providers that take the place of the module's own, such as `{ provide: RateBudget, useClass: SharedBudget }`. */
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
